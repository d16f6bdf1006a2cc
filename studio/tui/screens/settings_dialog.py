"""All settings, made from where they are declared; a change is seen at once, or told to come with the next start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studio.locale import Texts
from studio.tui.screens.dialog import Dialog
from studio.tui.settings import Settings, names, values_of


class SettingsDialog(Dialog[None]):
    """Shows and changes settings; `change` hears of every change at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", show=False),
        Binding("right,enter,space", "change(1)", show=False, priority=True),
    ]

    def __init__(self, settings: Settings, texts: Texts, change: Callable[[Settings], None], where: str) -> None:
        super().__init__(texts("settings.title"), texts("settings.keys", path=where))
        self._settings, self._texts, self._change = settings, texts, change

    def content(self) -> list[Widget]:
        return [OptionList(*(Option(self._line(name), id=name) for name in names()))]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_change(1)

    def action_change(self, steps: int) -> None:
        """Change the setting under the bar."""
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return
        name = names()[listed.highlighted]
        values = values_of(name)
        place = values.index(getattr(self._settings, name))
        self._settings = replace(self._settings, **{name: values[(place + steps) % len(values)]})
        listed.replace_option_prompt(name, self._line(name))
        self._change(self._settings)

    def _line(self, name: str) -> Text:
        value = self._texts.value(str(getattr(self._settings, name)))
        return Text.assemble(self._texts(f"settings.{name}"), "   ‹ ", (value, "bold"), " ›")
