"""The weights that a plugin ships, as their cards describe them; imports no torch."""

from __future__ import annotations

import json
from importlib.resources import files

from studio.generators.specs import Weights


def bundled_weights(package: str, *names: str) -> tuple[Weights, ...]:
    """weights/NAME.safetensors of `package` with its card NAME.json; those whose card is missing are left out."""
    found = []
    for name in names:
        file, card = f"weights/{name}.safetensors", f"weights/{name}.json"
        try:
            sha256 = str(json.loads((files(package) / card).read_text())["sha256"])
        except (OSError, ValueError, KeyError):
            continue
        found.append(Weights(package, file, sha256, card))
    return tuple(found)
