"""A label map, small: in a list or a question, to be looked at only."""

from __future__ import annotations

import numpy as np
from rich.segment import Segment

from studio.labels import LabelMap
from studio.tui.cells.label_lines import label_line
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
        unmarked = np.zeros(self._cells.shape, np.bool_)
        return label_line(self._cells, unmarked, line, self.depth, self.background_code)
