"""A clipping: some of a map's pixels, cut out to be laid down elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.drawing.area import NOWHERE, Area, Mask
from studio.drawing.brush import Point
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap


@dataclass(frozen=True, eq=False, slots=True)
class Clipping:
    """Labels, uint8 (height, width), of which the pixels where `inside` (bool, same shape) holds are laid down."""

    labels: LabelMap
    inside: Mask

    @classmethod
    def cut(cls, labels: LabelMap, area: Area) -> Clipping:
        """The pixels of an area, copied."""
        return cls(labels[area.region.slices].copy(), area.inside.copy())

    @property
    def mirrored(self) -> Clipping:
        """The clipping turned left to right."""
        return self.flipped(down=False, across=True)

    def flipped(self, *, down: bool, across: bool) -> Clipping:
        """The clipping turned upside down, left to right, both or neither."""
        rows, columns = slice(None, None, -1 if down else 1), slice(None, None, -1 if across else 1)
        return Clipping(self.labels[rows, columns].copy(), self.inside[rows, columns].copy())

    @property
    def side(self) -> int:
        """Pixels along the longer side."""
        return max(int(self.labels.shape[0]), int(self.labels.shape[1]))

    def scaled(self, side: int) -> Clipping:
        """The clipping with `side` pixels along its longer side; borders stay smooth at any size."""
        if side == self.side:
            return self
        height, width = (max(1, round(extent * side / self.side)) for extent in self.labels.shape)
        kinds = np.unique(self.labels[self.inside])
        shares = [_resized(~self.inside, height, width)]
        shares += [_resized(self.inside & (self.labels == kind), height, width) for kind in kinds]
        most = np.argmax(shares, axis=0)
        return Clipping(np.concatenate([[0], kinds]).astype(np.uint8)[most], most > 0)

    def centred(self, at: Point) -> Point:
        """Where the clipping's upper left corner lies when its middle is at a pixel (row, column)."""
        return at[0] - self.labels.shape[0] // 2, at[1] - self.labels.shape[1] // 2

    def area(self, shape: tuple[int, int], corner: Point) -> Area:
        """The pixels of a map (H, W) that the clipping covers with its upper left corner at `corner`."""
        whole, region = self._placed(shape, corner)
        return NOWHERE if region.is_empty else Area(region, self.inside[_within(whole, region)])

    def lay(self, labels: LabelMap, corner: Point) -> Region:
        """Lay the clipping down, in place; returns the region that holds every changed pixel."""
        whole, region = self._placed(labels.shape, corner)
        if region.is_empty:
            return EMPTY
        part = _within(whole, region)
        labels[region.slices][self.inside[part]] = self.labels[part][self.inside[part]]
        return region

    def _placed(self, shape: tuple[int, ...], corner: Point) -> tuple[Region, Region]:
        height, width = self.labels.shape
        whole = Region(corner[0], corner[1], corner[0] + height, corner[1] + width)
        return whole, whole.clip(shape[0], shape[1])


def _resized(mask: Mask, height: int, width: int) -> NDArray[np.float64]:
    """How much of each pixel of another size a mask covers: smoothed, then read between its pixels."""
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    blur = [max(0.0, (old / new - 1) / 2) for old, new in zip(mask.shape, (height, width), strict=True)]
    smooth = ndimage.gaussian_filter(mask.astype(np.float64), blur, mode="nearest")
    rows = (np.arange(height) + 0.5) * mask.shape[0] / height - 0.5
    columns = (np.arange(width) + 0.5) * mask.shape[1] / width - 0.5
    places = np.meshgrid(rows, columns, indexing="ij")
    resized: NDArray[np.float64] = ndimage.map_coordinates(smooth, places, order=1, mode="nearest")
    return resized


def _within(whole: Region, region: Region) -> tuple[slice, slice]:
    return (
        slice(region.top - whole.top, region.bottom - whole.top),
        slice(region.left - whole.left, region.right - whole.left),
    )
