"""A dialog made from what a generator declares: one line per option, changed with the arrows, seen at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from studio.generators.specs import Generator, Option, OptionValue
from studio.locale import Texts
from studio.terminal.safe_text import clean
from studio.tui.screens.dialog import Dialog

STEPS = 20
"""In how many steps the arrows walk through the range of a number."""


def next_value(option: Option, value: OptionValue, steps: int) -> OptionValue:
    """The value `steps` after (or, negative, before) this one: choices go round, numbers stop at their ends."""
    if option.kind == "choice":
        place = option.choices.index(str(value)) if value in option.choices else 0
        return option.choices[(place + steps) % len(option.choices)]
    if option.kind == "bool":
        return not value
    low = option.low if option.low is not None else float("-inf")
    high = option.high if option.high is not None else float("inf")
    stride = (high - low) / STEPS if option.kind == "float" and high - low < float("inf") else 1
    moved = min(max(float(value) + steps * stride, low), high)
    return round(moved) if option.kind == "int" else round(moved, 4)


class OptionsDialog(Dialog[None]):
    """Shows and changes the options of a generator; `change` hears of every change at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", show=False),
        Binding("right,enter,space", "change(1)", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    OptionsDialog {
        align: left middle;
        & > #box { width: 40; max-width: 50%; padding: 0 1; }
    }
    """

    def __init__(
        self,
        generator: Generator,
        values: dict[str, OptionValue],
        change: Callable[[str, OptionValue], None],
        texts: Texts,
    ) -> None:
        title = texts("options.title", generator=texts.either(generator.en, generator.zh))
        super().__init__(title, texts("options.keys"))
        self._options = generator.options
        self._values = values
        self._change = change
        self._texts = texts

    def content(self) -> list[Widget]:
        return [OptionList(*(Line(self._line(option), id=option.name) for option in self._options))]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_change(1)

    def action_change(self, steps: int) -> None:
        """Change the option under the bar."""
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return
        option = self._options[listed.highlighted]
        value = next_value(option, self._values[option.name], steps)
        self._values[option.name] = value
        listed.replace_option_prompt(option.name, self._line(option))
        self._change(option.name, value)

    def _line(self, option: Option) -> Text:
        value = self._values[option.name]
        if isinstance(value, bool):
            shown = self._texts("option.yes" if value else "option.no")
        else:
            shown = self._texts.value(str(value))
        return Text.assemble(clean(self._texts.either(option.en, option.zh)), "   ‹ ", (clean(shown), "bold"), " ›")
