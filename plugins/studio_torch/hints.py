"""What a checkpoint can't tell about itself, from the caller, from the command line as text, or from `opt.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio_torch.options import options_beside


class Hints:
    """Hints by name: those given come before what `opt.txt` beside the checkpoint says."""

    def __init__(self, path: Path, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
        foreign = sorted(set(given) - set(known))
        if foreign:
            raise InputError(f"{path}: there is no hint {foreign[0]}; there are {', '.join(known) or 'none'}")
        self._path = path
        self._given = given
        self._said = options_beside(path)

    def text(self, name: str, default: str = "", option: str = "") -> str:
        """A hint as text; `option` is what `opt.txt` calls it, where it has another name."""
        given = self._given.get(name)
        return str(given) if given not in (None, "") else self._said.get(option or name) or default

    def integer(self, name: str, default: int) -> int:
        """A hint as a whole number above 0."""
        text = self.text(name, str(default))
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1 << 16):
            raise InputError(f"{self._path}: {name} must be a whole number above 0, not {text}")
        return int(text)

    def ratio(self, name: str, default: float) -> float:
        """A hint as a number from 1/16 to 16."""
        text = self.text(name, str(default))
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not 1 / 16 <= value <= 16:
            raise InputError(f"{self._path}: {name} must be a number from 1/16 to 16, not {text}")
        return value
