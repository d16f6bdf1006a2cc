"""A picker of stamps, with a view of the one that the bar stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, Static

from studio.drawing.clipping import Clipping
from studio.errors import StudioError
from studio.labels import LabelMap
from studio.terminal.safe_text import clean
from studio.tui.screens.dialog import QuietInput
from studio.tui.screens.picker import Choice, Picker
from studio.tui.widgets.map_view import MapView

NOTHING: LabelMap = np.zeros((1, 1), np.uint8)


class StampPicker(Picker):
    """Answers with the id of what was picked; `look` opens it, None where there is nothing to be seen."""

    explains = "explain.stamps"
    DEFAULT_CSS = """
    StampPicker {
        & > #box { width: 76; padding: 0 2; }
        & Horizontal { height: 45vh; margin-top: 1; }
        & OptionList { width: 1fr; height: 100%; margin: 0; }
        & MapView { width: 1fr; height: 100%; margin-left: 2; }
    }
    """

    def __init__(
        self,
        title: str,
        hint: str,
        choices: Sequence[Choice],
        look: Callable[[str], Clipping | None],
        *,
        chosen: str,
        placeholder: str,
    ) -> None:
        super().__init__(title, hint, choices, chosen=chosen, placeholder=placeholder)
        self._look = look

    def content(self) -> list[Widget]:
        shown = Horizontal(OptionList(), MapView(NOTHING))
        return [QuietInput(placeholder=self._placeholder), shown, Static("", id="fault", markup=False)]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the stamp that the bar stands on."""
        fault, seen = "", None
        try:
            seen = self._look(event.option.id or "")
        except StudioError as error:
            fault = clean(str(error))
        self.query_one(MapView).show(
            NOTHING if seen is None else np.where(seen.inside, seen.labels, 0).astype(np.uint8)
        )
        self.query_one("#fault", Static).update(Text(fault))
