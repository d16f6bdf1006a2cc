"""All keys, from the table that the bindings are made from."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from studio.locale import Texts
from studio.tui.keymap import Key, help_rows

KEYS_WIDTH = 15


class HelpScreen(ModalScreen[None]):
    """The keys by group; scrolls where the screen is short."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,question_mark,enter", "leave", show=False)]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 74; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $panel; border: round $primary; scrollbar-size-vertical: 1;
        }
        & Static { height: auto; }
    }
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            text = Text(f"{self._texts('help.about')}   {self._texts('help.close')}\n", style="dim")
            for group, keys in help_rows().items():
                text.append_text(self._group(group, keys)).append("\n")
            yield Static(text)

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()

    def _group(self, group: str, keys: list[Key]) -> Text:
        lines = Text.assemble("\n", (self._texts(group), "bold not dim"))
        for key in keys:
            spaces = " " * max(1, KEYS_WIDTH - cell_len(key.shown))
            lines.append_text(
                Text.assemble((f"\n{key.shown}{spaces}", "bold not dim"), (self._texts(key.text), "not dim"))
            )
        return lines
