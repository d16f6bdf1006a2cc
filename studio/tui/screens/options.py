"""A dialog made from what a generator declares: one line per option, changed with the arrows, seen at once."""

from __future__ import annotations

from collections.abc import Callable

from studio.generators.specs import Generator, Option, OptionValue
from studio.locale import Texts
from studio.tui.screens.values_dialog import ValuesDialog

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


class OptionsDialog(ValuesDialog):
    """Shows and changes the options of a generator; `change` hears of every change at once."""

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
        self._options = {option.name: option for option in generator.options}
        super().__init__(title, texts("options.keys"), list(self._options))
        self._values = values
        self._change = change
        self._texts = texts

    def in_words(self, name: str) -> tuple[str, str]:
        option, value = self._options[name], self._values[name]
        if isinstance(value, bool):
            shown = self._texts("option.yes" if value else "option.no")
        else:
            shown = self._texts.value(str(value))
        return self._texts.either(option.en, option.zh), shown

    def step(self, name: str, steps: int) -> None:
        value = next_value(self._options[name], self._values[name], steps)
        self._values[name] = value
        self._change(name, value)
