"""Which of the plugins found may be used: all but those that are off, or fewer where the environment says so."""

from __future__ import annotations

import os

from studio.generators.settings import PluginSettings, read_settings
from studio.generators.sources import Source

NAMES_VARIABLE = "STUDIO_PLUGINS"
"""Names of the only plugins to use, with commas, beside the bundled ones; set and empty (`--safe`): none."""


class Selection:
    """Decides by names alone; nothing is imported. Child processes decide alike, from the same places."""

    def __init__(self, settings: PluginSettings | None = None) -> None:
        self._settings = settings or read_settings()
        named = os.environ.get(NAMES_VARIABLE)
        self._names = None if named is None else {name.strip() for name in named.split(",") if name.strip()}

    def why_off(self, source: Source) -> str:
        """Why a plugin is not used, in a few words; "" for one that is. The bundled ones are always used."""
        if source.is_ours:
            return ""
        if self._settings.damaged:
            return self._settings.damaged
        if source.name in self._settings.disabled:
            return "disabled"
        if self._names is not None and source.name not in self._names:
            return f"not in {NAMES_VARIABLE}" if self._names else "safe mode"
        return ""
