"""Every picture of a table of attributes: those it lists, their line sketches, and their true counterparts.

A folder of `studio data looks` or `studio data portraits`, or of one's own: `attributes.csv` beside `images/`.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lightning_modules.square_pictures import pictures_in
from studio.errors import InputError

TABLE = "attributes.csv"
NAMES = ("name", "id")
NO_ATTRIBUTES = (*NAMES, "identity", "split", "scene", "look")
MOST_VALUES = 12  # a column with more is no attribute but a measure
MEDIUM, COLOUR, SKETCH = "medium", "colour", "sketch"
_UNSEEN_IN_SKETCHES = ("hair", "skin")
_COUNTERPARTS = "counterparts"


@dataclass(frozen=True)
class Seen:
    """A picture, the scene or face that it shows, and what is known of it; a column that isn't known is left out.

    changed: the column in which a counterpart differs from the picture that the table lists; "" for that one.
    """

    file: Path
    scene: str
    values: Mapping[str, str]
    changed: str = ""

    def beside(self, columns: Container[str]) -> tuple[tuple[str, str], ...]:
        """What it shows beside these columns, as far as a sketch shows it too."""
        hidden = _UNSEEN_IN_SKETCHES
        return tuple((name, value) for name, value in self.values.items() if name not in columns and name not in hidden)


def read_table(folder: Path) -> tuple[str, list[dict[str, str]]]:
    """The column that holds the names, and the rows of `folder`'s table; InputError where it has no such column."""
    table = folder / TABLE
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    key = next((name for name in NAMES if rows and name in rows[0]), None)
    if key is None:
        raise InputError(f"{table} has no column called {' or '.join(NAMES)}")
    return key, rows


def columns_of(rows: list[dict[str, str]], *, least: int = 2) -> dict[str, list[str]]:
    """The columns that are attributes, of at least so many values, each with its values in order."""
    values = {column: sorted({str(row[column]) for row in rows} - {""}) for column in rows[0]}
    return {
        column: known
        for column, known in values.items()
        if column not in NO_ATTRIBUTES and least <= len(known) <= MOST_VALUES
    }


def seen_in(folder: Path) -> list[Seen]:
    """Every picture, those of a scene behind each other.

    Counterparts are `counterparts/images/NAME-COLUMN-VALUE.png`. Where there are sketches (`sketches/`), the column
    `medium` tells them from colour pictures; what they can't show isn't known of them.
    """
    key, rows = read_table(folder)
    columns = columns_of(rows, least=1)  # counterparts may show the others
    counterparts: dict[str, list[tuple[str, str, str]]] = {}
    for path in pictures_in(folder / _COUNTERPARTS / "images"):
        name, column, value = _parts(path.stem)
        counterparts.setdefault(name, []).append((path.stem, column, value))
    sketched = bool(pictures_in(folder / "sketches"))
    found: list[Seen] = []
    for row in rows:
        values = {column: row[column] for column in columns if row[column]}
        scene = row.get("scene") or row[key]
        found += _media(folder, row[key], scene, values, sketched=sketched)
        for stem, column, value in counterparts.get(row[key], []):
            if column in columns:
                seen = _media(folder / _COUNTERPARTS, stem, scene, {**values, column: value}, sketched=sketched)
                # A sketch shows nothing of that change: it would be the first one over again.
                seen = seen[:1] if column in _UNSEEN_IN_SKETCHES else seen
                found += [replace(picture, changed=column) for picture in seen]
    return sorted(found, key=lambda seen: seen.scene)


def _media(folder: Path, stem: str, scene: str, values: dict[str, str], *, sketched: bool) -> list[Seen]:
    """The picture and, where there are sketches, its sketch."""
    file = folder / "images" / f"{stem}.png"
    if not sketched:
        return [Seen(file, scene, values)]
    visible = {column: value for column, value in values.items() if column not in _UNSEEN_IN_SKETCHES}
    sketch = folder / "sketches" / f"{stem}.png"
    return [Seen(file, scene, {**values, MEDIUM: COLOUR}), Seen(sketch, scene, {**visible, MEDIUM: SKETCH})]


def _parts(stem: str) -> tuple[str, str, str]:
    """NAME-COLUMN-VALUE; empty texts where a file is called otherwise."""
    name, _, edit = stem.partition("-")
    column, _, value = edit.partition("-")
    return name, column, value
