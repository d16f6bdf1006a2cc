"""The one screen: canvas and picture, the lines around them, and the way from a change to the picture."""

from __future__ import annotations

import asyncio
import gc
import importlib
import math
import os
import sys
import time
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from studio.drawing.region import Region
from studio.errors import StudioError
from studio.labels import LANDSCAPE, Picture
from studio.render.messages import Reply
from studio.sketch.document import Sketch
from studio.terminal.safe_text import clean
from studio.tui.bars import page_of
from studio.tui.cells.viewport import Viewport
from studio.tui.frame_clock import FrameClock
from studio.tui.live import State
from studio.tui.live_chain import LiveChain
from studio.tui.screens.bars_screen import BarsScreen
from studio.tui.services import Services
from studio.tui.widgets.canvas import Canvas
from studio.tui.widgets.line_cache import LineCache
from studio.tui.widgets.mini_map import MiniMap
from studio.tui.widgets.parts import Parts
from studio.tui.widgets.picture import PictureView

SMALLEST = (60, 18)
"""Columns and lines below which the studio does not fit."""

PANES = ("both", "canvas", "picture")
BETWEEN_PANES = 2
STACKING_GAINS = 1.15
"""How much larger the map must become for the panes to stand one above the other."""

BLAS_THREADS = "OPENBLAS_NUM_THREADS"
KEEP_AFTER_S = 1.0
"""The hand rests: let the disk confirm what was drawn."""

KEEP_LATEST_S = 10.0
"""The same where the hand doesn't rest."""

LOOK_EVERY_S = 0.1
COUNT_AFTER_S = 0.25
"""How long after a picture came the frames that show it are counted."""


class WorkerReplied(Message):
    """A render worker's reply, brought from its thread to the screen."""

    def __init__(self, stage: int, generation: int, reply: Reply) -> None:
        super().__init__()
        self.stage = stage
        self.generation = generation
        self.reply = reply


class DeskScreen(BarsScreen):
    """Shows the desk. Actions, in subclasses, change it and then say what changed: `drawn`, `asked` or `reloaded`."""

    CSS_PATH = "studio_screen.tcss"
    AUTO_FOCUS = None
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._styles_cache = LineCache()
        self.frames = FrameClock(self._paint_frame)
        self.live = LiveChain(services.start_worker, self._bring_reply)
        self.panes = "both"
        self._count_at = math.inf
        self._changed_at = self._unkept_since = math.inf
        self._first_version = self.desk.version

    def compose(self) -> ComposeResult:
        yield Parts(id="title")
        with Container(id="work") as work:
            work._styles_cache = LineCache()
            yield Canvas(self.desk.labels, id="canvas")
            starting, line = self.texts("picture.starting"), self.services.line
            yield PictureView(self.desk.labels.shape, message=starting, line=line, id="picture")
            yield MiniMap(self.desk.labels)
        yield Parts(id="labels-0")
        yield Parts(id="labels-1")
        yield Parts(id="status")
        yield Static(id="small")

    @property
    def picture(self) -> PictureView:
        """The picture's pane."""
        return self.query_one(PictureView)

    def on_mount(self) -> None:
        self.page = page_of(LANDSCAPE, self.desk.label)
        self.canvas.set_brush(self.desk.size)
        self.ask()
        self.show_bars()
        self.set_interval(LOOK_EVERY_S, self._look)
        self.run_worker(self._list_generators(), group="generators")
        if self.services.news:
            key, path = self.services.news
            self.say(key, path=path)

    def drawn(self, region: Region) -> None:
        """The map changed within a region."""
        self.repaint(region)
        if not (region.is_empty and self.desk.is_drawing):  # the end of a stroke changes no pixel, but what is held
            self.ask()
        self.show_bars()

    @property
    def _update_timer(self) -> FrameClock:  # type: ignore[override]
        """What Textual resumes when something is to be painted, and pauses when it was."""
        return self.frames

    def _paint_frame(self) -> None:
        # Called as Textual's timer calls it, not by a message: a message makes the screen look for more to paint, and a
        # screen behind a dialog always finds itself, so it would be painted without end.
        if self.app._exit:
            return
        try:
            self._on_timer_update()
        except Exception as error:
            self.app._handle_exception(error)

    def repaint(self, region: Region) -> None:
        """Show the map as it is within a region."""
        self.canvas.repaint(region)

    def ask(self) -> None:
        """The picture should follow the drawing as it is now."""
        sketch = self.desk.sketch
        self.live.offer(sketch, steadily=self.desk.is_drawing)
        self.canvas.lay_over(sketch.photograph, sketch.reference / 100)
        self._show_fault()
        if self.desk.version != self._first_version:
            self._changed_at = time.monotonic()
            self._unkept_since = min(self._unkept_since, self._changed_at)

    def asked(self) -> None:
        """Something that the picture depends on changed, other than the map."""
        self.begin_counting()
        self.ask()
        self.show_bars()

    def reloaded(self) -> None:
        """Another drawing is on the desk."""
        self._first_version = self.desk.version
        self._fit_options()
        self.canvas.drop_pen()
        self.canvas.window = self.picture.window = None
        self.canvas.show(self.desk.labels)
        self.picture.clear(self.desk.labels.shape, self.texts("picture.starting"))
        self._arrange()
        self.asked()

    def on_resize(self, event: events.Resize) -> None:
        columns, lines = SMALLEST
        is_small = event.size.width < columns or event.size.height < lines
        self.set_class(is_small, "-small")
        if is_small:
            small = {"columns": event.size.width, "lines": event.size.height}
            text = self.texts("small", **small, need_columns=columns, need_lines=lines)
            self.query_one("#small", Static).update(Text(text))
        self._arrange()
        self.show_bars()

    def on_worker_replied(self, message: WorkerReplied) -> None:
        result = self.live.take(message.stage, message.generation, message.reply)
        if result is not None:
            self._load_tools_later()
            self.picture.show(result.image)
            self._count_at = time.monotonic() + COUNT_AFTER_S
        self._show_fault()
        self.show_status()

    def on_unmount(self) -> None:
        self.live.close()

    def keep_now(self) -> None:
        """Write the drawing to its keeping place before anything else happens."""
        if job := self._to_keep():
            self.services.keeper.keep(*job)

    def shown_panes(self, panes: str) -> None:
        """Show both panes or one of them."""
        self.panes = panes
        self._arrange()

    def _bring_reply(self, stage: int, generation: int, reply: Reply) -> None:
        """From the worker's thread to the screen's."""
        self.post_message(WorkerReplied(stage, generation, reply))

    def _arrange(self) -> None:
        """Panes side by side, or one above the other where the map becomes larger that way."""
        width, height = self.size.width, max(1, self.size.height - 4)
        shape = self.desk.labels.shape
        beside = Viewport.fit(shape, max(1, (width - BETWEEN_PANES) // 2), height)
        above = Viewport.fit(shape, width, max(1, height // 2))
        stacked = above.rows > STACKING_GAINS * beside.rows
        for name in PANES[1:]:
            self.query_one(f"#{name}").display = self.panes in ("both", name)
        self.set_class(stacked, "-stacked")
        centred = stacked or self.panes != "both"
        self.canvas.side = "center" if centred else "right"
        self.picture.side = "center" if centred else "left"
        self.canvas.forget_lines()
        self.picture.forget_lines()

    def _show_fault(self) -> None:
        if self.live.state is State.FAILED:
            reason = clean(self.live.fault)
            if self.live.result is None:
                self.picture.say(self.texts("picture.none", reason=reason))
            self.say("worker_failed", generator=self.live.failed_generator, message=reason)

    def _look(self) -> None:
        now = time.monotonic()
        if now >= self._count_at:
            self._count_at = math.inf
            self.end_counting()
        keep_at = min(self._changed_at + KEEP_AFTER_S, self._unkept_since + KEEP_LATEST_S)
        if now >= keep_at and not self.desk.is_drawing:
            self._keep()
        if now - self.told_at > LOOK_EVERY_S / 2:
            self.show_status()

    def _to_keep(self) -> tuple[Sketch, Path | None, Picture | None, int] | None:
        desk = self.desk
        if desk.version == self._first_version or (desk.path is not None and not desk.is_changed):
            return None
        return desk.sketch.copy(), desk.path, self.live.fresh_picture, desk.version

    def _keep(self) -> None:
        self._changed_at = self._unkept_since = math.inf
        if job := self._to_keep():
            self.run_worker(self._keep_in_thread(job), group="keep")

    async def _keep_in_thread(self, job: tuple[Sketch, Path | None, Picture | None, int]) -> None:
        try:
            await asyncio.to_thread(self.services.keeper.keep, *job)
        except (OSError, StudioError) as error:
            self.say("autosave_failed", message=getattr(error, "strerror", None) or error)

    def _load_tools_later(self) -> None:
        """Once the first picture stands, load what the fill tool needs: on its first use it would stop the screen."""
        if "scipy.ndimage" not in sys.modules:
            self.run_worker(asyncio.to_thread(_load_tools), group="tools", exclusive=True)

    async def _list_generators(self) -> None:
        listed = await asyncio.to_thread(self.services.list_generators)
        self.installed = listed
        self.generators = {
            spec.id: spec for spec in listed.values() if (spec.input, spec.output) == ("labels", "picture")
        }
        self._fit_options()
        self.show_bars()

    def _fit_options(self) -> None:
        if self.generator is not None and self.desk.drop_unknown_options(self.generator):
            self.ask()


def _load_tools() -> None:
    """Without OpenBLAS's threads, which nothing here needs: starting them stops the screen for 90 ms."""
    wish = os.environ.get(BLAS_THREADS)
    os.environ[BLAS_THREADS] = "1"
    importlib.import_module("scipy.ndimage")
    if wish is None:
        del os.environ[BLAS_THREADS]
    else:
        os.environ[BLAS_THREADS] = wish
    gc.freeze()  # it stays, and searching it for garbage again and again would stop the screen
