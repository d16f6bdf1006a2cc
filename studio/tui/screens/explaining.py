"""F1 in a dialog: what it is for, and its keys. Each screen says by `explains` which text tells that."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.text import Text
from textual.screen import Screen

from studio.locale import Texts
from studio.tui.screens.page import Page


@runtime_checkable
class Explained(Protocol):
    """What F1 explains; the text of that key begins with a line that is its title."""

    explains: str


def explanation(screen: Screen[object], texts: Texts) -> Page | None:
    """A page about a screen; None where that is a page to read itself."""
    if not isinstance(screen, Explained):
        return None
    title, _, body = texts(screen.explains).partition("\n")
    return Page(Text.assemble((title, "bold"), f"\n\n{body}\n\n", (texts("help.close"), "dim")))
