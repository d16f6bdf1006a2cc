"""Earlier states of the drawing, named snapshots and backups of its file, each with a small view of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from studio.errors import StudioError
from studio.locale import Texts
from studio.sketch.document import Sketch
from studio.terminal.safe_text import clean
from studio.tui.screens.dialog import Dialog
from studio.tui.widgets.map_view import MapView


@dataclass(frozen=True)
class Version:
    """One of them: what it is called, when it was, in seconds since 1970, and how its drawing is had."""

    name: str
    time_s: float
    open: Callable[[], Sketch]


class Versions(Dialog[Sketch]):
    """Answers with the drawing that was chosen."""

    explains = "explain.versions"
    DEFAULT_CSS = """
    Versions {
        & > #box { width: 94%; max-width: 110; }
        & Horizontal { height: 16; }
        & OptionList { width: 1fr; height: 100%; max-height: 100%; margin: 0; }
        & MapView { width: 1fr; height: 100%; }
    }
    """

    def __init__(self, versions: Sequence[Version], now: Sketch, texts: Texts) -> None:
        super().__init__(texts("versions.title"), texts("versions.keys"))
        self._versions = versions
        self._now = now
        self._chosen: Sketch | None = None

    def content(self) -> list[Widget]:
        rows = [
            Option(Text(f"{time.strftime('%Y-%m-%d %H:%M', time.localtime(one.time_s))}  {clean(one.name)}"))
            for one in self._versions
        ]
        return [Horizontal(OptionList(*rows), MapView(self._now.labels)), Static("", id="fault", markup=False)]

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the version that the bar stands on."""
        fault, self._chosen = "", None
        try:
            self._chosen = self._versions[event.option_index].open()
            self.query_one(MapView).show(self._chosen.labels)
        except StudioError as error:
            fault = clean(str(error))
        self.query_one("#fault", Static).update(Text(fault))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go back to it."""
        if self._chosen is not None:
            self.dismiss(self._chosen)
