"""Zooming and panning: canvas and picture look at the same window of the map."""

from __future__ import annotations

from studio.drawing.region import Region
from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.widgets.canvas import Canvas

NEAREST = 8
"""Pixels along a window's short side, at least."""

PAN = 0.5
"""How far the window moves when the cursor goes beyond its edge, in windows."""


def window_around(shape: tuple[int, int], at: tuple[int, int], scale: float) -> Region | None:
    """The window of a map (H, W) that is `scale` times smaller than it, around a pixel; None for the whole map."""
    if scale <= 1:
        return None
    height, width = (max(1, round(side / scale)) for side in shape)
    top = min(max(at[0] - height // 2, 0), shape[0] - height)
    left = min(max(at[1] - width // 2, 0), shape[1] - width)
    return Region(top, left, top + height, left + width)


class ZoomActions(DeskScreen):
    """The keys that zoom; the cursor pans by going beyond the edge."""

    def on_canvas_zoomed(self, message: Canvas.Zoomed) -> None:
        self.action_zoom(message.step)

    def on_canvas_left_window(self, message: Canvas.LeftWindow) -> None:
        window = self.canvas.window
        if window is not None:
            down = round(PAN * window.height) * ((message.rows > 0) - (message.rows < 0))
            right = round(PAN * window.width) * ((message.columns > 0) - (message.columns < 0))
            self.action_pan(down, right)

    def action_zoom(self, steps: int) -> None:
        """Twice as near, or half as near, around the cursor."""
        shape = self.desk.labels.shape
        nearest = max(1.0, min(shape) / NEAREST)
        scale = min(max(self.zoom * 2.0**steps, 1.0), nearest)
        self._look_at(window_around(shape, self.canvas.cursor, scale))
        self.say("zoom", times=f"{self.zoom:g}")

    def action_pan(self, rows: int, columns: int) -> None:
        """Move the window by map pixels, as far as the map goes."""
        window, (height, width) = self.canvas.window, self.desk.labels.shape
        if window is None:
            return
        top = min(max(window.top + rows, 0), height - window.height)
        left = min(max(window.left + columns, 0), width - window.width)
        self._look_at(Region(top, left, top + window.height, left + window.width))

    def keep_cursor_in_window(self) -> None:
        """Look at where the cursor is."""
        row, column = self.canvas.cursor
        if not self.canvas.viewport.shows(Region(row, column, row + 1, column + 1)):
            self._look_at(window_around(self.desk.labels.shape, self.canvas.cursor, self.zoom))

    @property
    def zoom(self) -> float:
        """How many times nearer than the whole map."""
        window = self.canvas.window
        return 1.0 if window is None else round(self.desk.labels.shape[0] / window.height, 1)

    def _look_at(self, window: Region | None) -> None:
        self.canvas.look_at(window)
        self.picture.look_at(window)
        self._arrange()
        self.show_bars()
