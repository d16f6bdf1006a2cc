"""A ridge: a mountain range that stands on the line between two points."""

from __future__ import annotations

import numpy as np

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.fractal import fractal_line

_RISE = 0.34
"""How high the ridge is at most, in lengths of its base."""


def ridge(shape: tuple[int, int], start: Point, end: Point, seed: int) -> Area:
    """The pixels between the line from `start` to `end` (row, column) and a fractal ridge over it, on a map (H, W).

    The same seed gives the same ridge, stretched from point to point.
    """
    left, right = sorted((start, end), key=lambda point: point[1])
    columns = np.arange(left[1], right[1] + 1)
    along = np.linspace(0, 1, len(columns))
    base = left[0] + (right[0] - left[0]) * along
    massif = np.sin(np.pi * along) ** 0.7
    peaks = massif * (0.62 + 0.38 * fractal_line(len(columns), seed, 0.62))
    top = base - np.maximum(peaks, 0) * _RISE * max(len(columns) - 1, 1)
    on_map = (columns >= 0) & (columns < shape[1])
    rows = np.arange(shape[0])[:, None]
    inside = np.zeros(shape, bool)
    inside[:, columns[on_map]] = (rows >= np.rint(top[on_map])) & (rows <= np.rint(base[on_map]))
    return Area.of_mask(inside)
