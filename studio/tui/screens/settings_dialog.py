"""All settings, made from where they are declared; a change is seen at once, or told to come with the next start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from studio.locale import Texts
from studio.tui.screens.values_dialog import ValuesDialog
from studio.tui.settings import Settings, names, values_of


class SettingsDialog(ValuesDialog):
    """Shows and changes settings; `change` hears of every change at once."""

    def __init__(self, settings: Settings, texts: Texts, change: Callable[[Settings], None], where: str) -> None:
        super().__init__(texts("settings.title"), texts("settings.keys", path=where), names())
        self._settings, self._texts, self._change = settings, texts, change

    def in_words(self, name: str) -> tuple[str, str]:
        return self._texts(f"settings.{name}"), self._texts.value(str(getattr(self._settings, name)))

    def step(self, name: str, steps: int) -> None:
        values = values_of(name)
        place = values.index(getattr(self._settings, name))
        self._settings = replace(self._settings, **{name: values[(place + steps) % len(values)]})
        self._change(self._settings)
