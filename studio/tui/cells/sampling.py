"""What a half-cell shows of the pixels under it: their most frequent label, or their mean colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LabelMap, Picture
from studio.tui.cells.viewport import Viewport


def _span(starts: NDArray[np.int64], part: slice, end: int) -> tuple[int, int]:
    first = int(starts[part.start])
    last = int(starts[part.stop]) if part.stop < len(starts) else end
    return first, max(last, first + 1)


def most_frequent(labels: LabelMap, viewport: Viewport, rows: slice, columns: slice) -> LabelMap:
    """The most frequent label under each half-cell of `rows` × `columns`; of equals the one with the higher id.

    Backgrounds have low ids and things have high ones, so a thing on a border stays visible.
    """
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return np.zeros((0, 0), np.uint8)
    if viewport.rows >= viewport.height:
        nearest: LabelMap = labels[np.ix_(viewport.row_starts[rows], viewport.column_starts[columns])]
        return nearest
    top, bottom = _span(viewport.row_starts, rows, viewport.bottom)
    left, right = _span(viewport.column_starts, columns, viewport.right)
    shape = (rows.stop - rows.start, columns.stop - columns.start)
    row_of = np.searchsorted(viewport.row_starts[rows], np.arange(top, bottom), side="right") - 1
    column_of = np.searchsorted(viewport.column_starts[columns], np.arange(left, right), side="right") - 1
    block = labels[top:bottom, left:right]
    kinds = int(block.max()) + 1
    cell = (row_of[:, None] * shape[1] + column_of) * kinds
    counts = np.bincount((cell + block).ravel(), minlength=shape[0] * shape[1] * kinds)
    best: LabelMap = (kinds - 1 - counts.reshape(-1, kinds)[:, ::-1].argmax(1)).astype(np.uint8)
    return best.reshape(shape)


def part_in_view(picture: Picture, shape: tuple[int, ...], viewport: Viewport) -> Picture:
    """The part of a picture of a map of `shape` (H, W) that a viewport shows, whatever the picture's own size is."""
    down, across = picture.shape[0] / shape[0], picture.shape[1] / shape[1]
    top, left = int(viewport.top * down), int(viewport.left * across)
    rows = slice(top, max(int(viewport.bottom * down), top + 1))
    columns = slice(left, max(int(viewport.right * across), left + 1))
    return picture[rows, columns]


def mean_colours(picture: Picture, rows: int, columns: int) -> Picture:
    """A picture (H, W, 3) on `rows` × `columns` half-cells, each the mean of the pixels that it covers, by area."""
    lines = _shrink(picture.astype(np.float32), 0, rows)
    return np.rint(_shrink(lines, 1, columns)).astype(np.uint8)


def _shrink(values: NDArray[np.float32], axis: int, count: int) -> NDArray[np.float32]:
    """Means of `count` equal parts along an axis; parts that end within a pixel take their share of it."""
    length = values.shape[axis]
    edges = np.linspace(0, length, count + 1)
    whole = np.zeros((*values.shape[:axis], length + 1, *values.shape[axis + 1 :]), np.float64)
    moved = np.moveaxis(whole, axis, 0)
    np.cumsum(np.moveaxis(values, axis, 0), axis=0, out=moved[1:])
    floor = np.minimum(edges.astype(int), length - 1)
    share = (edges - floor).reshape(-1, *[1] * (values.ndim - 1))
    at_edges = moved[floor] + share * (moved[floor + 1] - moved[floor])
    means: NDArray[np.float32] = np.moveaxis(np.diff(at_edges, axis=0) * (count / length), 0, axis).astype(np.float32)
    return means
