"""Are a generator's weight files what its spec says?"""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

from studio.generators.specs import Generator, Weights

_FIRST_BYTES = 8
_LONGEST_HEADER = 100 * 2**20


def weight_faults(spec: Generator) -> list[str]:
    """What is wrong with them, a line each."""
    return [fault for weights in spec.weights if (fault := _fault(weights))]


def _fault(weights: Weights) -> str:
    folder = _package_folder(weights.package)
    if folder is None:
        return f"there is no package {weights.package}"
    file, card = folder / weights.file, folder / weights.card
    if not file.is_file():
        return f"{weights.file} is not in {weights.package}: does the wheel include it?"
    if hashlib.sha256(file.read_bytes()).hexdigest() != weights.sha256:
        return f"{weights.file} has another sha256 than the spec says"
    if not _is_safetensors(file):
        return f"{weights.file} is no safetensors file"
    try:
        json.loads(card.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return f"{weights.card} is no JSON card"
    return ""


def _package_folder(package: str) -> Path | None:
    """Where a package lies; of a dotted name its parents are imported, and nothing else."""
    try:
        found = find_spec(package)
    except (ImportError, ValueError):
        return None
    return Path(found.origin).parent if found and found.origin else None


def _is_safetensors(file: Path) -> bool:
    with file.open("rb") as content:
        length = int.from_bytes(content.read(_FIRST_BYTES), "little")
        if not 2 <= length <= _LONGEST_HEADER:
            return False
        try:
            return isinstance(json.loads(content.read(length)), dict)
        except ValueError:
            return False
