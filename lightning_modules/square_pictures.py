"""Reading the pictures that people own, and bringing them to squares for the recipes that take pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from studio.errors import InputError

Picture = NDArray[np.uint8]
_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}


def pictures_in(folder: Path) -> list[Path]:
    """Every picture directly in `folder`, by name; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)


def pictures_under(folder: Path, names: tuple[str, ...], what: str) -> list[Path]:
    """The pictures of the first of these folders in `folder` that has any; InputError where none has."""
    files = next((files for name in names if (files := pictures_in(folder / name))), [])
    if not files:
        raise InputError(f"{folder} holds no {what}: they are looked for in {', '.join(f'{name}/' for name in names)}")
    return files


def read_rgb(path: Path) -> Picture:
    """uint8 (H, W, 3); InputError where the file can't be read as a picture."""
    try:
        with Image.open(path) as image:
            return np.array(image.convert("RGB"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError) as fault:
        raise InputError(f"{path} can't be read as a picture: {fault}") from fault


def resized(picture: Picture, height: int, width: int, *, smooth: bool = True) -> Picture:
    """At that size: bicubic, or by the nearest pixel."""
    if picture.shape[:2] == (height, width):
        return picture
    how = Image.Resampling.BICUBIC if smooth else Image.Resampling.NEAREST
    return np.array(Image.fromarray(picture).resize((width, height), how))


def middle_square(picture: Picture, side: int = 0) -> Picture:
    """The middle square, `side` pixels wide or as large as it can be."""
    height, width = picture.shape[:2]
    side = min(side or height, height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return picture[top : top + side, left : left + side]


def cut(picture: Picture, corner: tuple[int, int], size: int) -> Picture:
    """The square of `size` pixels from `corner` (row, column) on."""
    top, left = corner
    return picture[top : top + size, left : left + size]


def random_corner(picture: Picture, size: int, chance: np.random.Generator) -> tuple[int, int]:
    """Where a square of `size` pixels may begin."""
    top, left = (int(chance.integers(0, side - size + 1)) for side in picture.shape[:2])
    return top, left


def with_short_side(picture: Picture, side: int) -> Picture:
    """Bicubic, its shorter side `side` pixels, aspect kept."""
    scale = side / min(picture.shape[:2])
    return resized(picture, max(side, round(picture.shape[0] * scale)), max(side, round(picture.shape[1] * scale)))
