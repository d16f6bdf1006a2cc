"""Where `studio render` puts its picture: checked before any work is done, written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import InputError
from studio.sketch.atomic import check_writable

if TYPE_CHECKING:
    from studio.labels import Picture
    from studio.sketch.document import Sketch

STDOUT = Path("-")


def check_output(out: Path, sketch: Path) -> None:
    """InputError where a picture can't be written to `out`: its kind, its folder, or because it is the sketch."""
    from studio.sketch.picture_files import FORMATS

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
    from studio.sketch.picture_files import encoded, save_picture

    if out == STDOUT:
        sys.stdout.buffer.write(encoded(picture, "PNG"))
        sys.stdout.buffer.flush()
    else:
        save_picture(out, sketch, picture)
