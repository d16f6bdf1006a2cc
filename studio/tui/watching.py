"""Somebody's canvas in a second terminal: what is drawn there shows here, read-only, with its picture."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import ClassVar

import numpy as np
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from studio.drawing.region import Region
from studio.errors import InputError
from studio.locale import Texts
from studio.render.client import RenderWorker
from studio.render.messages import Reply
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch
from studio.sketch.places import journal_beside
from studio.sketch.replay import read_journal
from studio.terminal.streams import settle_streams
from studio.tui.app import require_terminal, state_folder
from studio.tui.background import in_background
from studio.tui.live import StartWorker
from studio.tui.live_chain import LiveChain
from studio.tui.terminal_line import TerminalLine, meet_terminal
from studio.tui.widgets.canvas import Canvas
from studio.tui.widgets.parts import Part, Parts
from studio.tui.widgets.picture import PictureView

LOOK_EVERY_S = 0.25

Stamp = tuple[tuple[int, int], ...]


class WorkerSaid(Message):
    """A render worker's reply, brought from its thread."""

    def __init__(self, stage: int, generation: int, reply: Reply) -> None:
        super().__init__()
        self.stage, self.generation, self.reply = stage, generation, reply


class WatchApp(App[None]):
    """Shows a document's newest state until it is left; touches nothing."""

    TITLE = "studio"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    WatchApp Horizontal { height: 1fr; }
    WatchApp Canvas { width: 1fr; height: 1fr; margin-right: 1; }
    WatchApp PictureView { width: 1fr; height: 1fr; margin-left: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,ctrl+q,ctrl+c", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False),
    ]

    def __init__(self, path: Path, sketch: Sketch, texts: Texts, line: TerminalLine, start: StartWorker) -> None:
        super().__init__()
        self.path = path
        self.sketch = sketch
        self.texts = texts
        self.line = line
        self._live = LiveChain(start, self._bring)
        self._stamp = stamp_of(path)

    def compose(self) -> ComposeResult:
        yield Parts(id="title")
        with Horizontal():
            yield Canvas(self.sketch.labels, side="right")
            starting = self.texts("picture.starting")
            yield PictureView(self.sketch.labels.shape, message=starting, side="left", line=self.line)

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for leave in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(leave, self.exit)
        self.app_resume_signal.subscribe(self, lambda _: self._paint_again())
        quiet = Part(self.texts("watch.keys"), "quiet")
        name = Part(f" {self.path.name}  ", "strong")
        self.query_one(Parts).put([name, Part(self.texts("watch.title"), "chosen")], [quiet, Part(" ")])
        self._live.offer(self.sketch)
        self.set_interval(LOOK_EVERY_S, self._look)
        if self._driver is not None and not self.is_headless:
            driver = self._driver
            self.query_one(PictureView).sharpness.write = lambda sequence: driver.write(sequence.decode("latin-1"))
            driver.write(self.line.listen())

    def on_unmount(self) -> None:
        self._live.close()

    def on_worker_said(self, message: WorkerSaid) -> None:
        result = self._live.take(message.stage, message.generation, message.reply)
        view = self.query_one(PictureView)
        if result is not None:
            view.show(result.image)
        elif self._live.fault and view.picture is None:
            view.say(self.texts("picture.none", reason=self._live.fault))

    def _bring(self, stage: int, generation: int, reply: Reply) -> None:
        self.post_message(WorkerSaid(stage, generation, reply))

    async def _look(self) -> None:
        stamp = stamp_of(self.path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._take(await in_background(lambda: newest_of(self.path)))
        except (OSError, InputError):  # it is being written, or gone for a while
            self._stamp = ()

    def _take(self, sketch: Sketch) -> None:
        before, self.sketch = self.sketch, sketch
        canvas, view = self.query_one(Canvas), self.query_one(PictureView)
        if before.labels.shape != sketch.labels.shape:
            canvas.show(sketch.labels)
            view.clear(sketch.labels.shape, self.texts("picture.starting"))
        else:
            canvas.labels = sketch.labels
            canvas.repaint(changed_region(before, sketch))
        self._live.offer(sketch)

    def _paint_again(self) -> None:
        self.line.shown.forget()
        self.screen.refresh(layout=True)


def changed_region(before: Sketch, after: Sketch) -> Region:
    """The smallest rectangle that holds every pixel whose label differs; both have the same size."""
    rows, columns = np.nonzero(before.labels != after.labels)
    if not len(rows):
        return Region(0, 0, 0, 0)
    return Region(int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1)


def stamp_of(path: Path) -> Stamp:
    """What changes whenever a document or its journal does."""
    found = []
    for file in (path, journal_beside(path)):
        try:
            status = file.stat()
            found.append((status.st_mtime_ns, status.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)


def newest_of(path: Path) -> Sketch:
    """The drawing as it is by now, with strokes that are in no file but the journal; InputError where there is none."""
    try:
        told = read_journal(journal_beside(path))
    except OSError:
        told = None
    return told.sketch if told is not None else open_sketch(path)


def watch_document(path: Path | None) -> int:
    """Show the document in `path` (None: the untitled drawing of this user) until the viewer leaves; the exit code.

    InputError where there is no terminal, or nothing to be seen.
    """
    texts = Texts.of_environment()
    require_terminal(texts)
    path = path or state_folder() / "untitled.png"
    sketch = newest_of(path)
    line = meet_terminal(state_folder(), os.environ)
    if line.facts.has_truecolor:
        os.environ.setdefault("COLORTERM", "truecolor")
    try:
        WatchApp(path, sketch, texts, line, RenderWorker).run(mouse=False)
    finally:
        line.end()
        settle_streams()
    return 0
