"""A filled ellipse in the rectangle of two corners."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.drawing.area import NOWHERE, Area, Mask
from studio.drawing.brush import Point
from studio.drawing.rectangle import between


def ellipse(shape: tuple[int, int], corner: Point, other: Point) -> Area:
    """The ellipse that touches all sides of the rectangle between two corner pixels (row, column), on a map (H, W).

    A pixel belongs to it when its centre lies inside; in integers, so that it is the same mirrored.
    """
    whole = between(corner, other)
    region = whole.clip(*shape)
    if region.is_empty:
        return NOWHERE
    rows = _from_middle(region.top, region.bottom, whole.top + whole.bottom - 1)
    columns = _from_middle(region.left, region.right, whole.left + whole.right - 1)
    height2, width2 = whole.height**2, whole.width**2
    inside: Mask = (rows**2 * width2)[:, None] + columns**2 * height2 <= height2 * width2
    return Area(region, inside)


def _from_middle(first: int, end: int, middle: int) -> NDArray[np.int64]:
    """How far pixels lie from the middle, in half pixels; the middle two of an even count lie on it, or a flat
    ellipse would not reach its sides."""
    places = 2 * np.arange(first, end, dtype=np.int64) - middle
    places[np.abs(places) == 1] = 0
    return places
