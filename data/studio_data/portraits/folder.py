"""Portraits on disk, to be stopped and resumed at any time.

The layout: `images/000123.png` (RGB), `sketches/000123.png` (grey) and `attributes.csv`, one row a face, written when
all its pictures are there. `counterparts/images` and `counterparts/sketches` hold, for the first faces, the same face
with every other value of each attribute, as `000123-hair-red.png`. `portraits.json` tells how they were drawn.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from studio.errors import InputError, StudioError
from studio_data.datasets.whole_files import file_name, is_leftover, replace_text, write_png
from studio_data.portraits.attributes import ATTRIBUTES
from studio_data.portraits.draw import SIZES, line_sketch, portrait
from studio_data.portraits.face import Face

FORMAT = 1
MOST_PORTRAITS = 999_999
_HEADER = "portraits.json"
_LISTING = "attributes.csv"
_COUNTERPARTS = "counterparts"
_FOLDERS = ("images", "sketches", f"{_COUNTERPARTS}/images", f"{_COUNTERPARTS}/sketches")
_COLUMNS = ("name", *(attribute.key for attribute in ATTRIBUTES), "identity")


@dataclass(frozen=True)
class _Recipe:
    """Everything that the portraits of a folder share."""

    seed: int
    size: int
    supersample: int
    format: int = FORMAT


@dataclass(frozen=True)
class _Drawing:
    """One face and where its picture and its sketch go."""

    face: Face
    image: Path
    sketch: Path


def face_of(seed: int, index: int) -> Face:
    """The face number `index` of a data set; it depends on nothing else."""
    return Face.sample(np.random.default_rng([seed, index]))


def counterparts_of(face: Face) -> Iterator[tuple[str, str, Face]]:
    """The same face with every other value of each attribute, one at a time: (attribute, value, face)."""
    for attribute in ATTRIBUTES:
        for value in attribute.keys:
            if value != getattr(face, attribute.key):
                yield attribute.key, value, face.changed(**{attribute.key: value})


def write_portraits(
    out: Path,
    count: int,
    *,
    size: int = 128,
    seed: int = 0,
    supersample: int = 2,
    counterparts: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Fill `out` with `count` portraits and sketches of size×size pixels, and the counterparts of the first faces.

    What is there already is kept; a folder can be stopped, resumed and made longer with the same bytes as in one go.
    `progress` is called with the drawings that exist and with all there will be, at the start and after each.
    InputError for numbers out of range, or a folder that can't be written, holds something else or portraits drawn
    otherwise; StudioError where writing fails.
    """
    _check_numbers(count, size, seed, supersample, counterparts)
    _prepare(out, _Recipe(seed, size, supersample))
    drawings = list(_drawings(out, seed, count, counterparts))
    missing = [drawing for drawing in drawings if not (drawing.image.exists() and drawing.sketch.exists())]
    finished = len(drawings) - len(missing)
    if progress:
        progress(finished, len(drawings))
    try:
        for drawing in missing:
            write_png(drawing.image, portrait(drawing.face, size, supersample))
            write_png(drawing.sketch, line_sketch(drawing.face, size, supersample))
            finished += 1
            if progress:
                progress(finished, len(drawings))
        _write_listing(out, seed, count)
    except OSError as error:
        raise StudioError(f"{out}: writing stopped after {finished} portraits: {error.strerror or error}") from error


def _check_numbers(count: int, size: int, seed: int, supersample: int, counterparts: int) -> None:
    """InputError for the first number that can't be used."""
    ranges = (
        ("count", count, 1, MOST_PORTRAITS),
        ("size", size, *SIZES),
        ("seed", seed, 0, 2**63 - 1),
        ("supersample", supersample, 1, 4),
        ("counterparts", counterparts, 0, count),
    )
    for what, value, low, high in ranges:
        if not low <= value <= high:
            raise InputError(f"{what} is {value}; it must be from {low} to {high}")


def _drawings(out: Path, seed: int, count: int, counterparts: int) -> Iterator[_Drawing]:
    """All drawings of the folder: the faces, then the counterparts."""
    for index in range(count):
        yield _drawing(out, file_name(index), face_of(seed, index))
    for index in range(counterparts):
        for attribute, value, face in counterparts_of(face_of(seed, index)):
            yield _drawing(out / _COUNTERPARTS, f"{file_name(index)}-{attribute}-{value}", face)


def _drawing(folder: Path, name: str, face: Face) -> _Drawing:
    return _Drawing(face, folder / "images" / f"{name}.png", folder / "sketches" / f"{name}.png")


def _prepare(out: Path, recipe: _Recipe) -> None:
    """Make or check the folder, and take away what a killed writer left."""
    try:
        found = {path.name for path in out.iterdir() if not is_leftover(path)} if out.exists() else set()
        if _HEADER in found:
            _check_recipe(out / _HEADER, recipe)
        known = {"images", "sketches", _COUNTERPARTS, _HEADER, _LISTING}
        foreign = sorted(found - known) or sorted(found if _HEADER not in found else ())
        if foreign:
            raise InputError(f"{out} holds {foreign[0]}, which no portraits go with; name a new folder")
        out.mkdir(parents=True, exist_ok=True)
        replace_text(out / _HEADER, json.dumps(asdict(recipe)) + "\n")
        for folder in _FOLDERS:
            (out / folder).mkdir(parents=True, exist_ok=True)
            for leftover in filter(is_leftover, list((out / folder).iterdir())):
                leftover.unlink()
    except OSError as error:
        raise InputError(f"{out} can't be written as a folder of portraits: {error.strerror or error}") from error


def _check_recipe(header: Path, recipe: _Recipe) -> None:
    """InputError where the folder's portraits were drawn otherwise."""
    try:
        written = json.loads(header.read_text(encoding="utf-8"))
        differing = [what for what, value in asdict(recipe).items() if written.get(what) != value]
    except (ValueError, AttributeError) as error:
        raise InputError(f"{header} is damaged; name a new folder") from error
    if differing:
        what = differing[0]
        raise InputError(
            f"{header.parent} holds portraits with {what} {written.get(what)}, not {getattr(recipe, what)}; "
            f"name a new folder, or go on with the same {what}"
        )


def _write_listing(out: Path, seed: int, count: int) -> None:
    """The table of attributes; one that is longer already stays."""
    listing = out / _LISTING
    if listing.exists() and len(listing.read_text(encoding="utf-8").splitlines()) > count + 1:
        return
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for index in range(count):
        face = face_of(seed, index)
        table.writerow((file_name(index), *(getattr(face, column) for column in _COLUMNS[1:])))
    replace_text(listing, text.getvalue())
