"""Opening and saving sketches: the studio's own PNG, and label maps as others keep them."""

from __future__ import annotations

import io
import stat
from pathlib import Path

from PIL import Image

from studio.errors import InputError
from studio.label_sets import label_set
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.sketch import chunk, png
from studio.sketch.atomic import write_atomically
from studio.sketch.document import Sketch
from studio.sketch.formats.openraster import read_openraster
from studio.sketch.label_png import RGB, read_label_png
from studio.sketch.mat import read_mat
from studio.sketch.photographs import PhotographError, photograph

_MAX_FILE_BYTES = 256 << 20
_ZIP = b"PK\x03\x04"

# What files that hold pictures, but no labels that could be trusted, begin with.
_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
}


def open_sketch(path: Path, labels: str | None = None) -> Sketch:
    """The sketch in a file: the studio's PNG (undo apart, all that was saved), a label PNG, OpenRaster, or MATLAB.

    `labels` names the label set that the file's values are from; without it a PNG is read as our landscape and a .mat
    by its names. A sketch of the studio's own carries its labels and needs no set. InputError, which begins with the
    path, says what is wrong; it is a PhotographError for a picture that is no map.
    """
    return open_with_picture(path, labels)[0]


def open_with_picture(path: Path, labels: str | None = None) -> tuple[Sketch, Picture | None]:
    """The sketch in a file, as `open_sketch` has it, and the picture saved with it, uint8 (H, W, 3), or None."""
    if labels is not None:
        label_set(labels)  # an unknown set is refused before anything is read
    try:
        return _sketch_of(_read(path), path.suffix.lower(), labels)
    except InputError as error:
        raise type(error)(f"{path}: {error}") from error


def save_sketch(path: Path, sketch: Sketch, picture: Picture | None) -> None:
    """Save a sketch as a PNG that any viewer shows and the studio can draw on with.

    What is seen is `picture`, uint8 (H, W, 3), or the label map in its colours when that is None. The old file is
    replaced at once or not at all; InputError or StudioError says why not.
    """
    if path.suffix.lower() != ".png":
        raise InputError(f"{path}: a sketch is saved as PNG; give it a name that ends in .png")
    write_atomically(path, encoded_sketch(sketch, picture))


def encoded_sketch(sketch: Sketch, picture: Picture | None) -> bytes:
    """The bytes of the PNG that `save_sketch` writes."""
    visible = io.BytesIO()
    (indexed(sketch.labels) if picture is None else Image.fromarray(picture)).save(visible, "PNG")
    return png.with_chunk(visible.getvalue(), chunk.CHUNK_TYPE, chunk.pack(sketch))


def holds_sketch(path: Path) -> bool:
    """Whether a file is a drawing that the studio saved."""
    data = path.read_bytes()
    return data.startswith(png.SIGNATURE) and png.find_chunk(data, chunk.CHUNK_TYPE) is not None


def save_label_map(path: Path, labels: LabelMap) -> None:
    """Save a label map as an indexed PNG: a pixel's value is its label's id, its colour the label's.

    The old file is replaced at once or not at all; InputError or StudioError says why not.
    """
    file = io.BytesIO()
    indexed(labels).save(file, "PNG")
    write_atomically(path, file.getvalue())


def indexed(labels: LabelMap) -> Image.Image:
    """A label map as an image: a pixel's value is its label's id, the palette the labels' colours."""
    image = Image.fromarray(labels)
    image.putpalette(LANDSCAPE.palette().tobytes())
    return image


def _sketch_of(data: bytes, suffix: str, labels: str | None) -> tuple[Sketch, Picture | None]:
    if data.startswith(png.SIGNATURE):
        own = png.find_chunk(data, chunk.CHUNK_TYPE)
        if own is not None:
            return chunk.unpack(own), _picture_around(data)
        return Sketch(read_label_png(data, label_set(labels or "landscape"))), None
    if data.startswith(_ZIP):
        return read_openraster(data)
    if suffix == ".mat" or data.startswith(b"MATLAB "):
        return Sketch(read_mat(data, labels)), None
    for beginning, kind in _PICTURES.items():
        if data.startswith(beginning):
            raise PhotographError(
                f"it is a {kind} picture, not a map of labels: `studio data labels` reads labels out of a photograph"
            )
    raise InputError("it is neither a PNG nor a MATLAB file, nor OpenRaster")


def _picture_around(data: bytes) -> Picture | None:
    """The picture in which a sketch was saved; None where that shows the labels, or is damaged."""
    header = png.header_of(data)
    if header is None or header.colour_type != RGB:
        return None
    try:
        return photograph(data)
    except InputError:
        return None


def _read(path: Path) -> bytes:
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise InputError("it is a folder; name a file in it")
        if not stat.S_ISREG(facts.st_mode):
            raise InputError("it isn't a regular file")
        if facts.st_size > _MAX_FILE_BYTES:
            raise InputError(f"it has {facts.st_size >> 20} MiB; a sketch has at most {_MAX_FILE_BYTES >> 20}")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("there is no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"it can't be read: {getattr(error, 'strerror', None) or error}") from error
    if not data:
        raise InputError("it is empty")
    return data
