"""What all dialogs have in common: a quiet box over the drawing, which stays visible, and Esc goes back."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from studio.terminal.safe_text import clean
from studio.tui.screens.left_once import LeftOnce

Answer = TypeVar("Answer")


class QuietInput(Input):
    """A line to type in whose cursor stands still: a blinking one would keep a slow line busy."""

    def on_mount(self) -> None:
        self.cursor_blink = False


class Dialog(LeftOnce[Answer], ModalScreen[Answer]):
    """A titled box with a hint below; subclasses put their widgets between both.

    explains: the text that F1 shows, and a click on title or hint.
    """

    explains = "explain.prompt"

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "back")]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: transparent;
        & > #box {
            width: 64;
            max-width: 94%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
            border: round $primary;
        }
        & #title { text-style: bold; margin-bottom: 1; }
        & #hint { color: $text-muted; margin-top: 1; }
        & #fault { color: $warning; }
        & Input, & Input:focus { border: none; height: 1; padding: 0 1; background: $surface; }
        & OptionList, & OptionList:focus { border: none; background: $panel; }
        & OptionList { height: auto; max-height: 14; padding: 0; margin-top: 1; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title_text = title
        self._hint = hint

    def content(self) -> list[Widget]:
        """What stands in the box."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Text(clean(self._title_text)), id="title")
            yield from self.content()
            yield Static(Text(self._hint), id="hint")

    async def on_click(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.id in ("title", "hint"):
            await self.run_action("app.explain")

    def action_leave(self) -> None:
        """Back, with nothing chosen."""
        self.dismiss(None)
