"""A tree line: a row of crowns that stand on the line between two points."""

from __future__ import annotations

import numpy as np

from studio.drawing.area import Area
from studio.drawing.brush import Point

_SPACING = 0.55
"""Columns from crown to crown, in brushes."""


def tree_line(shape: tuple[int, int], start: Point, end: Point, size: int, seed: int) -> Area:
    """The crowns on the line from `start` to `end` (row, column), each about `size` pixels high, on a map (H, W)."""
    left, right = sorted((start, end), key=lambda point: point[1])
    columns = np.arange(left[1], right[1] + 1)
    chance = np.random.default_rng(seed)
    count = max(1, round(len(columns) / (_SPACING * size)))
    places = left[1] + (np.arange(count) + chance.uniform(0.2, 0.8, count)) * len(columns) / count
    heights = size * chance.uniform(0.7, 1.35, count)
    widths = np.maximum(size * chance.uniform(0.35, 0.7, count), 1)
    spread = np.abs(columns - places[:, None]) / widths[:, None]
    crowns = (heights[:, None] * np.sqrt(np.maximum(0, 1 - spread**2))).max(axis=0)
    standing = np.maximum(crowns, 0.3 * size)
    base = left[0] + (right[0] - left[0]) * np.linspace(0, 1, len(columns))
    on_map = (columns >= 0) & (columns < shape[1])
    rows = np.arange(shape[0])[:, None]
    inside = np.zeros(shape, bool)
    inside[:, columns[on_map]] = (rows > np.rint(base - standing)[on_map]) & (rows <= np.rint(base)[on_map])
    return Area.of_mask(inside)
