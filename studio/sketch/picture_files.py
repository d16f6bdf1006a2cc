"""Pictures on their way to a file: PNG with the sketch inside, JPEG or WebP; always the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from studio.labels import LabelMap, Picture
from studio.sketch.atomic import write_atomically
from studio.sketch.document import Sketch
from studio.sketch.files import indexed, save_sketch

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_QUALITY = 92


def save_picture(out: Path, sketch: Sketch | None, picture: Picture | LabelMap) -> None:
    """Write the picture whole or not at all: a PNG holds the sketch (where there is one) as well."""
    if out.suffix.lower() == ".png" and sketch is not None:
        save_sketch(out, sketch, picture)
    else:
        write_atomically(out, encoded(picture, FORMATS[out.suffix.lower()]))


def encoded(picture: Picture | LabelMap, kind: str) -> bytes:
    """A picture, or the label map that a reader made: numbers in a PNG, the labels' colours elsewhere."""
    file = io.BytesIO()
    image = Image.fromarray(picture) if picture.ndim == 3 else indexed(picture)
    if kind != "PNG":
        image = image.convert("RGB")
    image.save(file, kind, quality=_QUALITY)  # PNG has no quality and ignores it
    return file.getvalue()
