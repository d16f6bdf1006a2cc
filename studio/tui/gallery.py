"""Samples to begin with: the sketches that come with the studio."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import studio
from studio.sketch.document import OptionValue

INDEX = "sketches.json"


@dataclass(frozen=True)
class Sample:
    """A sketch, what it is called in both languages, and the look that suits it."""

    path: Path
    en: str
    zh: str
    options: Mapping[str, OptionValue] = field(default_factory=dict)


def samples() -> list[Sample]:
    """The sketches that come along: beside the package where it is installed, in the examples of a clone."""
    package = Path(studio.__file__).parent
    for folder in (package / "samples", package.parent / "examples" / "sketches"):
        if (folder / INDEX).is_file():
            listed = json.loads((folder / INDEX).read_text("utf-8"))
            return [Sample(folder / one["file"], one["en"], one["zh"], one["options"]) for one in listed]
    return []
