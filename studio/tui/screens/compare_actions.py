"""Comparing pictures: the one that was kept with the one that is, in one pane."""

from __future__ import annotations

from textual.timer import Timer

from studio.labels import Picture
from studio.tui.cells.compare import WAYS, flicker
from studio.tui.screens.desk_screen import WorkerReplied
from studio.tui.screens.look_actions import LookActions
from studio.tui.widgets.canvas import Canvas

FLICKERS_EVERY_S = 0.8


class CompareActions(LookActions):
    """The key that compares; it also keeps every result for the wall of results."""

    _kept: Picture | None = None
    _way = ""
    _turn = False
    _flicker: Timer | None = None

    def on_worker_replied(self, message: WorkerReplied) -> None:
        """A new picture is taken over and shown; after that it is remembered and compared."""
        self.call_next(self._remember)

    def on_canvas_stroke_ended(self, message: Canvas.StrokeEnded) -> None:
        """The picture that was there before the pen was lifted counts from now on."""
        self.call_next(self._remember)

    def _remember(self) -> None:
        """Keep the picture with its sketch, and compare it, where that is wished."""
        picture = self.live.fresh_picture
        if picture is None or self.desk.is_drawing:
            return
        self.results.keep(picture, self.desk.sketch, self.desk.version)
        if self._way:
            self._show_comparison()

    def action_compare(self) -> None:
        """Keep this picture and compare it with those to come: wipe, flicker, side by side, difference, end."""
        now = self.live.result
        if now is None:
            return
        ways = [*WAYS, ""]
        if not self._way:
            self._kept = now.image
        self._way = ways[(ways.index(self._way) + 1) % len(ways)] if self._way else ways[0]
        if self._flicker is not None:
            self._flicker.stop()
            self._flicker = None
        if self._way == "flicker":
            self._flicker = self.set_interval(FLICKERS_EVERY_S, self._show_comparison)
        self.say(f"compare.{self._way or 'end'}")
        self._show_comparison()

    def _show_comparison(self) -> None:
        now = self.live.result
        if now is None:
            return
        if not self._way or self._kept is None or self._kept.shape != now.image.shape:
            self.picture.show(now.image)
            return
        compare = WAYS[self._way]
        self._turn = not self._turn
        both = flicker(self._kept, now.image, turn=self._turn) if compare is None else compare(self._kept, now.image)
        self.picture.show(both)
