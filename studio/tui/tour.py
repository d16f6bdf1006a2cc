"""The first steps: what to do next stands in the last line until it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.tui.desk import Desk


@dataclass(frozen=True)
class State:
    """What the tour looks at: enough to see that a step was taken."""

    label: int
    tool: str
    steps_done: int
    generator: str
    look: str
    is_saved: bool

    @classmethod
    def of(cls, desk: Desk) -> State:
        """How things stand on a desk."""
        options = str(sorted(desk.step.options.items()))
        return cls(
            desk.label, desk.tool.name, desk.history.steps[0], desk.step.generator, options, desk.path is not None
        )


@dataclass(frozen=True)
class TourStep:
    """A step: the text that asks for it, and what shows that it was taken."""

    text: str
    is_taken: Callable[[State, State], bool]


STEPS = (
    TourStep("tour.label", lambda was, now: now.label != was.label),
    TourStep("tour.stroke", lambda was, now: now.steps_done > was.steps_done),
    TourStep("tour.undo", lambda was, now: now.steps_done < was.steps_done),
    TourStep("tour.tool", lambda was, now: now.tool != was.tool),
    TourStep("tour.look", lambda was, now: now.look != was.look or now.generator != was.generator),
    TourStep("tour.naturalise", lambda was, now: now.steps_done > was.steps_done),
)


class Tour:
    """Where somebody is on the tour; `see` is told how things stand."""

    def __init__(self, state: State) -> None:
        self._place = 0
        self._since = state

    @property
    def is_over(self) -> bool:
        """Whether every step was taken."""
        return self._place >= len(STEPS)

    @property
    def text(self) -> str:
        """The text that asks for the next step."""
        return STEPS[self._place].text

    @property
    def place(self) -> tuple[int, int]:
        """Which step of how many."""
        return self._place + 1, len(STEPS)

    def see(self, state: State) -> bool:
        """How things stand now; whether that took the step."""
        if self.is_over or not STEPS[self._place].is_taken(self._since, state):
            more = state.steps_done > self._since.steps_done
            self._since = state if more and not self.is_over and self.text == "tour.undo" else self._since
            return False
        self._place += 1
        self._since = state
        return True
