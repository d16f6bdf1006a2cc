"""Where `studio render` puts its picture: checked before any work is done, written whole or not at all."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import InputError, StudioError

if TYPE_CHECKING:
    from studio.labels import Picture
    from studio.sketch.document import Sketch

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
STDOUT = Path("-")
QUALITY = 92


def check_output(out: Path, sketch: Path) -> None:
    """InputError where a picture can't be written to `out`: its kind, its folder, or because it is the sketch."""
    if out == STDOUT:
        if sys.stdout.isatty():
            raise InputError("-o - writes a PNG to stdout, and that is a terminal: send it into a file or a pipe")
        return
    if out.suffix.lower() not in FORMATS:
        raise InputError(f"{out}: a picture's name ends in {', '.join(FORMATS)}")
    folder = out.parent
    if not folder.is_dir():
        raise InputError(f"{out}: there is no folder {folder}; make it first")
    if out.is_dir():
        raise InputError(f"{out} is a folder; give a file in it")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{out}: the folder {folder} can't be written to")
    if out.exists() and sketch.exists() and out.samefile(sketch):
        raise InputError(f"{out} is the sketch itself; give the picture another name")


def write_picture(out: Path, sketch: Sketch, picture: Picture) -> None:
    """Write the picture: a PNG holds the sketch as well, other kinds the picture alone; `-` is a PNG on stdout."""
    if out == STDOUT:
        sys.stdout.buffer.write(_encoded(picture, "PNG"))
        sys.stdout.buffer.flush()
    elif out.suffix.lower() == ".png":
        from studio.sketch.files import save_sketch

        save_sketch(out, sketch, picture)
    else:
        _replace(out, _encoded(picture, FORMATS[out.suffix.lower()]))


def _encoded(picture: Picture, kind: str) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(picture).save(file, kind, quality=QUALITY)
    return file.getvalue()


def _replace(out: Path, data: bytes) -> None:
    """Write beside `out`, then rename: whoever looks sees the old file or the new one."""
    new = ""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.stem}-", delete=False) as file:
            new = file.name
            file.write(data)
            os.fchmod(file.fileno(), _usual_mode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, out)
    except OSError as error:
        if new:
            Path(new).unlink(missing_ok=True)
        raise StudioError(f"{out} can't be written: {error.strerror}") from error


def _usual_mode() -> int:
    """The permission bits that a new file gets from the umask."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
