"""The horizon: everything on one side of a line across the whole map."""

from __future__ import annotations

import numpy as np

from studio.drawing.area import Area
from studio.drawing.brush import Point


def horizon(shape: tuple[int, int], start: Point, end: Point, *, above: bool) -> Area:
    """The pixels above, or at and below, the line through two pixels (row, column) on a map of `shape` (H, W).

    A line that is steeper than a hillside may be (45°) is taken as a level one through `end`.
    """
    rise, run = end[0] - start[0], end[1] - start[1]
    slope = rise / run if abs(run) > abs(rise) else 0.0
    line = np.rint(end[0] + (np.arange(shape[1]) - end[1]) * slope)
    rows = np.arange(shape[0])[:, None]
    return Area.of_mask(rows < line if above else rows >= line)
