"""The mini-map: where it stands, what moves its frame by mouse and by keys."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.geometry import Region as Cells

from studio.drawing.region import Region
from studio.tui.screens.reach_actions import ReachActions
from studio.tui.screens.zoom_actions import window_around
from studio.tui.widgets.canvas import Canvas
from studio.tui.widgets.mini_map import MiniMap, mini_size

MOVES = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
STEP = 4
"""An arrow moves the frame by its side divided by this."""


class MiniMapActions(ReachActions):
    """The mini-map is there while canvas and picture show a window only, unless it was hidden."""

    _is_hidden = False

    @property
    def mini_map(self) -> MiniMap:
        """The mini-map."""
        return self.query_one(MiniMap)

    def on_mini_map_pointed(self, message: MiniMap.Pointed) -> None:
        """Look at what was pointed to."""
        self._frame_around((message.row, message.column))

    def on_canvas_pointer_moved(self, message: Canvas.PointerMoved) -> None:
        self._step_aside()

    def on_canvas_stroke_moved(self, message: Canvas.StrokeMoved) -> None:
        self._step_aside()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._show_mini_map)

    def action_mini_map(self) -> None:
        """Let the arrows move the frame of the mini-map; the same key again hides it."""
        if self.canvas.window is None:
            self.say("mini_map.all")
            return
        self._is_hidden = False
        self._show_mini_map()
        self._want(self._take_map_key, "mini_map.keys")

    def repaint(self, region: Region) -> None:
        """Show the map as it is within a region."""
        super().repaint(region)
        if self.mini_map.display and not region.is_empty:
            self.mini_map.repaint(region)

    def reloaded(self) -> None:
        """Another drawing is on the desk."""
        super().reloaded()
        self._show_mini_map()

    def _take_map_key(self, key: str) -> bool:
        window = self.canvas.window
        if key in MOVES and window is not None:
            down, right = MOVES[key]
            self.action_pan(down * max(1, window.height // STEP), right * max(1, window.width // STEP))
            self._cursor_into_window()
        elif key in ("plus", "underscore", "minus"):
            self.action_zoom(1 if key == "plus" else -1)
        else:
            self._is_hidden = key == "M"
            self._show_mini_map()
            return False
        self.say("mini_map.keys", seconds=60)
        return True

    def _frame_around(self, at: tuple[int, int]) -> None:
        self._look_at(window_around(self.desk.labels.shape, at, self.zoom))
        self._cursor_into_window()

    def _cursor_into_window(self) -> None:
        """The keyboard's cursor goes along, unless it draws."""
        window = self.canvas.window
        row, column = self.canvas.cursor
        if window is not None and not self.canvas.pen_down:
            row = min(max(row, window.top), window.bottom - 1)
            column = min(max(column, window.left), window.right - 1)
            self.canvas.cursor = (row, column)

    def _look_at(self, window: Region | None) -> None:
        super()._look_at(window)
        self._show_mini_map()

    def _show_mini_map(self) -> None:
        """In the lower right corner of the canvas, or in the lower left one when the pen comes there."""
        canvas, mini = self.canvas, self.mini_map
        window = canvas.window
        was_shown = bool(mini.display)
        mini.display = window is not None and canvas.display and not self._is_hidden and canvas.size.width > 0
        if window is None or not mini.display:
            return
        columns, lines = mini_size(self.desk.labels.shape, canvas.size.width, canvas.size.height)
        mini.styles.width, mini.styles.height = columns, lines
        mini.put_frame(window)
        if not was_shown:
            mini.show(self.desk.labels)
        self._place_mini_map(columns, lines)

    def _place_mini_map(self, columns: int, lines: int) -> None:
        canvas, mini = self.canvas, self.mini_map
        corner = canvas.region.offset - self.query_one("#work").region.offset + Offset(canvas.left, canvas.top)
        bottom = corner.y + canvas.viewport.lines - lines
        places = [Offset(corner.x + canvas.viewport.columns - columns, bottom), Offset(corner.x, bottom)]
        row, column = canvas.viewport.to_half_cell(*canvas.cursor)
        pen = corner + Offset(column, row // 2)
        is_free = [not Cells(place.x, place.y, columns, lines).contains_point(pen) for place in places]
        mini.styles.offset = places[is_free.index(True)] if any(is_free) else places[0]

    def _step_aside(self) -> None:
        mini = self.mini_map
        if mini.display:
            self._place_mini_map(mini.outer_size.width, mini.outer_size.height)
