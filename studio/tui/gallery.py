"""Samples to begin with: the sketches that come with the studio, and scenes that it composes."""

from __future__ import annotations

from pathlib import Path

import studio


def sample_sketches() -> list[Path]:
    """The sketches that come along: beside the package where it is installed, in the examples of a clone."""
    package = Path(studio.__file__).parent
    for folder in (package / "samples", package.parent / "examples" / "sketches"):
        if folder.is_dir():
            return sorted(folder.glob("*.png"))
    return []
