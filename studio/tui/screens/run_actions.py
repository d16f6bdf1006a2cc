"""From the canvas to training runs and back: their screen, the sketch that they draw, their weights."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.errors import StudioError
from studio.sketch.document import Step
from studio.terminal.safe_text import clean
from studio.tui.background import in_background
from studio.tui.run_commands import Taken
from studio.tui.run_watching import RunLine
from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.screens.runs_screen import RunsScreen, Tell, in_one_line
from studio.tui.sketch_sharing import SketchSharing

SHARE_EVERY_S = 1.0
NEWS_LAST_S = 20.0
TAKING_LASTS_S = 600.0


class RunActions(DeskScreen):
    """The key that shows training runs, and what they have to do with the drawing."""

    def on_mount(self) -> None:
        self._sharing = SketchSharing()
        self.set_interval(SHARE_EVERY_S, self._share)

    def action_runs(self) -> None:
        """Training runs."""
        self.canvas.lift_pen()
        self.app.push_screen(RunsScreen(self.services, self._follow, self.draw_with))

    def draw_with(self, run: RunLine, tell: Tell) -> None:
        """Take a run's weights as they are now, and let them draw the open sketch, whichever screen is shown then."""
        self._tell_all(self.texts("runs.taking", name=clean(run.name)), TAKING_LASTS_S, tell)
        self.run_worker(self._take_weights(run, tell), group="weights", exclusive=True)

    async def _take_weights(self, run: RunLine, tell: Tell) -> None:
        services = self.services
        try:
            taken = await in_background(lambda: services.runs.weights(run.path, services.weights))
        except StudioError as fault:
            self._tell_all(in_one_line(fault), NEWS_LAST_S, tell)
            return
        self._tell_all(self._use_weights(run, taken), NEWS_LAST_S, tell)

    def _use_weights(self, run: RunLine, taken: Taken) -> str:
        """Draw with them, as the generator, or behind it where they take pictures; says what draws now."""
        card = taken.card
        spec = self.installed.get(card.generator)
        if spec is None or spec.output != "picture":
            return self.texts("runs.draws_nothing", name=clean(run.name), generator=card.generator)
        if spec.input == "labels":
            self.desk.use_generator(spec, card.sha256)
        else:
            step = Step(spec.id, weights=card.sha256, domain=card.domains[0] if card.domains else None)
            others = tuple(one for one in self.desk.sketch.chain[1:] if one.generator != spec.id)
            self.desk.set_chain((*others, step))
        self.asked()
        generator = clean(self.texts.either(spec.en, spec.zh))
        return self.texts("runs.drawing_with", generator=generator, weights=card.name, batch=taken.batch)

    def _tell_all(self, news: str, seconds: float, tell: Tell) -> None:
        """Tell here, and on the screen of runs if it is still shown."""
        self.say("runs.news", seconds=seconds, news=news)
        tell(news, seconds)

    def _follow(self, run: RunLine) -> None:
        if run.takes_sketches:
            self._sharing.follow(run.path)

    def _share(self) -> None:
        if not self.desk.is_drawing and (job := self._sharing.job(self.desk.labels, self.desk.version)):
            self.run_worker(self._share_in_thread(job), group="share")

    async def _share_in_thread(self, job: Callable[[], bool]) -> None:
        try:
            is_there = await asyncio.to_thread(job)
        except (OSError, StudioError):  # a run that may only be read: it goes without the sketch
            is_there = False
        if not is_there:
            self._sharing.end()
