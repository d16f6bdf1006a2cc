"""Help: what the part under the pointer is, what the tool in the hand does, and all keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from studio.locale import Texts
from studio.tui.keymap import Key, help_rows
from studio.tui.screens.page import Page

KEYS_WIDTH = 15


class HelpScreen(Page):
    """The focused part first, then the keys by group."""

    def __init__(self, texts: Texts, keys: Sequence[Key], about: Sequence[str] = ()) -> None:
        text = Text(f"{texts('help.about')}   {texts('help.close')}\n", style="dim")
        for paragraph in about:
            text.append_text(Text.assemble("\n", (paragraph, "not dim"), "\n"))
        for group, rows in help_rows(keys).items():
            text.append_text(_group(texts, group, rows)).append("\n")
        super().__init__(text)


def _group(texts: Texts, group: str, keys: Sequence[Key]) -> Text:
    lines = Text.assemble("\n", (texts(group), "bold not dim"))
    for key in keys:
        spaces = " " * max(1, KEYS_WIDTH - cell_len(key.shown))
        lines.append_text(Text.assemble((f"\n{key.shown}{spaces}", "bold not dim"), (texts(key.text), "not dim")))
    return lines
