"""A filled polygon; also what a lasso encloses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from studio.drawing.area import Area, Mask
from studio.drawing.brush import Point, paint_segment
from studio.drawing.region import Region
from studio.labels import LabelMap


def polygon(shape: tuple[int, int], corners: Sequence[Point]) -> Area:
    """What the closed line through `corners` (row, column) encloses on a map of `shape` (H, W), the line included.

    Where the line crosses itself, what is enclosed twice is outside again. ValueError without a corner.
    """
    if not corners:
        raise ValueError("a polygon has at least one corner")
    closed = [*corners, corners[0]]

    def draw(paper: LabelMap) -> Region:
        paper[_enclosed(shape, closed)] = 1
        for start, end in pairwise(closed):
            paint_segment(paper, start, end, 1, 1)
        rows, columns = zip(*corners, strict=True)
        return Region(min(rows), min(columns), max(rows) + 1, max(columns) + 1).clip(*shape)

    return Area.drawn_by(shape, draw)


def _enclosed(shape: tuple[int, int], closed: Sequence[Point]) -> Mask:
    """Even-odd rule at pixel centres: each side turns over everything on its right, in the rows that it crosses."""
    inside = np.zeros(shape, bool)
    columns = np.arange(shape[1])
    for start, end in pairwise(closed):
        upper, lower = sorted((start, end))
        first, last = max(upper[0], 0), min(lower[0], shape[0])
        if first >= last:
            continue
        rows = np.arange(first, last)
        crossing = upper[1] + (rows - upper[0]) * (lower[1] - upper[1]) / (lower[0] - upper[0])
        inside[first:last] ^= columns >= crossing[:, None]
    return inside
