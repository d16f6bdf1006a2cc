"""A change on trial: it is on the canvas already, and one key keeps it, another takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from studio.locale import Texts
from studio.tui.screens.left_once import LeftOnce
from studio.tui.widgets.parts import Part, Parts

Change = Callable[[str], None]
"""Hears of a key that asks for another version of the change."""


class Trial(LeftOnce[bool], ModalScreen[bool]):
    """Answers whether the change is kept. `versions` are keys and the texts that tell what they change."""

    explains = "explain.trial"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", show=False),
        Binding("escape,u,q", "answer(False)", show=False),
    ]
    DEFAULT_CSS = """
    Trial {
        background: transparent;
        & > Parts { dock: bottom; background: $surface; }
    }
    """

    def __init__(self, texts: Texts, title: str, versions: dict[str, str], change: Change) -> None:
        super().__init__()
        self._texts, self._title_text = texts, title
        self._versions, self._change = versions, change

    def compose(self) -> ComposeResult:
        yield Parts()

    def on_mount(self) -> None:
        parts = [Part(f" {self._title_text}  ", "strong")]
        parts += [Part(f"Enter {self._texts('trial.keep')}", "chosen", "answer(True)"), Part("  ")]
        parts += [Part(f"Esc {self._texts('trial.back')}", "chosen", "answer(False)"), Part("  ")]
        for key, text in self._versions.items():
            parts += [Part(f"{key} {self._texts(text)}", "quiet", f"change('{key}')"), Part("  ")]
        self.query_one(Parts).put(parts)

    def on_key(self, event: events.Key) -> None:
        if event.character in self._versions:
            event.stop()
            self._change(event.character or "")

    def action_answer(self, kept: bool) -> None:
        """Keep the change, or take it back."""
        self.dismiss(kept)

    def action_change(self, key: str) -> None:
        """Another version of the change."""
        self._change(key)
