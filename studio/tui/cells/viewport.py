"""Which part of a map each half-cell of the screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from studio.drawing.region import Region


@dataclass(frozen=True)
class Viewport:
    """`height` × `width` pixels of a map on `rows` × `columns` half-cells (two, one above the other, fill a cell).

    They begin at the map's row `top` and column `left`: the whole map, or the window of it that is looked at.
    Half-cells are about square, so the map's aspect is kept. Where the map is larger than the screen a half-cell covers
    a block of pixels; where it is smaller, a pixel covers a whole number of half-cells.
    """

    height: int
    width: int
    rows: int
    columns: int
    top: int = 0
    left: int = 0

    @classmethod
    def of_window(cls, window: Region, columns: int, lines: int) -> Viewport:
        """A window of a map, as large as `columns` × `lines` cells allow."""
        whole = cls.fit((window.height, window.width), columns, lines)
        return cls(whole.height, whole.width, whole.rows, whole.columns, window.top, window.left)

    @classmethod
    def fit(cls, shape: tuple[int, int], columns: int, lines: int) -> Viewport:
        """The whole map, as large as `columns` × `lines` cells allow."""
        height, width = shape
        scale = min(columns / width, 2 * lines / height)
        if scale >= 1:
            scale = int(scale)
        return cls(height, width, max(1, int(height * scale + 1e-9)), max(1, int(width * scale + 1e-9)))

    @property
    def lines(self) -> int:
        """Lines of cells; the lower half of the last one is empty where `rows` is odd."""
        return (self.rows + 1) // 2

    @property
    def bottom(self) -> int:
        """The map's row after the last one that is shown."""
        return self.top + self.height

    @property
    def right(self) -> int:
        """The map's column after the last one that is shown."""
        return self.left + self.width

    @property
    def pixels_per_row(self) -> float:
        """How many map pixels a half-cell is high and wide."""
        return self.height / self.rows

    @cached_property
    def row_starts(self) -> NDArray[np.int64]:
        """The first map row of each row of half-cells."""
        return self.top + np.arange(self.rows) * self.height // self.rows

    @cached_property
    def column_starts(self) -> NDArray[np.int64]:
        """The first map column of each column of half-cells."""
        return self.left + np.arange(self.columns) * self.width // self.columns

    def to_map(self, row: float, column: float) -> tuple[int, int]:
        """The map pixel (row, column) under a point in half-cells; points beyond the edge lie beyond the map's."""
        return _pixel(row, self.row_starts, self.height), _pixel(column, self.column_starts, self.width)

    def to_half_cell(self, row: int, column: int) -> tuple[int, int]:
        """The half-cell (row, column) that shows a map pixel, the nearest one for pixels outside of the map."""
        row, column = min(max(row, self.top), self.bottom - 1), min(max(column, self.left), self.right - 1)
        return (
            int(np.searchsorted(self.row_starts, row, side="right")) - 1,
            int(np.searchsorted(self.column_starts, column, side="right")) - 1,
        )

    def shows(self, region: Region) -> bool:
        """Whether any pixel of a region is looked at."""
        return (
            region.top < self.bottom
            and self.top < region.bottom
            and region.left < self.right
            and self.left < region.right
        )

    def half_cells(self, top: int, left: int, bottom: int, right: int) -> tuple[slice, slice]:
        """The half-cells that show any pixel of a map rectangle (half-open)."""
        if top >= bottom or left >= right or not self.shows(Region(top, left, bottom, right)):
            return slice(0, 0), slice(0, 0)
        first_row, first_column = self.to_half_cell(top, left)
        last_row, last_column = self.to_half_cell(bottom - 1, right - 1)
        return slice(first_row, last_row + 1), slice(first_column, last_column + 1)


def _pixel(place: float, starts: NDArray[np.int64], length: int) -> int:
    """The pixel at a place counted in half-cells, along one axis; beyond both ends half-cells go on as on average."""
    count = len(starts)
    if not 0 <= place < count:
        return int(starts[0]) + int(np.floor(place * length / count))
    cell = int(place)
    end = int(starts[cell + 1]) if cell + 1 < count else int(starts[0]) + length
    return int(starts[cell] + (place - cell) * (end - starts[cell]))
