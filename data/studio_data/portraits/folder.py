"""Portraits on disk, to be stopped and resumed at any time.

The layout: `images/000123.png` (RGB), `sketches/000123.png` (grey) and `attributes.csv`, one row a face, written when
all its pictures are there. `counterparts/images` and `counterparts/sketches` hold, for the first faces, the same face
with every other value of each attribute, as `000123-hair-red.png`. `portraits.json` tells how they were drawn.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.errors import InputError
from studio_data.datasets.growing_folder import MOST_FILES, GrowingFolder, Progress, check_ranges
from studio_data.datasets.whole_files import file_name, replace_text, write_png
from studio_data.portraits.attributes import ATTRIBUTES
from studio_data.portraits.draw import SIZES, line_sketch, portrait
from studio_data.portraits.face import Face

FORMAT = 2  # counts up when faces come to look otherwise
ALL = tuple(attribute.key for attribute in ATTRIBUTES)
_LISTING = "attributes.csv"
_COUNTERPARTS = "counterparts"
_FOLDERS = ("images", "sketches", f"{_COUNTERPARTS}/images", f"{_COUNTERPARTS}/sketches")
_COLUMNS = ("name", *(attribute.key for attribute in ATTRIBUTES), "identity")


@dataclass(frozen=True)
class _Drawing:
    """One face and where its picture and its sketch go."""

    face: Face
    image: Path
    sketch: Path


def face_of(seed: int, index: int) -> Face:
    """The face number `index` of a data set; it depends on nothing else."""
    return Face.sample(np.random.default_rng([seed, index]))


def counterparts_of(face: Face, changing: Sequence[str] = ALL) -> Iterator[tuple[str, str, Face]]:
    """The same face with every other value of each of these attributes, one at a time: (attribute, value, face)."""
    for attribute in (attribute for attribute in ATTRIBUTES if attribute.key in changing):
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
    changing: Sequence[str] = ALL,
    progress: Progress | None = None,
) -> None:
    """Fill `out` with `count` portraits and sketches of size×size pixels, and the counterparts of the first faces.

    changing: the attributes in which counterparts differ.

    What is there already is kept; a folder can be stopped, resumed and made longer with the same bytes as in one go.
    `progress` is called with the drawings that exist and with all there will be, at the start and after each.
    InputError for numbers out of range, or a folder that can't be written, holds something else or portraits drawn
    otherwise; StudioError where writing fails.
    """
    check_ranges(
        (
            ("count", count, 1, MOST_FILES),
            ("size", size, *SIZES),
            ("seed", seed, 0, 2**63 - 1),
            ("supersample", supersample, 1, 4),
            ("counterparts", counterparts, 0, count),
        )
    )
    unknown = [key for key in changing if key not in ALL]
    if unknown:
        raise InputError(f"a face has no attribute {unknown[0]!r}; there are {', '.join(ALL)}")
    recipe = {"seed": seed, "size": size, "supersample": supersample, "format": FORMAT}
    folder = GrowingFolder(out, "portraits", recipe, "portraits.json", _LISTING, _FOLDERS)
    folder.prepare()
    drawings = list(_drawings(out, seed, count, counterparts, changing))
    missing = [drawing for drawing in drawings if not (drawing.image.exists() and drawing.sketch.exists())]
    finished = len(drawings) - len(missing)
    if progress:
        progress(finished, len(drawings))
    with folder.writing(lambda: finished):
        for drawing in missing:
            write_png(drawing.image, portrait(drawing.face, size, supersample))
            write_png(drawing.sketch, line_sketch(drawing.face, size, supersample))
            finished += 1
            if progress:
                progress(finished, len(drawings))
        _write_listing(out, seed, count)


def _drawings(out: Path, seed: int, count: int, counterparts: int, changing: Sequence[str]) -> Iterator[_Drawing]:
    """All drawings of the folder: the faces, then the counterparts."""
    for index in range(count):
        yield _drawing(out, file_name(index), face_of(seed, index))
    for index in range(counterparts):
        for attribute, value, face in counterparts_of(face_of(seed, index), changing):
            yield _drawing(out / _COUNTERPARTS, f"{file_name(index)}-{attribute}-{value}", face)


def _drawing(folder: Path, name: str, face: Face) -> _Drawing:
    return _Drawing(face, folder / "images" / f"{name}.png", folder / "sketches" / f"{name}.png")


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
