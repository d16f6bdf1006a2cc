"""The whole map, small, with a frame around what canvas and picture show; a press or a drag moves the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from textual import events
from textual.message import Message

from studio.drawing.region import Region
from studio.labels import LabelMap
from studio.tui.cells.label_lines import label_line
from studio.tui.cells.sampling import most_frequent
from studio.tui.cells.viewport import Viewport
from studio.tui.widgets.map_view import MapView

SHARE = 4
"""The canvas is so many times as wide."""

NARROWEST, WIDEST = 8, 24
BORDER = 2


def mini_size(shape: tuple[int, int], columns: int, lines: int) -> tuple[int, int]:
    """How many columns and lines a mini-map of a map of `shape` (H, W) takes on a canvas, with its border."""
    width = min(max(columns // SHARE, NARROWEST), WIDEST)
    view = Viewport.fit(shape, width, max(1, lines // 3))
    return view.columns + BORDER, view.lines + BORDER


class MiniMap(MapView):
    """Is there only while a window of the map is looked at."""

    DEFAULT_CSS = """
    MiniMap {
        display: none; position: absolute; layer: over;
        border: round $primary; background: $background;
    }
    """

    @dataclass
    class Pointed(Message):
        """The frame should lie around a map pixel."""

        row: int
        column: int

    def __init__(self, labels: LabelMap, *, id: str | None = None) -> None:
        super().__init__(labels, id=id)
        self.frame: Region | None = None
        self._marked: NDArray[np.bool_] = np.zeros((1, 1), np.bool_)
        self._is_dragged = False

    def put_frame(self, window: Region) -> None:
        """Draw the frame around a window of the map; only cells that it leaves or comes to are repainted."""
        self.frame = window
        marked = self._rim()
        changed = marked != self._marked
        self._marked = marked
        self.repaint_half_cells(changed)

    def repaint(self, region: Region) -> None:
        """The map changed within a region."""
        rows, columns = self.viewport.half_cells(region.top, region.left, region.bottom, region.right)
        fresh = most_frequent(self._labels, self.viewport, rows, columns)
        changed = self._cells[rows, columns] != fresh
        self._cells[rows, columns] = fresh
        self.repaint_half_cells(changed, rows.start, columns.start)

    def resample(self) -> None:
        super().resample()
        self._marked = self._rim()

    def line_segments(self, line: int) -> list[Segment]:
        return label_line(self._cells, self._marked, line, self.depth, self.background_code)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        if event.button == 1:
            self.capture_mouse()
            self._is_dragged = True
            self._point(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        event.stop()
        if self._is_dragged:
            self._point(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        event.stop()
        self._is_dragged = False
        self.release_mouse()

    def _point(self, event: events.MouseEvent) -> None:
        at = event.get_content_offset_capture(self)
        self.post_message(self.Pointed(*self.viewport.to_map(2 * (at.y - self.top) + 1, at.x - self.left + 0.5)))

    def _rim(self) -> NDArray[np.bool_]:
        """The frame on the half-cells; at least one of them, however small the window is."""
        marked = np.zeros(self._cells.shape, np.bool_)
        if self.frame is None:
            return marked
        window = self.frame.clip(*self._labels.shape)
        rows, columns = self.viewport.half_cells(window.top, window.left, window.bottom, window.right)
        marked[rows, columns] = True
        inner = marked.copy()
        inner[rows.start, columns] = inner[max(rows.stop - 1, 0), columns] = False
        inner[rows, columns.start] = inner[rows, max(columns.stop - 1, 0)] = False
        return marked & ~inner
