"""What a plugin's installation must leave alone: the studio, torch, Lightning and textual; the rest within range."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import platformdirs

from studio.errors import StudioError
from studio.generators.sources import OUR_DISTRIBUTION
from studio.sketch.atomic import write_atomically

KEPT = (OUR_DISTRIBUTION, "torch", "pytorch-lightning", "textual")


def constraint_lines() -> list[str]:
    """Lines of a constraints file: the versions that are installed now, and the ranges that the studio needs."""
    pinned = {name: line for name in KEPT if (line := _pinned(name))}
    ranges = [text for text in requires(OUR_DISTRIBUTION) or () if ";" not in text]
    return [*pinned.values(), *(text for text in ranges if not any(text.startswith(name) for name in pinned))]


def constraints_file() -> Path:
    """The file with those lines, written anew; StudioError where it can't be."""
    file = Path(platformdirs.user_state_dir("sketch-studio")) / "plugin-constraints.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, "\n".join([*constraint_lines(), ""]).encode())
    except OSError as fault:
        raise StudioError(f"{file} can't be written: {fault.strerror or fault}") from fault
    return file


def _pinned(name: str) -> str:
    try:
        return f"{name}=={version(name)}"
    except PackageNotFoundError:
        return ""
