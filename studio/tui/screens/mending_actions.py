"""Help for the untrained hand: naturalise and lint, each on trial before it is kept."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from studio.drawing.area import NOWHERE
from studio.drawing.lint import Finding, Mend
from studio.labels import LabelMap
from studio.tui.screens.drawing_actions import DrawingActions
from studio.tui.screens.lint_dialog import LintDialog
from studio.tui.screens.trial import Trial

STRENGTHS = (0.25, 0.5, 0.75, 1.0, 1.4, 2.0)
_FIRST_STRENGTH = STRENGTHS.index(1.0)
_SEEDS = 2**31


class MendingActions(DrawingActions):
    """The keys that make a sketch more like the scenes that networks know."""

    def action_naturalise(self) -> None:
        """Let straight and blocky borders become such as nature has, as seen before it is kept."""
        self.put_pen_away()
        drawn = self.desk.labels.copy()
        asked = {"seed": random.randrange(_SEEDS), "strength": _FIRST_STRENGTH}

        def version(key: str) -> None:
            if key == "n":
                asked["seed"] = random.randrange(_SEEDS)
            else:
                step = 1 if key == "+" else -1
                asked["strength"] = min(max(asked["strength"] + step, 0), len(STRENGTHS) - 1)
            show()

        def show() -> None:
            seed, strength = asked["seed"], STRENGTHS[asked["strength"]]
            self._try(lambda: _naturalised(drawn, seed, strength), "naturalise")

        versions = {"n": "trial.another", "+": "trial.stronger", "-": "trial.weaker"}
        self._on_trial("naturalise", versions, version)
        show()

    def action_lint(self) -> None:
        """Tell what in the sketch is unlike a scene, and mend what can be mended."""
        self.put_pen_away()
        self.run_worker(self._look_over(), group="trial", exclusive=True)

    async def _look_over(self) -> None:
        findings = await asyncio.to_thread(linted, self.desk.labels.copy())
        if not findings:
            self.say("lint.fine")
            return

        def answered(place: int | None) -> None:
            self.canvas.outline(NOWHERE)
            mend = None if place is None else findings[place].mend
            if mend is not None:
                self._mend(mend)

        self.app.push_screen(LintDialog(findings, self.texts, self.canvas.outline), answered)

    def _mend(self, mend: Mend) -> None:
        drawn = self.desk.labels.copy()
        self._on_trial("mend", {}, lambda key: None)
        self._try(lambda: mend(drawn), "mend")

    def _on_trial(self, name: str, versions: dict[str, str], version: Callable[[str], None]) -> None:
        def answered(kept: bool | None) -> None:
            self.workers.cancel_group(self, "trial")
            self.drawn(self.desk.finish() if kept else self.desk.cancel())

        self.app.push_screen(Trial(self.texts, self.texts(f"trial.{name}"), versions, version), answered)

    def _try(self, change: Callable[[], LabelMap], name: str) -> None:
        self.run_worker(self._tried(change, name), group="trial", exclusive=True)

    async def _tried(self, change: Callable[[], LabelMap], name: str) -> None:
        labels = await asyncio.to_thread(change)
        self.begin_counting()
        self.drawn(self.desk.try_labels(name, labels))


def _naturalised(labels: LabelMap, seed: int, strength: float) -> LabelMap:
    from studio.drawing.naturalise import naturalise

    return naturalise(labels, seed, strength)


def linted(labels: LabelMap) -> list[Finding]:
    """What is unlike a scene in a map; SciPy is loaded with the first call."""
    from studio.drawing.lint import lint

    return lint(labels)
