"""What a person has chosen: settings and keys, read when the studio starts, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import COLOR_SYSTEMS, Console

from studio.locale import Texts, language_of
from studio.tui.key_file import KeyWarning, load_keys
from studio.tui.keymap import ALL_KEYS, Key
from studio.tui.settings import AUTO, Settings, load_settings, save_settings

_RICH_COLOURS = {"truecolor": "truecolor", "256": "256", "16": "standard"}


@dataclass
class Preferences:
    """`folder` is where they are written, None where nothing is; `wrong` names settings that made no sense."""

    settings: Settings = field(default_factory=Settings)
    keys: tuple[Key, ...] = ALL_KEYS
    folder: Path | None = None
    wrong: list[str] = field(default_factory=list)
    key_warnings: list[KeyWarning] = field(default_factory=list)
    environment: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, environment: Mapping[str, str]) -> Preferences:
        """Those of a folder and an environment."""
        settings, wrong = load_settings(folder, environment)
        keys, warnings = load_keys(folder)
        return cls(settings, keys, folder, wrong, warnings, environment)

    @property
    def texts(self) -> Texts:
        """The words in the language that is wished; ASCII has no Chinese."""
        language = self.settings.language
        if self.settings.is_ascii_only:
            language = "en"
        return Texts(language_of(self.environment) if language == AUTO else language)

    def change(self, settings: Settings) -> None:
        """Take other settings, and write them down; OSError where that can't be done."""
        self.settings = settings
        if self.folder is not None:
            save_settings(self.folder, settings)

    def limit_colours(self, console: Console) -> None:
        """Let the application's console show no more colours than are wished."""
        wish = self.settings.colours
        if wish in _RICH_COLOURS:
            console._color_system = COLOR_SYSTEMS[_RICH_COLOURS[wish]]
