"""A filled rectangle between two corners."""

from __future__ import annotations

import numpy as np

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.drawing.region import Region


def between(corner: Point, other: Point) -> Region:
    """The rectangle of two opposite corner pixels (row, column), both included, wherever they lie."""
    top, bottom = sorted((corner[0], other[0]))
    left, right = sorted((corner[1], other[1]))
    return Region(top, left, bottom + 1, right + 1)


def rectangle(shape: tuple[int, int], corner: Point, other: Point) -> Area:
    """The part of the rectangle between two corner pixels that lies on a map of `shape` (H, W)."""
    region = between(corner, other).clip(*shape)
    return NOWHERE if region.is_empty else Area(region, np.ones((region.height, region.width), bool))
