"""What the hand does: strokes, tools, labels, undo."""

from __future__ import annotations

import asyncio
import secrets
import time

import numpy as np
from textual import events

from studio.drawing.area import NOWHERE
from studio.drawing.region import EMPTY, Region
from studio.labels import LANDSCAPE, LabelMap
from studio.tui.bars import page_of, pages
from studio.tui.frame_clock import FRAME_S
from studio.tui.screens.desk_screen import LOOK_EVERY_S, DeskScreen
from studio.tui.screens.label_picker import label_picker
from studio.tui.services import Services
from studio.tui.tools.eraser import VOID
from studio.tui.widgets.canvas import Canvas

SHOWN_EVERY_S = 0.9 * FRAME_S
"""Moves of the pen are shown no faster than this: sixty frames a second, with what it takes to begin one."""


class DrawingActions(DeskScreen):
    """Strokes from the canvas, and the keys that draw."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._unseen = EMPTY
        self._shown_at = 0.0
        self._is_showing_later = False

    def on_canvas_stroke_started(self, message: Canvas.StrokeStarted) -> None:
        self.begin_counting()
        label, tool = self.desk.label, self.desk.tool
        self.drawn(self.desk.press((message.row, message.column)))
        self._show_outline()
        if self.desk.label != label:
            self.turn_to_label()
        if self.desk.tool is not tool:
            self.show_tool()

    def on_canvas_stroke_moved(self, message: Canvas.StrokeMoved) -> None:
        message.stop()
        region = EMPTY
        for point in message.take():
            region = region.union(self.desk.drag(point))
        self._pen_moved(region)

    def on_canvas_pointer_moved(self, message: Canvas.PointerMoved) -> None:
        self._pen_moved(self.desk.hover((message.row, message.column)))

    def on_canvas_stroke_ended(self, message: Canvas.StrokeEnded) -> None:
        self.drawn(self.desk.release())
        self._show_outline()

    def on_canvas_picked(self, message: Canvas.Picked) -> None:
        self._pick((message.row, message.column))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The right button on the picture takes the label that is drawn there."""
        picture = self.picture
        x, y = event.screen_x - picture.region.x - picture.left, event.screen_y - picture.region.y - picture.top
        if event.button == 3 and picture.region.contains(event.screen_x, event.screen_y):
            self._pick(picture.viewport.to_map(2 * y + 0.5, x + 0.5))

    def on_canvas_size_turned(self, message: Canvas.SizeTurned) -> None:
        self.action_size(message.step)

    def put_pen_away(self) -> None:
        """End the stroke, or finish the figure, that is in the air."""
        self.canvas.lift_pen()
        if self.desk.is_drawing:
            self.drawn(self.desk.finish())

    def show_tool(self) -> None:
        """The hand holds something else: outline and lines follow."""
        desk = self.desk
        has_tip = desk.tool.has_size and desk.tool.has_tip
        self.canvas.set_brush(desk.size if has_tip else 1, desk.shape)
        self._show_outline()
        self.show_bars()

    def action_pick(self) -> None:
        """Take the label under the cursor."""
        self._pick(self.canvas.cursor)

    def action_size(self, steps: int) -> None:
        """A larger or smaller brush."""
        self.desk.step_size(steps)
        self.show_tool()

    def action_label(self, place: int) -> None:
        """Take the label at a place of the page."""
        page = pages(LANDSCAPE)[self.page]
        if place < len(page):
            self.action_hold(page[place].id)

    def action_hold(self, label: int) -> None:
        """Take a label."""
        self.desk.hold_label(label)
        self.turn_to_label()

    def action_step_label(self, steps: int) -> None:
        """Take the label after or before this one."""
        order = [label.id for page in pages(LANDSCAPE) for label in page]
        self.action_hold(order[(order.index(self.desk.label) + steps) % len(order)])

    def action_page(self) -> None:
        """Give the keys to the other page of labels."""
        self.page = (self.page + 1) % len(pages(LANDSCAPE))
        self.show_bars()

    def action_find(self) -> None:
        """Find a label by typing."""
        picker = label_picker(self.texts, self.desk.label)
        self.app.push_screen(picker, lambda label: None if label is None else self.action_hold(int(label)))

    def action_undo(self) -> None:
        """Take back the last stroke."""
        self._moved(self.desk.undo(), "nothing_to_undo")

    def action_redo(self) -> None:
        """Do the last undone stroke again."""
        self._moved(self.desk.redo(), "nothing_to_redo")

    def action_clear(self) -> None:
        """Paint everything void."""
        self.begin_counting()
        self.drawn(self.desk.replace_labels("clear", np.zeros_like(self.desk.labels)))

    def action_scene(self) -> None:
        """Lay another scene over the canvas."""
        self.run_worker(self._another_scene(), group="scene", exclusive=True)

    async def _another_scene(self) -> None:
        shape = self.desk.labels.shape
        labels = await asyncio.to_thread(_compose, secrets.randbits(31), shape)
        if self.desk.labels.shape == shape:
            self.begin_counting()
            self.drawn(self.desk.replace_labels("scene", labels))

    def action_cursor(self, rows: int, columns: int) -> None:
        """Move the keyboard's cursor."""
        self.canvas.move_cursor(rows, columns)

    def action_pen(self) -> None:
        """Put the pen down, or lift it."""
        if self.canvas.pen_down:
            self.canvas.lift_pen()
        else:
            self.canvas.press_pen()

    def action_dab(self) -> None:
        """One dab, or the end of the stroke."""
        if not self.canvas.pen_down:
            self.canvas.press_pen()
        self.canvas.lift_pen()

    def action_cancel(self) -> None:
        """Give up the stroke in the air, or what is selected."""
        if self.canvas.pen_down or self.desk.is_drawing:
            self.drawn(self.desk.cancel())
            self.canvas.drop_pen()
            self.show_bars()
        elif not self.desk.selection.is_empty:
            self.desk.hold_tool(self.desk.tool.name)
            self.show_tool()

    def _pen_moved(self, region: Region) -> None:
        """The pen moved, and what it draws with it; moves that come faster than frames are shown together."""
        self._unseen = self._unseen.union(region)
        if self._is_showing_later:
            return
        wait_s = self._shown_at + SHOWN_EVERY_S - time.monotonic()
        if wait_s <= 0:
            self._show_moves()
        else:
            self._is_showing_later = True
            asyncio.get_running_loop().call_later(wait_s, self.call_later, self._show_moves)

    def _show_moves(self) -> None:
        self._is_showing_later = False
        self._shown_at = time.monotonic()
        region, self._unseen = self._unseen.clip(*self.desk.labels.shape), EMPTY
        self.frames.hurry()
        if not region.is_empty:
            self.repaint(region)
            self.ask()
        self._show_outline()
        if self._shown_at - self.told_at > LOOK_EVERY_S / 2:
            self.show_status()  # in the frame of what it tells of: a frame of its own would cost as much again

    def _show_outline(self) -> None:
        """The rim of what a press would change, or of what is selected; none while something is being drawn."""
        is_painting = self.desk.is_drawing and self.desk.selection.is_empty
        self.canvas.outline(NOWHERE if is_painting else self.desk.outline(self.canvas.cursor))

    def _pick(self, at: tuple[int, int]) -> None:
        label = self.desk.label_at(at)
        if label is not None:
            self.action_hold(label)
            self.say("picked", label=LANDSCAPE[label].name(self.texts.language))

    def turn_to_label(self) -> None:
        """Show the page that the label in the hand is on."""
        if self.desk.label != VOID:
            self.page = page_of(LANDSCAPE, self.desk.label)
        self.show_bars()

    def _moved(self, region: Region | None, nothing: str) -> None:
        self.canvas.lift_pen()
        if region is None:
            self.say(nothing)
        else:
            self.begin_counting()
            self.drawn(region)
        self._show_outline()


def _compose(seed: int, shape: tuple[int, int]) -> LabelMap:
    from studio_data.world import compose  # loads SciPy: not before somebody asks for a scene

    return compose(seed, shape).labels
