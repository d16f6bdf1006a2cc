"""A picker of stamps, with a view of the one that the bar stands on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

import numpy as np
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, Static

from studio.drawing.clipping import Clipping
from studio.errors import StudioError
from studio.labels import LabelMap
from studio.locale import Texts
from studio.terminal.safe_text import clean
from studio.tui.screens.dialog import QuietInput
from studio.tui.screens.picker import Choice, Picker
from studio.tui.widgets.map_view import MapView

NOTHING: LabelMap = np.zeros((1, 1), np.uint8)


class StampPicker(Picker):
    """Answers with the id of what was picked; `look` opens it, None where there is nothing to be seen.

    remove: deletes one of those in `own` for good, which takes two presses.
    """

    explains = "explain.stamps"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "remove", show=False)]
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
        choices: Sequence[Choice],
        look: Callable[[str], Clipping | None],
        remove: Callable[[str], None],
        texts: Texts,
        *,
        own: Collection[str],
        chosen: str,
    ) -> None:
        super().__init__(
            texts("stamps.title"), texts("stamps.keys"), choices, chosen=chosen, placeholder=texts("find.placeholder")
        )
        self._look, self._remove, self._texts, self._own = look, remove, texts, own
        self._seen, self._doomed = "", ""

    def content(self) -> list[Widget]:
        shown = Horizontal(OptionList(), MapView(NOTHING))
        return [QuietInput(placeholder=self._placeholder), shown, Static("", id="fault", markup=False)]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the stamp that the bar stands on."""
        fault, seen = "", None
        self._seen, self._doomed = event.option.id or "", ""
        if self._seen in self._own:
            fault = self._texts("stamps.remove")
        try:
            seen = self._look(self._seen)
        except StudioError as error:
            fault = f"{error}. {fault}"
        self.query_one(MapView).show(
            NOTHING if seen is None else np.where(seen.inside, seen.labels, 0).astype(np.uint8)
        )
        self._tell(fault)

    async def on_click(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.id == "fault":
            self.action_remove()

    def action_remove(self) -> None:
        """Delete a stamp of one's own; asks for a second press first."""
        if self._seen not in self._own:
            return
        if self._doomed != self._seen:
            self._doomed = self._seen
            self._tell(self._texts("stamps.remove_again"))
            return
        try:
            self._remove(self._seen)
        except StudioError as error:
            self._tell(str(error))
            return
        self._choices = [choice for choice in self._choices if choice.id != self._seen]
        self._list(self.query_one(QuietInput).value)

    def _tell(self, line: str) -> None:
        self.query_one("#fault", Static).update(Text(clean(line)))
