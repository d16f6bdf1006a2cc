"""What can be done with the picture under the labels; how much of it is seen changes while one looks on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studio.locale import Texts
from studio.tui.screens.dialog import Dialog

STRENGTHS = (0, 25, 50, 75)
"""How much of the reference shines through the labels, in percent."""


def next_strength(percent: int, steps: int = 1) -> int:
    """The strength `steps` after this one; they go round."""
    nearest = min(STRENGTHS, key=lambda one: abs(one - percent))
    return STRENGTHS[(STRENGTHS.index(nearest) + steps) % len(STRENGTHS)]


class ReferenceMenu(Dialog[str]):
    """Answers with what to do: `read` its labels, `open` another one, `remove` it.

    `change` hears of every strength at once.
    """

    explains = "explain.reference"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", show=False),
        Binding("right,space", "change(1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ReferenceMenu {
        align: right middle;
        & > #box { width: 46; max-width: 55%; padding: 0 1; }
    }
    """

    def __init__(self, percent: int, texts: Texts, change: Callable[[int], None]) -> None:
        super().__init__(texts("reference.title"), texts("reference.keys"))
        self._percent, self._texts, self._change = percent, texts, change

    def content(self) -> list[Widget]:
        lines = [Option(self._strength(), id="strength")]
        lines += [Option(self._texts(f"reference.{answer}"), id=answer) for answer in ("read", "open", "remove")]
        return [OptionList(*lines)]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "strength":
            self.action_change(1)
        else:
            self.dismiss(event.option.id)

    def action_change(self, steps: int) -> None:
        """Let more of the picture be seen, or less."""
        self._percent = next_strength(self._percent, steps)
        self.query_one(OptionList).replace_option_prompt("strength", self._strength())
        self._change(self._percent)

    def _strength(self) -> str:
        return self._texts("reference.strength", percent=self._percent)
