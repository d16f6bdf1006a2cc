"""Outlines in half-cells: where the next dab would land, and the rim of any area."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.drawing.area import Area
from studio.drawing.brush import Shape
from studio.tui.cells.viewport import Viewport

SMALLEST_RIM = 5


def brush_outline(viewport: Viewport, row: int, column: int, size: int, shape: Shape = "round") -> NDArray[np.intp]:
    """The half-cells (N, 2) on the rim of a brush of `size` map pixels at a map pixel.

    A brush of a few half-cells is marked by the one that it is in.
    """
    radius = size / 2
    rows, columns = viewport.half_cells(
        max(viewport.top, int(row - radius)),
        max(viewport.left, int(column - radius)),
        min(viewport.bottom, int(row + radius) + 1),
        min(viewport.right, int(column + radius) + 1),
    )
    scale = viewport.pixels_per_row
    heights = (np.arange(rows.start, rows.stop) + 0.5) * scale - (row - viewport.top + 0.5)
    widths = (np.arange(columns.start, columns.stop) + 0.5) * scale - (column - viewport.left + 0.5)
    if shape == "round":
        inside = np.hypot(heights[:, None], widths) <= radius
    else:
        inside = np.maximum(np.abs(heights[:, None]), np.abs(widths)) <= radius
    if inside.sum() < SMALLEST_RIM:
        return np.array([viewport.to_half_cell(row, column)])
    rim: NDArray[np.intp] = np.argwhere(_rim(inside)) + np.array([rows.start, columns.start])
    return rim


def area_rim(viewport: Viewport, area: Area) -> NDArray[np.bool_]:
    """Which half-cells, bool (rows, columns) of the whole viewport, lie on the rim of an area of the map."""
    region = area.region
    whole = np.zeros((max(viewport.bottom, region.bottom), max(viewport.right, region.right)), bool)
    whole[region.slices] = area.inside
    rows = np.minimum(viewport.row_starts + int(viewport.pixels_per_row / 2), viewport.bottom - 1)
    columns = np.minimum(viewport.column_starts + int(viewport.pixels_per_row / 2), viewport.right - 1)
    return _rim(whole[np.ix_(rows, columns)])


def _rim(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The half-cells of an area that have a neighbour outside of it."""
    around = np.pad(inside, 1)
    surrounded = around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
    rim: NDArray[np.bool_] = inside & ~surrounded
    return rim
