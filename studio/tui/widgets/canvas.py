"""The canvas: the label map under the hand. It knows no tool; it says in map pixels where the hand is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from textual import events
from textual.message import Message

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Shape
from studio.drawing.region import Region
from studio.labels import LANDSCAPE, LabelMap, Picture, Vocabulary
from studio.tui.cells.label_lines import Reference, label_line
from studio.tui.cells.outline import area_rim, brush_outline
from studio.tui.cells.quality import in_runs
from studio.tui.cells.rulers import with_rulers
from studio.tui.cells.sampling import mean_colours, most_frequent, part_in_view
from studio.tui.widgets.pane import Pane, Side


class Canvas(Pane):
    """A label map; emits where a stroke goes, and outlines where the brush is."""

    @dataclass
    class StrokeStarted(Message):
        """The pen touches the map at a pixel (row, column), which may lie beyond the border."""

        row: int
        column: int

    @dataclass
    class StrokeMoved(Message):
        """The pen moved through these pixels (row, column), still down; more join them until they are taken."""

        points: list[tuple[int, int]]
        is_taken: bool = False

        def take(self) -> list[tuple[int, int]]:
            """The pixels, in order; what comes from now on is another message's."""
            self.is_taken = True
            return self.points

    @dataclass
    class StrokeEnded(Message):
        """The pen was lifted where it was last."""

    @dataclass
    class Picked(Message):
        """The label under a pixel is wanted."""

        row: int
        column: int

    @dataclass
    class PointerMoved(Message):
        """The pointer or the keyboard's cursor is at a pixel, the pen up."""

        row: int
        column: int

    @dataclass
    class Zoomed(Message):
        """The wheel turned with Ctrl held: nearer (+1) or further (-1)."""

        step: int

    @dataclass
    class LeftWindow(Message):
        """The keyboard's cursor went beyond the window's edge, so many half-cells down and to the right."""

        rows: int
        columns: int

    @dataclass
    class SizeTurned(Message):
        """The wheel turned: the brush should grow (+1) or shrink (-1)."""

        step: int

    def __init__(
        self, labels: LabelMap, *, vocabulary: Vocabulary = LANDSCAPE, side: Side = "center", id: str | None = None
    ) -> None:
        super().__init__(labels.shape, side=side, id=id)
        self.labels = labels
        self.vocabulary = vocabulary
        self.brush_size = 1
        self.brush_shape: Shape = "round"
        self.outlined = NOWHERE
        self.rulers_shown = False
        self.cursor = (labels.shape[0] // 2, labels.shape[1] // 2)
        self.cursor_shown = False
        self.pen_down = False
        self._dragging = False
        self._moves: Canvas.StrokeMoved | None = None
        self._pixel_mouse = False
        self._shown: LabelMap = np.zeros((1, 1), np.uint8)
        self._marked: NDArray[np.bool_] = np.zeros((1, 1), bool)
        self._under: Picture | None = None
        self._under_strength = 0.0
        self._reference: Reference | None = None

    def show(self, labels: LabelMap) -> None:
        """Put another map on the canvas."""
        self.labels = labels
        self.cursor = (min(self.cursor[0], labels.shape[0] - 1), min(self.cursor[1], labels.shape[1] - 1))
        self.resample()
        self.forget_lines()

    def repaint(self, region: Region) -> None:
        """The map changed within a region: sample and repaint the half-cells that show it."""
        if region.is_empty:
            return
        rows, columns = self.viewport.half_cells(region.top, region.left, region.bottom, region.right)
        fresh = most_frequent(self.labels, self.viewport, rows, columns)
        changed = self._shown[rows, columns] != fresh
        self._shown[rows, columns] = fresh
        self.repaint_half_cells(changed, rows.start, columns.start)

    def set_brush(self, size: int, shape: Shape = "round") -> None:
        """The outline shows a brush of `size` map pixels."""
        self.brush_size, self.brush_shape = size, shape
        self._mark()

    def outline(self, area: Area) -> None:
        """Show the rim of an area of the map, until another one is given."""
        if area is not self.outlined:
            self.outlined = area
            self._mark()

    def lay_over(self, picture: Picture | None, strength: float) -> None:
        """Let a picture of the map, uint8 (H, W, 3), shine through the labels by `strength`, 0 (not at all) to 1."""
        before = self._under, self._under_strength
        self._under, self._under_strength = (picture, strength) if strength > 0 else (None, 0.0)
        if (self._under is not before[0]) or self._under_strength != before[1]:
            self._reference = self._sampled_reference()
            self.forget_lines()

    def show_rulers(self, shown: bool) -> None:
        """Letters along the top and the left, which name rows and columns."""
        self.rulers_shown = shown
        self.forget_lines()

    def move_cursor(self, rows: int, columns: int) -> None:
        """Move the keyboard's cursor by half-cells; with the pen down it draws."""
        self.cursor_shown = True
        row, column = self.viewport.to_half_cell(*self.cursor)
        if not (0 <= row + rows < self.viewport.rows and 0 <= column + columns < self.viewport.columns):
            self.post_message(self.LeftWindow(rows, columns))
        row = min(max(row + rows, 0), self.viewport.rows - 1)
        column = min(max(column + columns, 0), self.viewport.columns - 1)
        self._go(*self.viewport.to_map(row + 0.5, column + 0.5))

    def go_to(self, row: int, column: int) -> None:
        """Move the keyboard's cursor to a map pixel; with the pen down it draws."""
        self.cursor_shown = True
        height, width = self.labels.shape
        self._go(min(max(row, 0), height - 1), min(max(column, 0), width - 1))

    def press_pen(self) -> None:
        """Put the pen down at the cursor."""
        self.pen_down = True
        self._moves = None
        self.cursor_shown = True
        self.post_message(self.StrokeStarted(*self.cursor))
        self._mark()

    def lift_pen(self) -> None:
        """Lift the pen; nothing happens when it is up."""
        if self.pen_down:
            self.pen_down = False
            self._moves = None
            self.post_message(self.StrokeEnded())
            self._mark()

    def drop_pen(self) -> None:
        """Lift the pen without a word: the stroke was given up."""
        self.pen_down = False
        if self._dragging:
            self._dragging = False
            self.release_mouse()
        self._mark()

    def resample(self) -> None:
        self.fit(self.labels.shape)
        everything = slice(0, self.viewport.rows), slice(0, self.viewport.columns)
        self._shown = most_frequent(self.labels, self.viewport, *everything)
        self._marked = np.zeros(self._shown.shape, bool)
        self._reference = self._sampled_reference()
        self._mark()

    def line_segments(self, line: int) -> list[Segment]:
        segments = label_line(
            self._shown,
            self._marked,
            line,
            self.depth,
            self.background_code,
            vocabulary=self.vocabulary,
            reference=self._reference,
        )
        return with_rulers(segments, line, self.viewport) if self.rulers_shown else segments

    def on_mouse_down(self, event: events.MouseDown) -> None:
        point = self._point(event)
        if event.button == 3:
            self.post_message(self.Picked(*point))
        elif event.button == 1 and self._on_map(event):
            self.lift_pen()
            self.capture_mouse()
            self._dragging = True
            self.cursor = point
            self.press_pen()

    def follow(self, event: events.MouseMove) -> None:
        """Where a captured mouse is, as the terminal says: straight to here, past what lies under the pointer."""
        x, y = self.region.offset
        self.post_message(event._apply_offset(-x, -y))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        event.stop()
        if self._dragging and event.button == 0:
            self._end_drag()  # the button was let go outside of the terminal
        if self._dragging or not self.pen_down:
            self.cursor_shown = self._dragging or self._on_map(event)
            self._go(*self._point(event))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._end_drag()

    def on_leave(self, event: events.Leave) -> None:
        if not self.pen_down:
            self.cursor_shown = False
            self._mark()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.post_message(self.Zoomed(1) if event.ctrl else self.SizeTurned(1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.post_message(self.Zoomed(-1) if event.ctrl else self.SizeTurned(-1))

    def _sampled_reference(self) -> Reference | None:
        if self._under is None:
            return None
        seen = part_in_view(self._under, self.labels.shape, self.viewport)
        colours = mean_colours(seen, self.viewport.rows, self.viewport.columns)
        return Reference(in_runs(colours), self._under_strength)

    def _end_drag(self) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self.lift_pen()

    def _go(self, row: int, column: int) -> None:
        if (row, column) != self.cursor:
            self.cursor = row, column
            if self.pen_down:
                self._move_pen(row, column)
            else:
                self.post_message(self.PointerMoved(row, column))
        if not self._dragging:
            self._mark()

    def _move_pen(self, row: int, column: int) -> None:
        """Moves that come faster than they are painted are painted together."""
        if self._moves is None or self._moves.is_taken:
            self._moves = self.StrokeMoved([])
            self.post_message(self._moves)
        self._moves.points.append((row, column))

    def _on_map(self, event: events.MouseEvent) -> bool:
        return 0 <= event.x - self.left < self.viewport.columns and 0 <= event.y - self.top < self.viewport.lines

    def _point(self, event: events.MouseEvent) -> tuple[int, int]:
        """The map pixel under the pointer; without pixel reports, of the middle of what the brush would cover."""
        x, y = event.pointer_x - self.left, event.pointer_y - self.top
        self._pixel_mouse |= x % 1 != 0 or y % 1 != 0
        if not self._pixel_mouse:
            covers_cell = self.brush_size > self.viewport.pixels_per_row
            x, y = x + 0.5, y + (0.5 if covers_cell else 0.25)
        return self.viewport.to_map(2 * y, x)

    def _mark(self) -> None:
        """Outline the brush at the cursor, but not while a mouse draws: there the paint itself shows."""
        if self.outlined.region.clip(*self.labels.shape) != self.outlined.region:
            self.outlined = NOWHERE  # of another map
        marked = np.zeros(self._shown.shape, bool) if self.outlined.is_empty else area_rim(self.viewport, self.outlined)
        row, column = self.cursor
        on_map = self.viewport.shows(Region(row, column, row + 1, column + 1))
        if self.cursor_shown and on_map and not self._dragging:
            marked[tuple(brush_outline(self.viewport, *self.cursor, self.brush_size, self.brush_shape).T)] = True
        changed = marked != self._marked
        self._marked = marked
        self.repaint_half_cells(changed)
