"""What the scene reader says of itself as a generator; imports no torch."""

from __future__ import annotations

import json
from importlib.resources import files

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Weights

_FILE, _CARD = "weights/teacher.safetensors", "weights/teacher.json"


def _weights() -> tuple[Weights, ...]:
    """The bundled weights as their card describes them; none where a damaged installation has no card."""
    try:
        card = json.loads((files("studio_reader") / _CARD).read_text())
        return (Weights("studio_reader", _FILE, str(card["sha256"]), _CARD),)
    except (OSError, ValueError, KeyError):
        return ()


@hookimpl
def studio_generators() -> list[Generator]:
    """The reader, which goes the other way: from a picture to its label map."""
    return [
        Generator(
            id="reader",
            en="Scene reader",
            zh="场景识别",
            input="picture",
            output="labels",
            factory="studio_reader.render:load",
            summary="Reads a label map out of a photograph or picture; it has seen only our own world",
            sizes=(128, 256, 512),
            trainer="lightning_modules.run:prepare",
            weights=_weights(),
        )
    ]
