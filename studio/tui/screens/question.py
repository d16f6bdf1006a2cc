"""A question in one line at the foot of the screen, answered by one key."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from studio.terminal.safe_text import clean
from studio.tui.screens.left_once import LeftOnce


class Question(LeftOnce[str], ModalScreen[str]):
    """Answers with the key pressed, one of `keys`; Esc answers with nothing."""

    explains = "explain.question"
    DEFAULT_CSS = """
    Question {
        background: transparent;
        & > Static { dock: bottom; height: auto; padding: 0 1; background: $warning; color: $background; }
    }
    """

    def __init__(self, text: str, keys: str) -> None:
        super().__init__()
        self._text = text
        self._keys = keys

    def compose(self) -> ComposeResult:
        yield Static(Text(clean(self._text)))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in self._keys:
            self.dismiss(event.key)
