"""The weights that StarGAN comes with, as their cards describe them; imports no torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "weights"
_NAMES = ("landscape", "portraits")


@dataclass(frozen=True)
class Bundled:
    """A weight file: its name without ending, its sha256, and what it can be asked for."""

    name: str
    sha256: str
    domains: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where it lies."""
        return FOLDER / f"{self.name}.safetensors"


def bundled() -> tuple[Bundled, ...]:
    """Those that are there with their cards, landscapes first; none before they are trained."""
    return tuple(found for name in _NAMES if (found := _read(name)) is not None and found.path.is_file())


def _read(name: str) -> Bundled | None:
    try:
        card = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        return Bundled(name, str(card["sha256"]), tuple(map(str, card["domains"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
