"""A river or a road between two points, winding, and wider where it is nearer."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from studio.drawing.area import Area
from studio.drawing.brush import Point, paint_segment
from studio.drawing.fractal import fractal_line
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap

_POINTS = 49
_FAR_WIDTH, _NEAR_WIDTH = 0.3, 1.5
"""Widths at the upper and the lower end, in brushes, where one is far above the other."""


def meander(shape: tuple[int, int], start: Point, end: Point, size: int, seed: int, winding: float) -> Area:
    """A winding band from `start` to `end` (row, column) on a map of `shape` (H, W), about `size` pixels wide.

    winding: how far it strays from the straight line, in lengths of it (0.05 a road, 0.15 a river). It strays in long
    bows where it is near and in short ones far off.
    """
    far, near = sorted((start, end))
    down, right = near[0] - far[0], near[1] - far[1]
    length = float(np.hypot(down, right))
    steepness = abs(down) / length if length else 0.0
    along = np.linspace(0, 1, _POINTS) ** (1 + steepness)
    bows = np.sin(2 * np.pi * (1.5 * np.sqrt(along) + seed % 7 / 7)) - np.sin(2 * np.pi * (seed % 7 / 7))
    straying = (0.6 * bows + fractal_line(_POINTS, seed, 0.4)) * np.sin(np.pi * along) * winding
    rows = np.rint(far[0] + down * along - straying * right * (1 - steepness)).astype(int)
    columns = np.rint(far[1] + right * along + straying * max(abs(down), 1)).astype(int)
    narrow, wide = 1 - steepness * (1 - _FAR_WIDTH), 1 + steepness * (_NEAR_WIDTH - 1)
    widths = np.maximum(1, np.rint(size * (narrow + (wide - narrow) * along))).astype(int).tolist()
    points: list[Point] = list(zip(rows.tolist(), columns.tolist(), strict=True))

    def draw(paper: LabelMap) -> Region:
        touched = EMPTY
        for (before, after), width in zip(pairwise(points), widths, strict=False):
            touched = touched.union(paint_segment(paper, before, after, width, 1))
        return touched

    return Area.drawn_by(shape, draw)
