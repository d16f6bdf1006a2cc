"""A study: what every hand looks at before it draws — the world as painted, and its shapes at drawing resolution."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import LANDSCAPE

from ..colour import Floats, Mask
from ..fields import blurred, fitted, shrunk
from ..frame import Frame
from ..geometry import SKY, is_any

LUMA = np.array([0.30, 0.59, 0.11], np.float32)  # of colours as they stand on the screen
STANDING = LANDSCAPE.ids(
    "mountain", "hill", "forest", "tree", "bush", "rock", "building", "house", "bridge", "snow", "cloud"
)
_FOG = LANDSCAPE.id("fog")
_BANDS = 2  # of one kind of ground: far away in the haze, and near
_FAR = 0.16  # how far down from the horizon the far band goes, 1 being the lower border
_MOST_REGIONS = 4000  # more things than this are noise: they share their label's colours


class Study:
    """A scene before the hand: `frame` at drawing resolution (H, W), `photo` (h, w, 3) on the screen, 0 to 1.

    labels: the frame's, uint8 (H, W); shown: the photo's, uint8 (h, w), which look through the gaps of crowns.
    scale: samples per pixel along an axis; details: whether there are stars.
    """

    def __init__(self, frame: Frame, photo: Floats, shown: NDArray[np.uint8], details: bool) -> None:
        self.frame = frame
        self.labels = frame.labels
        self.photo = photo
        self.shown = shown
        self.details = details
        self.scale = frame.supersample
        self.height, self.width = frame.labels.shape

    def pen(self, share: float) -> float:
        """A length in samples, of `share` thousandths of the picture's height."""
        return float(share * self.height / 1000)

    @cached_property
    def coarse_labels(self) -> NDArray[np.uint8]:
        """The labels at the photo's resolution."""
        return self.coarse(self.labels)

    def coarse(self, plane: NDArray[Any]) -> NDArray[Any]:
        """The sample of a plane (H, W) in the middle of each of the photo's pixels, (h, w)."""
        height, width = self.photo.shape[:2]
        rows = ((np.arange(height) + 0.5) * (self.height / height)).astype(np.int64)
        columns = ((np.arange(width) + 0.5) * (self.width / width)).astype(np.int64)
        return np.asarray(plane[rows][:, columns])

    def fine(self, plane: Floats) -> Floats:
        """A plane of lower resolution at drawing resolution."""
        return plane if plane.shape == self.labels.shape else fitted(plane, self.labels.shape)

    @cached_property
    def open_sky(self) -> Mask:
        """Sky, cloud, sun and fog."""
        return is_any(self.labels, (*SKY, _FOG))

    @cached_property
    def y(self) -> Floats:
        """(H, 1) from the top, in picture heights."""
        return ((np.arange(self.height, dtype=np.float32) + np.float32(0.5)) / np.float32(self.height))[:, None]

    @cached_property
    def x(self) -> Floats:
        """(1, W) from the left, in picture heights."""
        return ((np.arange(self.width, dtype=np.float32) + np.float32(0.5)) / np.float32(self.height))[None]

    @cached_property
    def regions(self) -> NDArray[np.int32]:
        """Number (H, W) of the flat shape: each standing thing, each label's band of ground, for its own colours."""
        down = (self.y - self.frame.horizon) / max(1 - self.frame.horizon, 0.05)
        band = (down > _FAR).astype(np.int32)
        numbers: NDArray[np.int32] = self.labels.astype(np.int32) * _BANDS + band
        count = 256 * _BANDS
        for label in STANDING:
            mask = self.labels == label
            if not mask.any():
                continue
            parts, found = ndimage.label(mask)
            if found <= _MOST_REGIONS:
                numbers[mask] = parts[mask] + count
                count += found
        order = np.zeros(count + 1, np.int32)
        present = np.flatnonzero(np.bincount(numbers.ravel(), minlength=count + 1))
        order[present] = np.arange(len(present), dtype=np.int32)
        return np.asarray(order[numbers])

    @cached_property
    def sky(self) -> Floats:
        """The open sky's colours without clouds and sun, as a smooth wash that also lies behind things.

        A small picture, about 64 pixels high, to be brought to size by `fine`.
        """
        step = max(1, self.photo.shape[0] // 64)
        mask = (self.shown == LANDSCAPE.id("sky")).astype(np.float32)
        if not mask.any():
            mask = is_any(self.shown, (*SKY, _FOG)).astype(np.float32)
        if not mask.any():
            mask = np.zeros_like(mask)
            mask[0] = 1
        weight = shrunk(mask, step) + np.float32(1e-6)
        sums = [shrunk(self.photo[..., k] * mask, step) for k in range(3)]
        row_weight = weight.mean(1, keepdims=True)
        filled = []
        near = blurred(weight, 2.2)
        down = ndimage.gaussian_filter1d(row_weight, 4, axis=0, mode="nearest")
        for plane in sums:
            rows = ndimage.gaussian_filter1d(plane.mean(1, keepdims=True), 4, axis=0, mode="nearest") / down
            filled.append((blurred(plane, 2.2) + 0.02 * rows) / (near + 0.02))
        return np.stack(filled, -1)
