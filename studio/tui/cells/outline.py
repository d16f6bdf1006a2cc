"""The brush's outline in half-cells: where the next dab would land."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.tui.cells.viewport import Viewport

SMALLEST_RIM = 5


def brush_outline(viewport: Viewport, row: int, column: int, size: int) -> NDArray[np.intp]:
    """The half-cells (N, 2) on the rim of a round brush of `size` map pixels at a map pixel.

    A brush of a few half-cells is marked by the one that it is in.
    """
    radius = size / 2
    rows, columns = viewport.half_cells(
        max(0, int(row - radius)),
        max(0, int(column - radius)),
        min(viewport.height, int(row + radius) + 1),
        min(viewport.width, int(column + radius) + 1),
    )
    scale = viewport.pixels_per_row
    heights = (np.arange(rows.start, rows.stop) + 0.5) * scale - (row + 0.5)
    widths = (np.arange(columns.start, columns.stop) + 0.5) * scale - (column + 0.5)
    inside = np.hypot(heights[:, None], widths) <= radius
    if inside.sum() < SMALLEST_RIM:
        return np.array([viewport.to_half_cell(row, column)])
    around = np.pad(inside, 1)
    surrounded = around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
    rim: NDArray[np.intp] = np.argwhere(inside & ~surrounded) + np.array([rows.start, columns.start])
    return rim
