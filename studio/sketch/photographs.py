"""Photographs and other pictures: whatever a camera or a program wrote, as RGB the right way up."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from studio.errors import InputError
from studio.labels import Picture

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
    try:
        if not path.is_file():
            raise InputError(
                f"{path}: there is no such file" if not path.exists() else f"{path}: it is no regular file"
            )
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path}: it has more than {_MOST_BYTES >> 20} MiB; save it smaller")
        return photograph(path.read_bytes())
    except OSError as fault:
        raise InputError(f"{path}: it can't be read: {fault.strerror or fault}") from fault
    except InputError as fault:
        said = str(fault)
        raise (fault if said.startswith(str(path)) else InputError(f"{path}: {said}")) from fault


def photograph(data: bytes) -> Picture:
    """The picture in a file's bytes, uint8 (H, W, 3); InputError as `open_photograph`, without a path."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise InputError(f"{width}×{height} pixels are too many (at most {MOST_PIXELS >> 20} million)")
                image.load()
                return np.array(_rgb(ImageOps.exif_transpose(image)), np.uint8)
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
