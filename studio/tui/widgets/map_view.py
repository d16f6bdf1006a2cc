"""A label map, small: in a list or a question, to be looked at only."""

from __future__ import annotations

import numpy as np
from rich.segment import Segment

from studio.labels import LANDSCAPE, LabelMap
from studio.terminal.colours import ColourDepth
from studio.tui.cells.blocks import NOTHING, codes_of_labels, glyph_line, half_block_line
from studio.tui.cells.sampling import most_frequent
from studio.tui.widgets.pane import Pane


class MapView(Pane):
    """Shows one label map, uint8 (H, W), as large as there is room."""

    def __init__(self, labels: LabelMap, *, id: str | None = None) -> None:
        super().__init__(labels.shape, id=id)
        self._labels = labels
        self._cells: LabelMap = np.zeros((1, 1), np.uint8)

    def show(self, labels: LabelMap) -> None:
        """Show another map."""
        self._labels = labels
        self.resample()
        self.forget_lines()

    def resample(self) -> None:
        self.fit(self._labels.shape)
        rows, columns = slice(0, self.viewport.rows), slice(0, self.viewport.columns)
        self._cells = most_frequent(self._labels, self.viewport, rows, columns)

    def line_segments(self, line: int) -> list[Segment]:
        upper = self._cells[2 * line]
        if self.depth in (ColourDepth.ANSI, ColourDepth.NONE):
            return glyph_line(upper, np.zeros(len(upper), np.bool_), LANDSCAPE, self.depth)
        codes = codes_of_labels(LANDSCAPE, self.depth)
        is_last = 2 * line + 1 >= len(self._cells)
        lower = np.full(len(upper), NOTHING, np.int32) if is_last else codes[self._cells[2 * line + 1]]
        return half_block_line(codes[upper], lower, self.background_code, self.depth)
