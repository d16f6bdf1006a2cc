"""Files that are whole as soon as they have their name: a writer can be killed at any time and go on later."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def write_png(path: Path, pixels: NDArray[np.uint8], palette: NDArray[np.uint8] | None = None) -> None:
    """Write a PNG: RGB for H×W×3; for H×W grey, or indexed where a palette, uint8 (256, 3), is given."""
    image = Image.fromarray(pixels)
    if palette is not None:
        image.putpalette(palette.tobytes())
    part = path.with_name(f".{path.stem}.{os.getpid()}.part")
    image.save(part, "PNG", compress_level=4)
    part.replace(path)


def replace_text(path: Path, text: str) -> None:
    """Write a small text file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def is_leftover(path: Path) -> bool:
    """Whether a file is what a killed writer left before it got its name."""
    return path.name.startswith(".") and path.name.endswith(".part")


def file_name(index: int) -> str:
    """The name, without its ending, of a data set's file number `index`."""
    return f"{index:06d}"
