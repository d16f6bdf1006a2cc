"""A page to read: a box of text over the drawing, which scrolls where the screen is short."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from studio.tui.screens.left_once import LeftOnce


class Page(LeftOnce[None], ModalScreen[None]):
    """Shows a text until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,f5,q,question_mark,enter", "leave", show=False)]
    DEFAULT_CSS = """
    Page {
        align: center middle; background: transparent;
        & > VerticalScroll {
            width: 86; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $panel; border: round $primary; scrollbar-size-vertical: 1;
        }
        & Static { height: auto; }
    }
    """

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._text)

    def action_leave(self) -> None:
        """Close the page."""
        self.dismiss()

    def on_click(self) -> None:
        """A click closes it too."""
        self.dismiss()
