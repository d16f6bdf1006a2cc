"""Edge-smoothed copies of a folder of cartoons, under the same names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from studio.errors import InputError
from studio_data.datasets.whole_files import write_png

_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}
_SMALLEST = 3


def smooth_folder(folder: Path, out: Path, *, size: int = 0, progress: Callable[[int, int], None] | None = None) -> int:
    """Write `out`/NAME.png for every picture in `folder` that has none there; returns how many pictures there are.

    size: pictures are first resized to a square of that many pixels, as the reference does; 0 keeps theirs.
    InputError for an empty folder or a picture that can't be read.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES) if folder.is_dir() else []
    if not files:
        raise InputError(f"{folder} holds no pictures" if folder.is_dir() else f"there is no folder {folder}")
    if out.resolve() == folder.resolve():
        raise InputError(f"--out is {out}, where the cartoons are: give another folder")
    out.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(files):
        if progress:
            progress(number, len(files))
        copy = out / f"{path.stem}.png"
        if not copy.exists():
            _smooth(path, copy, size)
    if progress:
        progress(len(files), len(files))
    return len(files)


def _smooth(path: Path, copy: Path, size: int) -> None:
    from studio_data.prepare.edges import smooth_edges

    try:
        with Image.open(path) as image:
            picture = image.convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError) as fault:
        raise InputError(f"{path} can't be read as a picture: {fault}") from fault
    if size:
        picture = picture.resize((size, size), Image.Resampling.BICUBIC)
    if min(picture.size) < _SMALLEST:
        raise InputError(f"{path} is {picture.width}×{picture.height}: too small to have edges")
    write_png(copy, smooth_edges(np.array(picture)))
