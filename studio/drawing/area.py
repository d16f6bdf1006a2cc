"""An area: any set of map pixels, as a rectangle and which of its pixels are meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Area:
    """The pixels of `region` where `inside`, bool (region's height, region's width), holds; it lies on its map."""

    region: Region
    inside: Mask

    @classmethod
    def of_mask(cls, mask: Mask) -> Area:
        """The area of a mask as large as the map, bool (H, W), cut to the rectangle that it needs."""
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if rows.size == 0:
            return NOWHERE
        region = Region(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
        return cls(region, mask[region.slices].copy())

    @classmethod
    def drawn_by(cls, shape: tuple[int, int], draw: Callable[[LabelMap], Region]) -> Area:
        """The pixels that `draw`, given an empty map of `shape` (H, W), paints with anything but 0."""
        paper = np.zeros(shape, np.uint8)
        region = draw(paper)
        return cls(region, paper[region.slices] != 0)

    @property
    def is_empty(self) -> bool:
        """Whether no pixel is meant."""
        return not self.inside.any()

    @property
    def pixels(self) -> int:
        """How many pixels are meant."""
        return int(self.inside.sum())

    def paint(self, labels: LabelMap, label: int) -> Region:
        """Give `label` to the area's pixels, in place; returns the region that holds every changed pixel."""
        labels[self.region.slices][self.inside] = label
        return self.region

    def contains(self, at: tuple[int, int]) -> bool:
        """Whether a pixel (row, column) belongs to the area."""
        row, column = at[0] - self.region.top, at[1] - self.region.left
        on_it = 0 <= row < self.region.height and 0 <= column < self.region.width
        return on_it and bool(self.inside[row, column])


NOWHERE = Area(EMPTY, np.zeros((0, 0), bool))
