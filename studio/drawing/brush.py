"""The brush: a disc or a square drawn along a segment, exact to the pixel.

A pixel belongs to the stroke when its centre lies inside the brush at some point of the segment. All of it is integer
arithmetic in half pixels, so a stroke is the same mirrored and reversed, and an even brush (whose centre is the corner
above and left of the pointed pixel) is as symmetric as an odd one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap

Point = tuple[int, int]
Shape = Literal["round", "square"]

# A long segment is worked on in bands of so many rows, so that its cost follows its length and not its bounding box.
_BAND = 64

_Numbers = NDArray[np.int64]


def paint_segment(labels: LabelMap, start: Point, end: Point, size: int, label: int, shape: Shape = "round") -> Region:
    """Paint `label` along the segment from `start` to `end`, (row, column) in map pixels, both ends included.

    Changes `labels` in place, clipped at its borders, and returns the region that holds every changed pixel. `size` is
    the brush's width in map pixels, at least 1 (ValueError); size 1 draws a line one pixel thin.
    """
    if size < 1:
        raise ValueError(f"a brush is at least 1 pixel wide, not {size}")
    touched = _bounds(start, end, size).clip(*labels.shape)
    if touched.is_empty:
        return EMPTY
    if size == 1:
        rows, columns = _thin_line(start, end)
        inside = (rows >= 0) & (rows < labels.shape[0]) & (columns >= 0) & (columns < labels.shape[1])
        labels[rows[inside], columns[inside]] = label
        return touched
    cover = _inside_capsule if shape == "round" else _inside_swept_square
    for band in _bands(touched, start, end, size):
        rows = 2 * np.arange(band.top, band.bottom, dtype=np.int64)[:, None]
        columns = 2 * np.arange(band.left, band.right, dtype=np.int64)[None, :]
        inside = cover(rows, columns, _centre(start, size), _centre(end, size), size)
        labels[band.slices][inside] = label
    return touched


def _centre(point: Point, size: int) -> Point:
    """The brush's centre in half pixels: a pixel's centre for odd sizes, its upper left corner for even ones."""
    shift = 1 - size % 2
    return 2 * point[0] - shift, 2 * point[1] - shift


def _bounds(start: Point, end: Point, size: int) -> Region:
    before, after = size // 2, size - size // 2
    return Region(
        min(start[0], end[0]) - before,
        min(start[1], end[1]) - before,
        max(start[0], end[0]) + after,
        max(start[1], end[1]) + after,
    )


def _bands(touched: Region, start: Point, end: Point, size: int) -> Iterator[Region]:
    """Parts of `touched` that hold the whole stroke: bands of rows, each as wide as the segment needs there."""
    upper, lower = sorted((start, end))
    rise, run = lower[0] - upper[0], lower[1] - upper[1]
    for top in range(touched.top, touched.bottom, _BAND):
        bottom = min(top + _BAND, touched.bottom)
        left, right = touched.left, touched.right
        if rise > 0:
            first = min(max(top - size - upper[0], 0), rise)
            last = min(max(bottom + size - upper[0], 0), rise)
            reached = sorted((upper[1] + first * run // rise, upper[1] + last * run // rise))
            left, right = max(left, reached[0] - size), min(right, reached[1] + size + 2)
        if left < right:
            yield Region(top, left, bottom, right)


def _inside_capsule(rows: _Numbers, columns: _Numbers, start: Point, end: Point, size: int) -> NDArray[np.bool_]:
    """Which pixels' centres are nearer than half the brush to the segment; everything in half pixels."""
    down, right = end[0] - start[0], end[1] - start[1]
    length2 = down * down + right * right
    from_row, from_column = rows - start[0], columns - start[1]
    if length2 == 0:
        near: NDArray[np.bool_] = from_row**2 + from_column**2 < size * size
        return near
    along = from_row * down + from_column * right
    across = from_row * right - from_column * down
    before = (along <= 0) & (from_row**2 + from_column**2 < size * size)
    beyond = (along >= length2) & ((rows - end[0]) ** 2 + (columns - end[1]) ** 2 < size * size)
    beside = (along > 0) & (along < length2) & (across**2 < size * size * length2)
    return before | beyond | beside


def _inside_swept_square(rows: _Numbers, columns: _Numbers, start: Point, end: Point, size: int) -> NDArray[np.bool_]:
    """Which pixels' centres some square of the brush's width, centred on the segment, holds; in half pixels.

    The squares sweep a hexagon: the bounding box less two corners, cut by lines along the segment.
    """
    down, right = end[0] - start[0], end[1] - start[1]
    across = (rows - start[0]) * right - (columns - start[1]) * down
    in_box: NDArray[np.bool_] = (
        (rows > min(start[0], end[0]) - size)
        & (rows < max(start[0], end[0]) + size)
        & (columns > min(start[1], end[1]) - size)
        & (columns < max(start[1], end[1]) + size)
    )
    if down == 0 or right == 0:
        return in_box
    inside: NDArray[np.bool_] = in_box & (np.abs(across) < size * (abs(down) + abs(right)))
    return inside


def _thin_line(start: Point, end: Point) -> tuple[_Numbers, _Numbers]:
    """Rows and columns of an 8-connected line; a tie between two pixels goes to the one nearer to the start's side."""
    down, right = end[0] - start[0], end[1] - start[1]
    steps = max(abs(down), abs(right))
    if steps == 0:
        return np.array([start[0]]), np.array([start[1]])
    at = np.arange(steps + 1, dtype=np.int64)
    return start[0] + _rounded(at * down, steps), start[1] + _rounded(at * right, steps)


def _rounded(numerators: _Numbers, denominator: int) -> _Numbers:
    """Quotients rounded to the nearest integer, halves towards zero (which makes mirrored lines mirror images)."""
    nearest: _Numbers = np.sign(numerators) * ((2 * np.abs(numerators) + denominator - 1) // (2 * denominator))
    return nearest
