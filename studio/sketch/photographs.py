"""Photographs and other pictures: whatever a camera or a program wrote, as RGB the right way up."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from studio.errors import InputError
from studio.labels import Picture

Read = TypeVar("Read")

MOST_PIXELS = 1 << 27
_MOST_BYTES = 256 << 20
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM")
_SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I;16N", "I")


class PhotographError(InputError):
    """A file holds a picture of something, where a map of labels was wanted."""


def open_photograph(path: Path) -> Picture:
    """The picture in a file, uint8 (H, W, 3): turned as its EXIF says, its first frame, transparency over white.

    InputError, which begins with the path, where it is no picture, is damaged, or has more than MOST_PIXELS.
    """
    return _naming(path, lambda: photograph(_read(path)))


def check_photograph(path: Path) -> None:
    """InputError, as of `open_photograph`, for what can be told without decoding the whole picture."""
    _naming(path, lambda: _with_image(_read(path), lambda image: None))


def cut_to(picture: Picture, shape: tuple[int, ...]) -> Picture:
    """The middle of a picture, uint8 (h, w, 3), that has the aspect of a map of `shape` (H, W)."""
    (height, width), (rows, columns) = picture.shape[:2], shape
    wide, high = min(width, round(height * columns / rows)), min(height, round(width * rows / columns))
    top, left = (height - max(1, high)) // 2, (width - max(1, wide)) // 2
    return picture[top : top + max(1, high), left : left + max(1, wide)]


def _naming(path: Path, read: Callable[[], Read]) -> Read:
    """What `read` returns; what it says is wrong begins with the path."""
    try:
        return read()
    except OSError as fault:
        raise InputError(f"{path}: it can't be read: {fault.strerror or fault}") from fault
    except InputError as fault:
        raise type(fault)(f"{path}: {fault}") from fault


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError("it is no regular file" if path.exists() else "there is no such file")
    if path.stat().st_size > _MOST_BYTES:
        raise InputError(f"it has more than {_MOST_BYTES >> 20} MiB; save it smaller")
    return path.read_bytes()


def photograph(data: bytes) -> Picture:
    """The picture in a file's bytes, uint8 (H, W, 3); InputError as `open_photograph`, without a path."""
    return _with_image(data, _decoded)


def _decoded(image: Image.Image) -> Picture:
    image.load()
    return np.array(_rgb(ImageOps.exif_transpose(image)), np.uint8)


def _with_image(data: bytes, use: Callable[[Image.Image], Read]) -> Read:
    """What `use` makes of the image in a file's bytes, of which no more than the header has been read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise InputError(f"{width}×{height} pixels are too many (at most {MOST_PIXELS >> 20} million)")
                return use(image)
    except InputError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as fault:
        raise InputError("it is no picture in a format known here, or too large a one") from fault
    except Exception as fault:  # Pillow's readers raise what they like on a damaged file
        raise InputError("it is a picture, but a damaged one") from fault


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode in _SIXTEEN_BITS:
        values = np.asarray(image).astype(np.float64)
        eight = np.clip(values / max(values.max(), 65535.0 if values.max() > 255 else 255.0) * 255, 0, 255)
        return Image.fromarray(eight.astype(np.uint8)).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        opaque = Image.new("RGBA", image.size, (255, 255, 255, 255))
        opaque.alpha_composite(image.convert("RGBA"))
        return opaque.convert("RGB")
    return image.convert("RGB")
