"""OpenRaster: labels, picture and photograph as layers, for Krita and GIMP; and the drawing itself, to come back to."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.errors import InputError
from studio.label_sets import label_set
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.sketch import chunk
from studio.sketch.document import Sketch
from studio.sketch.formats.export import Export
from studio.sketch.label_png import check_size, read_label_png
from studio.sketch.photographs import photograph

MIMETYPE = b"image/openraster"
LABELS, PICTURE, REFERENCE = "labels", "picture", "reference"

_SKETCH = "studio/sketch"
_THUMBNAIL_SIDE = 256
_MOST_MEMBERS = 64
_MOST_LAYER_BYTES = 64 << 20
_MOST_STACK_BYTES = 1 << 20
_DAY = (1980, 1, 1, 0, 0, 0)  # the same drawing is the same bytes


def as_openraster(what: Export) -> bytes:
    """A .ora file: the labels on top of the picture, and the photograph, hidden, below; all of the canvas's size."""
    labels = what.sketch.labels
    layers = [(LABELS, _with_alpha(LANDSCAPE.palette()[labels], labels > 0))]
    for name, picture in ((PICTURE, what.picture), (REFERENCE, what.sketch.photograph)):
        if picture is not None:
            layers.append((name, _fitted(picture, labels.shape)))
    merged = _merged(layers)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _put(archive, "stack.xml", _stack([name for name, _ in layers], labels.shape))
        for name, image in layers:
            _put(archive, f"data/{name}.png", _png(image), zipfile.ZIP_STORED)
        _put(archive, "mergedimage.png", _png(merged), zipfile.ZIP_STORED)
        merged.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE))
        _put(archive, "Thumbnails/thumbnail.png", _png(merged), zipfile.ZIP_STORED)
        _put(archive, _SKETCH, chunk.pack(what.sketch), zipfile.ZIP_STORED)
    return file.getvalue()


def read_openraster(data: bytes) -> tuple[Sketch, Picture | None]:
    """The drawing in a .ora file, and its picture: the layer "labels" as it is now, and what the studio put beside it.

    InputError where there is no such layer, or where it is not in the labels' colours.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_MEMBERS:
                raise InputError(f"it has more than {_MOST_MEMBERS} parts")
            return _read(archive)
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError) as error:
        raise InputError("it is a damaged OpenRaster file") from error
    except Exception as error:  # zipfile raises what it likes on a damaged file
        raise InputError(f"it can't be read as an OpenRaster file ({type(error).__name__})") from error


def _read(archive: zipfile.ZipFile) -> tuple[Sketch, Picture | None]:
    if _member(archive, "mimetype", 64).strip() != MIMETYPE:
        raise InputError("it is a ZIP file, but no OpenRaster file")
    text = _member(archive, "stack.xml", _MOST_STACK_BYTES)
    if b"<!" in text:
        raise InputError("its list of layers isn't one of OpenRaster's")
    root = ElementTree.fromstring(text)
    width, height = int(root.get("w", "0")), int(root.get("h", "0"))
    check_size(height, width)
    layers = {layer.get("name", ""): layer for layer in root.iter("layer")}
    if LABELS not in layers:
        raise InputError(f"it has no layer called {LABELS}; it has {', '.join(list(layers)[:12]) or 'none'}")
    labels = _labels_on(layers[LABELS], archive, (height, width))
    sketch = Sketch(labels)
    if _SKETCH in archive.namelist():
        own = chunk.unpack(_member(archive, _SKETCH, _MOST_LAYER_BYTES))
        own.labels = labels
        sketch = own
    elif REFERENCE in layers:
        sketch.photograph = photograph(_member(archive, layers[REFERENCE].get("src", ""), _MOST_LAYER_BYTES))
    picture = layers.get(PICTURE)
    return sketch, None if picture is None else photograph(_member(archive, picture.get("src", ""), _MOST_LAYER_BYTES))


def _labels_on(layer: ElementTree.Element, archive: zipfile.ZipFile, shape: tuple[int, int]) -> LabelMap:
    """The layer's labels on a canvas of `shape`: a program may have cut off its empty edges, or drawn beyond them."""
    part = read_label_png(_member(archive, layer.get("src", ""), _MOST_LAYER_BYTES), label_set("landscape"))
    top, left = int(layer.get("y", "0")), int(layer.get("x", "0"))
    labels = np.zeros(shape, np.uint8)
    rows = slice(max(0, top), max(0, min(shape[0], top + part.shape[0])))
    columns = slice(max(0, left), max(0, min(shape[1], left + part.shape[1])))
    if rows.start < rows.stop and columns.start < columns.stop:
        labels[rows, columns] = part[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return labels


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise InputError(f"it lacks its part {name!r}") from None
    if info.file_size > most:
        raise InputError(f"its part {name!r} is too large")
    with archive.open(info) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise InputError(f"its part {name!r} is too large")
    return data


def _put(archive: zipfile.ZipFile, name: str, data: bytes, kind: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = kind
    archive.writestr(info, data)


def _stack(names: list[str], shape: tuple[int, int]) -> bytes:
    root = ElementTree.Element("image", version="0.0.3", w=str(shape[1]), h=str(shape[0]), xres="72", yres="72")
    stack = ElementTree.SubElement(root, "stack")
    for name in names:
        facts = {"name": name, "src": f"data/{name}.png", "x": "0", "y": "0", "opacity": "1.0"}
        facts["visibility"] = "hidden" if name == REFERENCE else "visible"
        ElementTree.SubElement(stack, "layer", facts, **{"composite-op": "svg:src-over"})
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root)


def _with_alpha(colours: Picture, opaque: NDArray[np.bool_]) -> Image.Image:
    alpha = np.where(opaque, 255, 0).astype(np.uint8)
    return Image.fromarray(np.dstack([np.where(opaque[..., None], colours, 0).astype(np.uint8), alpha]))


def _fitted(picture: Picture, shape: tuple[int, ...]) -> Image.Image:
    image = Image.fromarray(picture).convert("RGBA")
    size = (shape[1], shape[0])
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _merged(layers: list[tuple[str, Image.Image]]) -> Image.Image:
    merged = Image.new("RGBA", layers[0][1].size)
    for name, image in reversed(layers):
        if name != REFERENCE:
            merged.alpha_composite(image)
    return merged


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
