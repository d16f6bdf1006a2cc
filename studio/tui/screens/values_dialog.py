"""A dialog of names and values: one line each, changed with the arrows, seen at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from studio.terminal.safe_text import clean
from studio.tui.screens.dialog import Dialog


class ValuesDialog(Dialog[None]):
    """Shows what `names` lists; subclasses say how each is written, and what another value of it does."""

    explains = "explain.values"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", show=False),
        Binding("right,enter,space", "change(1)", show=False, priority=True),
    ]

    def __init__(self, title: str, hint: str, names: Sequence[str]) -> None:
        super().__init__(title, hint)
        self._names = names

    def in_words(self, name: str) -> tuple[str, str]:
        """What a name is called, and its value as it is now."""
        raise NotImplementedError

    def step(self, name: str, steps: int) -> None:
        """Take the value `steps` after (or, negative, before) the present one."""
        raise NotImplementedError

    def content(self) -> list[Widget]:
        return [OptionList(*(Line(self._line(name), id=name) for name in self._names))]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_change(1)

    def action_change(self, steps: int) -> None:
        """Change the value under the bar."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            name = self._names[listed.highlighted]
            self.step(name, steps)
            listed.replace_option_prompt(name, self._line(name))

    def _line(self, name: str) -> Text:
        title, value = self.in_words(name)
        return Text.assemble(clean(title), "   ‹ ", (clean(value), "bold"), " ›")
