"""Settings, each declared once: the file, the environment variable and the line in the dialog are made from it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from studio.sketch.atomic import write_atomically

FILE_NAME = "settings.toml"
AUTO = "auto"


def _choice(variable: str, *values: str) -> str:
    default: str = field(default=values[0], metadata={"variable": variable, "values": values})
    return default


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person wants the studio to be like. Environment variables go before the file.

    language: of everything on the screen. theme: colours around the drawing. colours: how many the terminal shows
    (from the next start on). ascii: nothing but ASCII on the screen, for fonts and terminals that have no more.
    tour: whether the first steps are shown at the next start.
    """

    language: str = _choice("STUDIO_LANG", AUTO, "en", "zh")
    theme: str = _choice("STUDIO_THEME", "studio", "studio-light", "studio-contrast")
    colours: str = _choice("STUDIO_COLOURS", AUTO, "truecolor", "256", "16", "none")
    ascii: str = _choice("STUDIO_ASCII", AUTO, "yes", "no")
    tour: str = _choice("STUDIO_TOUR", "yes", "no")

    @property
    def is_ascii_only(self) -> bool:
        """Whether nothing but ASCII may go to the screen: as wished, or where the locale knows no more."""
        if self.ascii == AUTO:
            encoding = (os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "").lower()
            return encoding in ("c", "posix") or ("." in encoding and "utf" not in encoding)
        return self.ascii == "yes"


def values_of(name: str) -> tuple[str, ...]:
    """What a setting may be, its default first."""
    found: tuple[str, ...] = next(one.metadata["values"] for one in fields(Settings) if one.name == name)
    return found


def names() -> list[str]:
    """Every setting."""
    return [one.name for one in fields(Settings)]


def config_folder() -> Path:
    """Where settings and keys are written down."""
    import platformdirs

    return Path(platformdirs.user_config_dir("sketch-studio", appauthor=False))


def load_settings(folder: Path, environment: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """The settings of a folder's file and of the environment, and the names of those that made no sense."""
    try:
        written = tomllib.loads((folder / FILE_NAME).read_text("utf-8"))
    except FileNotFoundError:
        written = {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return _with(environment, {}, [FILE_NAME])
    unknown = [name for name in written if name not in names()]
    return _with(environment, written, unknown)


def save_settings(folder: Path, settings: Settings) -> None:
    """Write what differs from the defaults; OSError where that can't be done."""
    lines = [
        f'{one.name} = "{getattr(settings, one.name)}"\n'
        for one in fields(Settings)
        if getattr(settings, one.name) != one.default
    ]
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / FILE_NAME, "".join(lines).encode())


def _with(
    environment: Mapping[str, str], written: Mapping[str, object], wrong: list[str]
) -> tuple[Settings, list[str]]:
    settings = Settings()
    for one in fields(Settings):
        wishes = (environment.get(one.metadata["variable"]), written.get(one.name))
        for wish in (wish for wish in wishes if wish is not None):
            if wish in one.metadata["values"]:
                settings = replace(settings, **{one.name: str(wish)})
                break
            wrong.append(one.name)
    return settings, wrong
