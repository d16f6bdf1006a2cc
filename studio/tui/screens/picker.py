"""A dialog that lets one of several things be found by typing a part of its name, or be walked to with the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from studio.tui.screens.dialog import Dialog, QuietInput


@dataclass(frozen=True)
class Choice:
    """Something to pick: its id, how it is written, and the lower-case words by which it is found."""

    id: str
    line: Text
    words: str


def matching(choices: Sequence[Choice], wanted: str) -> list[Choice]:
    """The choices with `wanted` in their words; those with a word that begins so come first."""
    wanted = wanted.strip().lower()
    found = [choice for choice in choices if wanted in choice.words]
    return sorted(found, key=lambda choice: not any(word.startswith(wanted) for word in choice.words.split()))


class Picker(Dialog[str]):
    """Answers with the id of what was picked."""

    explains = "explain.picker"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "walk('cursor_down')", show=False),
        Binding("up", "walk('cursor_up')", show=False),
    ]

    def __init__(self, title: str, hint: str, choices: Sequence[Choice], *, chosen: str, placeholder: str = "") -> None:
        super().__init__(title, hint)
        self._choices = choices
        self._chosen = chosen
        self._placeholder = placeholder

    def content(self) -> list[Widget]:
        return [QuietInput(placeholder=self._placeholder), OptionList()]

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_walk(self, action: str) -> None:
        """Move the bar up or down."""
        getattr(self.query_one(OptionList), f"action_{action}")()

    def _list(self, wanted: str) -> None:
        found = matching(self._choices, wanted)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(choice.line, id=choice.id) for choice in found])
        if found:
            ids = [choice.id for choice in found]
            listed.highlighted = ids.index(self._chosen) if not wanted and self._chosen in ids else 0
