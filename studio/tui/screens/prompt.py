"""A dialog that asks for one line of text, and stays open until it is one that can be used."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from studio.terminal.safe_text import clean
from studio.tui.screens.dialog import Dialog, QuietInput

Accept = Callable[[str], str | None]
"""Takes the line; returns what is wrong with it, or None when it did what was asked."""


LONGEST_LINE = 1024
LONGEST_FAULT = 300


class Prompt(Dialog[str]):
    """Asks for a line; `accept` uses it or says what is wrong."""

    def __init__(
        self,
        title: str,
        hint: str,
        accept: Accept,
        *,
        value: str = "",
        placeholder: str = "",
        explains: str = "explain.prompt",
    ) -> None:
        super().__init__(title, hint)
        self.explains = explains
        self._accept = accept
        self._value = value
        self._placeholder = placeholder

    def content(self) -> list[Widget]:
        return [
            QuietInput(self._value, placeholder=self._placeholder, max_length=LONGEST_LINE),
            Static("", id="fault", markup=False),
        ]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        fault = self._accept(value.replace("\0", "")) if value else ""
        if fault is None:
            self.dismiss(value)
        else:
            self.query_one("#fault", Static).update(Text(_short(clean(fault))))

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#fault", Static).update("")


def _short(text: str) -> str:
    """The text with so much left out of its middle, where a path is long, that it fits into the box."""
    half = LONGEST_FAULT // 2
    return text if len(text) <= LONGEST_FAULT else f"{text[:half]}…{text[-half:]}"
