"""What the user decided about plugins, in one file: which are off, and what was installed from where."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import platformdirs

from studio.errors import InputError, StudioError
from studio.sketch.atomic import write_atomically


@dataclass(frozen=True, slots=True)
class Recorded:
    """An installed distribution of plugins.

    source: what an installer takes to bring back the same thing (a folder, a file, a URL with its hash, name==version).
    code: a hash over its files as they were installed. editable: it runs out of its folder.
    """

    distribution: str
    version: str
    source: str
    code: str
    editable: bool = False


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """Names of plugins that are off, and the recorded set; `damaged` says what is wrong with the file, or ""."""

    disabled: tuple[str, ...] = ()
    installed: tuple[Recorded, ...] = ()
    damaged: str = ""

    def switched(self, name: str, *, on: bool) -> PluginSettings:
        """The settings with a plugin on or off."""
        others = {each for each in self.disabled if each != name}
        return replace(self, disabled=tuple(sorted(others if on else others | {name})))

    def recording(self, new: Recorded) -> PluginSettings:
        """The settings with a distribution recorded, in the place of what was known of it."""
        others = [each for each in self.installed if each.distribution != new.distribution]
        return replace(self, installed=tuple(sorted([*others, new], key=lambda each: each.distribution)))

    def forgetting(self, distribution: str) -> PluginSettings:
        """The settings without a distribution."""
        return replace(self, installed=tuple(each for each in self.installed if each.distribution != distribution))


def settings_file() -> Path:
    """Where the settings lie."""
    return Path(platformdirs.user_config_dir("sketch-studio")) / "plugins.json"


def read_settings() -> PluginSettings:
    """What was decided; nothing where there is no file. A damaged file is told by `damaged`, not raised."""
    file = settings_file()
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        return PluginSettings(
            disabled=tuple(str(name) for name in facts["disabled"]),
            installed=tuple(Recorded(**one) for one in facts["installed"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return PluginSettings()
    except (OSError, ValueError, TypeError, KeyError):
        return PluginSettings(damaged=f"{file} can't be read: mend it or delete it")


def write_settings(settings: PluginSettings) -> None:
    """Keep what was decided; InputError where the file there is damaged, StudioError where it can't be written."""
    file = settings_file()
    if settings.damaged:
        raise InputError(settings.damaged)
    facts = {"disabled": settings.disabled, "installed": [asdict(one) for one in settings.installed]}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, json.dumps(facts, indent=2).encode() + b"\n")
    except OSError as fault:
        raise StudioError(f"{file} can't be written: {fault.strerror or fault}") from fault
