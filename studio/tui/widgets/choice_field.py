"""A field of a form whose value is one of a few: the arrows go through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from studio.terminal.safe_text import clean

_STEPS = {"left": -1, "right": 1, "space": 1}


class ChoiceField(Widget):
    """One line; emits `Changed` when another value is chosen."""

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        field: ChoiceField
        value: str

        @property
        def control(self) -> ChoiceField:
            """The field that changed."""
            return self.field

    can_focus = True
    DEFAULT_CSS = """
    ChoiceField { height: 1; padding: 0 1; background: $surface; }
    ChoiceField:focus { text-style: bold; color: $accent; }
    """

    def __init__(self, values: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values = tuple(values)
        self._place = 0

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._values[self._place]

    def offer(self, values: Sequence[str]) -> None:
        """Other values to choose from; the first one is chosen."""
        self._values, self._place = tuple(values), 0
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        # No bindings: those ask who has the focus by now, and what is typed ahead would reach another field.
        if event.key in _STEPS:
            event.stop()
            self.step(_STEPS[event.key])

    def step(self, steps: int) -> None:
        """Choose the value after or before this one."""
        self._place = (self._place + steps) % len(self._values)
        self.refresh()
        self.post_message(self.Changed(self, self.value))

    def on_click(self, event: events.Click) -> None:
        self.step(1)

    def render(self) -> Text:
        """The value between two arrows."""
        return Text(f"‹ {clean(self.value)} ›")
