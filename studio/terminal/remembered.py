"""What terminals were found to be, by where they stand: the next start over the same line needs not wait."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from studio.terminal.facts import Graphics, TerminalFacts

MOST = 40
"""How many terminals are remembered; the one that was not seen for longest is forgotten first."""

FILE_NAME = "terminals.json"
_NAMES = ("TERM", "TERM_PROGRAM", "LC_TERMINAL", "COLORTERM")


def usual_file() -> Path:
    """Where a person's terminals are remembered."""
    import platformdirs

    return Path(platformdirs.user_state_dir("sketch-studio", appauthor=False)) / FILE_NAME


def place_of(environment: Mapping[str, str]) -> str:
    """What tells one terminal from another before it has answered: the host that it is on, and what it calls itself."""
    host = environment.get("SSH_CONNECTION", "").partition(" ")[0] or "here"
    around = "tmux" if environment.get("TMUX") else ""
    return "|".join([host, around, *(environment.get(name, "") for name in _NAMES)])


class TerminalMemory:
    """A file of terminals. One that can't be read or written is as good as an empty one."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def facts(self, place: str) -> TerminalFacts | None:
        """What was found at `place`, None where nothing is remembered."""
        return TerminalFacts.from_json(self._entry(place).get("facts"))

    def graphics(self, place: str) -> Graphics | None:
        """The way of showing pictures that somebody chose at `place`, None where nobody did."""
        chosen = self._entry(place).get("graphics")
        return Graphics(chosen) if chosen in {mode.value for mode in Graphics} else None

    def found(self, place: str, facts: TerminalFacts) -> None:
        """Remember what was found."""
        self._write(place, facts=facts.to_json())

    def chose(self, place: str, graphics: Graphics | None) -> None:
        """Remember what was chosen; None leaves it to what is found."""
        self._write(place, graphics=graphics.value if graphics else None)

    def _entry(self, place: str) -> dict[str, object]:
        entry = self._read().get(place)
        return entry if isinstance(entry, dict) else {}

    def _read(self) -> dict[str, object]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _write(self, place: str, **values: object) -> None:
        known = self._read()
        known[place] = {**self._entry(place), **values}
        known = {place: known.pop(place), **known}
        newest = dict(list(known.items())[:MOST])
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._file.with_suffix(".new")
            temporary.write_text(json.dumps(newest, indent=1), encoding="utf-8")
            temporary.replace(self._file)
