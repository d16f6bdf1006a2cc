"""What canvas and picture have in common: half-cells on a pane, a line cache, repaints of the touched cells only."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region as Cells
from textual.strip import Strip
from textual.widget import Widget

from studio.drawing.region import Region
from studio.terminal.colours import ColourDepth, colour_depth
from studio.tui.cells.blocks import code_of, padded
from studio.tui.cells.viewport import Viewport
from studio.tui.widgets.line_cache import LineCache

WORTH_A_MOVE = 2
"""Unchanged cells between two changed ones that are sent again rather than skipped by moving the cursor."""

Side = Literal["left", "right", "center"]


class Pane(Widget):
    """A map or picture, zoomed to fit, drawn as half-cells; `side` is where it leans when the pane is wider."""

    ALLOW_SELECT = False  # or every drag selects text and repaints the whole widget

    def __init__(self, shape: tuple[int, int], *, side: Side = "center", id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = LineCache()
        self.side = side
        self.window: Region | None = None
        self.viewport = Viewport.fit(shape, 1, 1)
        self._lines: dict[int, Strip] = {}
        self._background: Style | None = None

    @property
    def depth(self) -> ColourDepth:
        """The colours that the terminal shows."""
        return colour_depth(self.app.console.color_system, no_color=self.app.no_color)

    @property
    def left(self) -> int:
        """The column of the pane at which the map starts."""
        spare = max(0, self.size.width - self.viewport.columns)
        return {"left": 0, "right": spare, "center": spare // 2}[self.side]

    @property
    def top(self) -> int:
        """The line of the pane at which the map starts."""
        return max(0, self.size.height - self.viewport.lines) // 2

    @property
    def background_code(self) -> int:
        """The colour code of the pane's background."""
        return code_of(self.background_colors[1].rgb, self.depth)

    def fit(self, shape: tuple[int, int]) -> None:
        """Zoom so that a map of `shape` (H, W), or the window of it, fits; what is shown has to be sampled anew."""
        window = (self.window or Region(0, 0, *shape)).clip(*shape)
        self.viewport = Viewport.of_window(window, max(1, self.size.width), max(1, self.size.height))

    def look_at(self, window: Region | None) -> None:
        """Show a window of the map, or with None all of it."""
        self.window = window
        self.resample()
        self.forget_lines()

    def line_segments(self, line: int) -> list[Segment]:
        """The cells of one line of the map, counted from the map's top."""
        raise NotImplementedError

    def resample(self) -> None:
        """Sample everything anew, after the pane or the map changed its size."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        if self._background is None:
            self._background = self.rich_style
        background, line = self._background, y - self.top
        if not 0 <= line < self.viewport.lines or not self.size.width:
            return Strip([Segment(" " * self.size.width, background)], self.size.width)
        if line not in self._lines:
            self._lines[line] = padded(self.line_segments(line), self.left, self.size.width, background)
        return self._lines[line]

    def forget_lines(self) -> None:
        """Draw every line anew."""
        self._lines.clear()
        self._background = None
        self.refresh()

    def repaint_half_cells(self, changed: NDArray[np.bool_], first_row: int = 0, first_column: int = 0) -> None:
        """Repaint the cells of half-cells that changed: bool (rows, columns), its corner at the half-cell given.

        Cells further apart than it takes to move the cursor are repainted each for itself.
        """
        cells: dict[int, NDArray[np.bool_]] = {}
        for row in np.flatnonzero(changed.any(1)).tolist():
            line = (first_row + row) // 2
            cells[line] = cells[line] | changed[row] if line in cells else changed[row]
        regions, left, top = [], self.left + first_column, self.top
        for line, touched in cells.items():
            self._lines.pop(line, None)
            columns = np.flatnonzero(touched)
            for run in np.split(columns, np.flatnonzero(np.diff(columns) > WORTH_A_MOVE) + 1):
                start, end = int(run[0]), int(run[-1]) + 1
                regions.append(Cells(left + start, top + line, end - start, 1))
        if regions:
            self.refresh(*regions)

    def on_resize(self, event: events.Resize) -> None:
        self.resample()
        self.forget_lines()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lines.clear()
        self._background = None
