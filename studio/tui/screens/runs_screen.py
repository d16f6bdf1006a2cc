"""Training runs: the list, and of the chosen one its progress, its losses, and what it draws by now."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studio.errors import StudioError
from studio.runs.state import ALIVE, DONE
from studio.terminal.safe_text import clean
from studio.tui.background import in_background
from studio.tui.run_bars import head_parts, key_parts, list_line, note_of, progress_parts
from studio.tui.run_commands import RunCommands
from studio.tui.run_watching import RunLine, RunWatcher, Seen, Sheet
from studio.tui.screens.left_once import LeftOnce
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.question import Question
from studio.tui.screens.run_form import RunForm
from studio.tui.services import Services
from studio.tui.widgets.loss_chart import LossChart
from studio.tui.widgets.parts import Part, Parts
from studio.tui.widgets.picture import PictureView

LOOK_EVERY_S = 1.0
NEWS_LAST_S = 8.0
Tell = Callable[[str, float], None]
VIEWS = ("both", "curves", "picture")
_SMALL_SHAPE = (64, 64)


class RunsScreen(LeftOnce[None], Screen[None]):
    """Looks at the runs every second, in a thread; what is asked of them is done in threads too.

    follow: is told of every run that is chosen. draw_with: lets a run's weights draw the open sketch, and tells
    news of it for so many seconds; it goes on when this screen is left.
    """

    explains = "explain.runs"
    CSS_PATH = "runs_screen.tcss"
    AUTO_FOCUS = "OptionList"
    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", show=False),
        Binding("s", "stop", show=False),
        Binding("r", "resume", show=False),
        Binding("d", "draw", show=False),
        Binding("k", "sketch", show=False),
        Binding("p", "panes", show=False),
        Binding("l", "losses", show=False),
        Binding("escape,q,R", "leave", show=False),
    ]

    def __init__(
        self, services: Services, follow: Callable[[RunLine], None], draw_with: Callable[[RunLine, Tell], None]
    ) -> None:
        super().__init__()
        self.services = services
        self.texts = services.texts
        self.commands: RunCommands = services.runs
        self._follow = follow
        self._draw_with = draw_with
        self._watcher = RunWatcher()
        self._seen = Seen((), None)
        self._chosen: str | None = None
        self._is_looking = False
        self._looks_again = False
        self._shows_sketch = False
        self._view = "both"
        self._shown: tuple[Path, int] | None = None
        self._news = ""
        self._news_until = 0.0

    def compose(self) -> ComposeResult:
        texts = self.texts
        yield Parts(id="runs-title")
        with Horizontal(id="runs-work"):
            yield OptionList(id="runs-list")
            with Vertical(id="run"):
                yield Parts(id="run-head")
                yield Parts(id="run-progress")
                yield LossChart(texts, id="run-losses")
                yield Parts(id="run-caption")
                yield PictureView(_SMALL_SHAPE, message=texts("runs.no_sheet"), id="run-sheet")
        yield Parts(id="run-note")
        yield Parts(id="runs-keys")

    @property
    def chosen(self) -> RunLine | None:
        """The run under the bar."""
        return next((run for run in self._seen.runs if run.name == self._chosen), None)

    def on_mount(self) -> None:
        self.query_one("#runs-title", Parts).put([Part(f" {self.texts('runs.title')}", "strong")])
        self.query_one("#runs-keys", Parts).put(key_parts(self.texts))
        self.set_interval(LOOK_EVERY_S, self._look)
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        self._show()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None and event.option.id != self._chosen:
            self._choose(event.option.id)

    def action_leave(self) -> None:
        """Back to the canvas."""
        self.dismiss()

    def action_new(self) -> None:
        """Begin a run."""
        self.app.push_screen(RunForm(self.commands, self.texts), self._begun)

    def action_stop(self) -> None:
        """Let the chosen run save and end, if that is meant."""
        run = self.chosen
        if run is None or run.state.status not in ALIVE:
            self._say("runs.not_training", name=run.name if run else "")
            return

        def answered(key: str | None) -> None:
            if key == "y":
                self._do("runs.stopping", run, lambda: self.commands.stop(run.path))

        self.app.push_screen(Question(self.texts("runs.stop_question", name=run.name), "yn"), answered)

    def action_resume(self) -> None:
        """Go on with the chosen run; one that is done is asked how long it should train in all."""
        run = self.chosen
        if run is None or run.state.status in ALIVE:
            self._say("runs.is_training", name=run.name if run else "")
        elif run.state.status == DONE:

            def take(line: str) -> None:
                self._do("runs.resuming", run, lambda: self.commands.resume(run.path, line))

            spent = round(run.state.seconds / 60, 1)
            title = self.texts("runs.more", name=run.name, spent=spent)
            self.app.push_screen(Prompt(title, self.texts("dialog.keys"), take, value=""))
        else:
            self._do("runs.resuming", run, lambda: self.commands.resume(run.path))

    def action_draw(self) -> None:
        """Draw the open sketch with the chosen run's weights, as they are now."""
        run = self.chosen
        if run is not None:
            self._draw_with(run, self.tell)

    def action_sketch(self) -> None:
        """The sheet, or the open sketch."""
        self._shows_sketch = not self._shows_sketch
        self._show()

    def action_panes(self) -> None:
        """Curves and picture, curves alone, the picture alone."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.query_one("#run-losses").display = self._view in ("both", "curves")
        for name in ("#run-caption", "#run-sheet"):
            self.query_one(name).display = self._view in ("both", "picture")

    def action_losses(self) -> None:
        """One loss alone, the next, all."""
        self.query_one(LossChart).next_loss()

    def _begun(self, name: str | None) -> None:
        if name is not None:
            self._say("runs.begun", name=name)
            self._choose(name)

    def _choose(self, name: str) -> None:
        self._chosen = name
        self._look()

    def _look(self) -> None:
        """Look at the folders, in a thread; one look at a time."""
        self._looks_again = self._is_looking
        if not self._is_looking:
            self._is_looking = True
            self.run_worker(self._look_in_thread(), group="look")

    async def _look_in_thread(self) -> None:
        seen = await asyncio.to_thread(self._watcher.look, self._chosen)
        self._is_looking = False
        self._seen = seen
        if seen.detail is not None:
            self._chosen = self._chosen if self.chosen else seen.detail.line.name
            self._follow(seen.detail.line)
        self._show()
        if self._looks_again:
            self._look()

    def _show(self) -> None:
        if not self.query(OptionList):  # not yet, or no longer
            return
        self._show_list()
        detail = self._seen.detail
        if time.monotonic() > self._news_until:
            self._news = ""
        note = self._news
        if detail is None:
            self.query_one("#run-head", Parts).put([Part(self.texts("runs.none"), "quiet")])
        elif detail.line.name == self._chosen:
            run = detail.line
            self.query_one("#run-head", Parts).put(*head_parts(run, self.texts))
            progress = self.query_one("#run-progress", Parts)
            progress.put(*progress_parts(run, progress.size.width, self.texts))
            self.query_one(LossChart).show(detail.curves)
            self._show_sheet(detail.sketch if self._shows_sketch else detail.sheet, run)
            note = note or note_of(run, detail.last_words, self.texts)
        self.query_one("#run-note", Parts).put([Part(f" {note}", "chosen" if self._news else "quiet")])

    def _show_sheet(self, sheet: Sheet | None, run: RunLine) -> None:
        kind = "sketch" if self._shows_sketch else "sheet"
        at = f" · {self.texts('runs.batch', batch=sheet.batch)}" if sheet else ""
        self.query_one("#run-caption", Parts).put([Part(self.texts(f"runs.{kind}") + at, "quiet", "sketch")])
        view = self.query_one(PictureView)
        if sheet is None:
            message = self.texts(f"runs.no_{kind}" if run.takes_sketches or kind == "sheet" else "runs.takes_no_sketch")
            if view.picture is not None or view.message != message:
                view.clear(_SMALL_SHAPE, message)
            self._shown = None
        elif self._shown != (sheet.path, sheet.stamp):
            self._shown = sheet.path, sheet.stamp
            if view.picture is None or view.shape != sheet.picture.shape[:2]:
                view.clear((sheet.picture.shape[0], sheet.picture.shape[1]), "")
            view.show(sheet.picture)

    def _show_list(self) -> None:
        listed = self.query_one(OptionList)
        names = [run.name for run in self._seen.runs]
        lines = {run.name: list_line(run, max(1, listed.size.width - 1), self.texts) for run in self._seen.runs}
        if [option.id for option in listed.options] != names:
            listed.clear_options()
            listed.add_options([Option(lines[name], id=name) for name in names])
        for place, name in enumerate(names):
            if listed.get_option_at_index(place).prompt != lines[name]:
                listed.replace_option_prompt_at_index(place, lines[name])
        if self._chosen in names and listed.highlighted != names.index(self._chosen):
            listed.highlighted = names.index(self._chosen)

    def _say(self, key: str, **values: object) -> None:
        self.tell(self.texts(key, **{name: clean(str(value)) for name, value in values.items()}))

    def tell(self, news: str, seconds: float = NEWS_LAST_S) -> None:
        """Show news below the run for a while; nothing happens when the screen has gone."""
        self._news, self._news_until = news, time.monotonic() + seconds
        self._show()

    def _do(self, key: str, run: RunLine, work: Callable[[], None]) -> None:
        """Do something with a run in a thread, and say so."""
        self._say(key, name=run.name)
        self._news_until = math.inf
        self.run_worker(self._in_thread(work), group="commands")

    async def _in_thread(self, work: Callable[[], None]) -> None:
        try:
            await in_background(work)
            self._news = ""
        except StudioError as fault:
            self._say("runs.news", news=in_one_line(fault))
        self._look()


def in_one_line(fault: StudioError) -> str:
    """What went wrong, on one line."""
    return " ".join(str(fault).split())
