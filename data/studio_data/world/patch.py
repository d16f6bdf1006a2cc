"""A patch: the pixels of one material as flat arrays, and where they lie in their thing and on the ground."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .colour import Floats, Mask
from .fields import column_runs, one_dimensional_blur, row_runs
from .frame import Frame


class Patch:
    """The n pixels of a mask that isn't empty, in row-major order; lengths are in picture heights."""

    def __init__(self, frame: Frame, mask: Mask) -> None:
        self.frame = frame
        self.mask = mask
        self.index = np.flatnonzero(mask)
        self.row = (self.index // frame.width).astype(np.int32)
        self.column = (self.index % frame.width).astype(np.int32)
        self.y = (self.row + np.float32(0.5)) / np.float32(frame.height)
        self.x = (self.column + np.float32(0.5)) / np.float32(frame.height)

    def __len__(self) -> int:
        return len(self.index)

    def of(self, plane: Floats) -> Floats:
        """The patch's share (n, …) of a whole-picture plane (height, width, …)."""
        return np.asarray(plane.reshape(-1, *plane.shape[2:])[self.index])

    def full(self, value: float) -> Floats:
        """One value for every pixel."""
        return np.full(len(self), value, np.float32)

    # --- where a pixel lies in its column and row of the mask

    @cached_property
    def _column_run(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return column_runs(self.mask)

    @cached_property
    def top(self) -> Floats:
        """y of the upper end of the pixel's stretch in its column."""
        return np.asarray(self._column_run[0] / np.float32(self.frame.height))

    @cached_property
    def bottom(self) -> Floats:
        """y of the lower end of the pixel's stretch in its column."""
        return np.asarray((self._column_run[1] + 1) / np.float32(self.frame.height))

    @cached_property
    def _row_run(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return row_runs(self.mask)

    @cached_property
    def left(self) -> Floats:
        """x of the left end of the pixel's stretch in its row."""
        return np.asarray(self._row_run[0] / np.float32(self.frame.height))

    @cached_property
    def breadth(self) -> Floats:
        """Length of the pixel's stretch in its row."""
        return np.asarray((self._row_run[1] - self._row_run[0] + 1) / np.float32(self.frame.height))

    @cached_property
    def across(self) -> Floats:
        """Place in its row's stretch, 0 (left end) to 1."""
        return np.asarray((self.x - self.left) / self.breadth)

    @cached_property
    def cut_left(self) -> Mask:
        """Where the pixel's stretch in its row begins at the picture's border."""
        return np.asarray(self._row_run[0] == 0)

    @cached_property
    def cut_right(self) -> Mask:
        """Where the pixel's stretch in its row ends at the picture's border."""
        return np.asarray(self._row_run[1] == self.frame.width - 1)

    # --- outlines, per column of the picture

    @cached_property
    def outline(self) -> Floats:
        """y of the mask's first pixel in each column (width,); the nearest one where a column has none."""
        return self._per_column(np.argmax(self.mask, 0)) / np.float32(self.frame.height)

    @cached_property
    def underside(self) -> Floats:
        """y of the mask's last pixel in each column (width,), smoothed."""
        last = self.frame.height - 1 - np.argmax(self.mask[::-1], 0)
        line = one_dimensional_blur(self._per_column(last), self.frame.height * 0.05)
        return line / np.float32(self.frame.height)

    def _per_column(self, rows: NDArray[np.int64]) -> Floats:
        filled = np.flatnonzero(self.mask.any(0))
        return np.interp(np.arange(self.frame.width), filled, rows[filled]).astype(np.float32)

    # --- things that stand

    @cached_property
    def things(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Number of the connected thing that each pixel belongs to, from 0; and the things' boxes.

        Boxes are int32 (count, 4): top, left, bottom, right (half-open), in pixels.
        """
        numbered, count = ndimage.label(self.mask)
        boxes = np.array(
            [(box[0].start, box[1].start, box[0].stop, box[1].stop) for box in ndimage.find_objects(numbered)],
            np.int32,
        ).reshape(count, 4)
        return np.asarray(numbered.reshape(-1)[self.index] - 1, np.int32), boxes

    @cached_property
    def foot(self) -> Floats:
        """y of the ground under the pixel: where its thing, or else its column, ends."""
        thing, boxes = self.things
        end = np.minimum(self._column_run[1], self.frame.height - 1)
        return np.asarray(np.maximum(np.maximum(end, boxes[thing, 2] - 2) / np.float32(self.frame.height), self.y))

    # --- places on the ground plane, seen in perspective

    @cached_property
    def below_horizon(self) -> Floats:
        """How far under the horizon the pixel is, at least 0."""
        return np.asarray(np.maximum(self.y - self.frame.horizon, 0))

    @cached_property
    def distance(self) -> Floats:
        """Distance of the ground at the pixel from the viewer; about 0.3 (the lower border) to 60."""
        return np.asarray(np.float32(0.25) / np.maximum(self.below_horizon, np.float32(0.004)))

    @cached_property
    def ground_x(self) -> Floats:
        """Sideways place on the ground, 0 in the middle."""
        return np.asarray((self.x - np.float32(self.frame.aspect / 2)) * self.distance * np.float32(0.9))

    @cached_property
    def footprint(self) -> Floats:
        """Length of ground that one pixel covers, at most 8."""
        return np.asarray(np.minimum(self.distance**2 * np.float32(8.8 / self.frame.height), 8))
