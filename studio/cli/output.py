"""Where `studio render` puts its picture: checked before any work is done, written whole or not at all."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import InputError
from studio.sketch.atomic import check_writable, write_atomically

if TYPE_CHECKING:
    from studio.labels import LabelMap, Picture
    from studio.sketch.document import Sketch

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
STDOUT = Path("-")
QUALITY = 92


def check_output(out: Path, sketch: Path) -> None:
    """InputError where a picture can't be written to `out`: its kind, its folder, or because it is the sketch."""
    if out == STDOUT:
        if sys.stdout is None or sys.stdout.isatty():
            raise InputError("-o - writes a PNG to stdout, and that is no file and no pipe")
        return
    if out.suffix.lower() not in FORMATS:
        raise InputError(f"{out}: a picture's name ends in {', '.join(FORMATS)}")
    check_writable(out)
    if out.exists() and sketch.exists() and out.samefile(sketch):
        raise InputError(f"{out} is the sketch itself; give the picture another name")


def write_picture(out: Path, sketch: Sketch | None, picture: Picture) -> None:
    """Write the picture: a PNG holds the sketch (where there is one) as well; `-` is a plain PNG on stdout."""
    if out == STDOUT:
        sys.stdout.buffer.write(_encoded(picture, "PNG"))
        sys.stdout.buffer.flush()
    elif out.suffix.lower() == ".png" and sketch is not None:
        from studio.sketch.files import save_sketch

        save_sketch(out, sketch, picture)
    else:
        write_atomically(out, _encoded(picture, FORMATS[out.suffix.lower()]))


def _encoded(picture: Picture | LabelMap, kind: str) -> bytes:
    """A picture, or the label map that a reader made: numbers in a PNG, the labels' colours elsewhere."""
    from PIL import Image

    from studio.sketch.files import indexed

    file = io.BytesIO()
    image = Image.fromarray(picture) if picture.ndim == 3 else indexed(picture)
    if kind != "PNG":
        image = image.convert("RGB")
    image.save(file, kind, quality=QUALITY)  # PNG has no quality and ignores it
    return file.getvalue()
