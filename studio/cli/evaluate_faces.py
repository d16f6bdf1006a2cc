"""Pictures whose true edits are known, for `studio evaluate`: the world's, drawn faces, or a folder with a table."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from studio.cli.evaluate_domains import Row, domain_for
from studio.cli.evaluate_pictures import square
from studio.cli.evaluate_scenes import HELD_OUT_SEED, WORLD
from studio.errors import InputError
from studio.labels import Picture

Wants = Callable[[str, str], bool]
"""Whether an attribute can be asked to have a value."""

PORTRAITS = "portraits"
_TABLE, _TARGETS, _COUNTERPARTS = "attributes.csv", "val_targets", "counterparts/images"
_MOST = 10_000
_SEEN = 4.0
"""Mean difference, of 255, from which on an edit of the world is one."""
_COLUMN = {"mouth": "expression"}
"""What names of true edits call a column of the table."""
_VALUES = {"blonde": "blond"}
"""What other people's tables call a value of our portraits."""


@dataclass(frozen=True)
class Edit:
    """A picture, what it is, the one attribute to change, its value then, and the true result, where there is one."""

    picture: Picture
    row: Row
    attribute: str
    value: str
    truth: Picture | None


def edits(data: str, count: int, size: int, domains: Sequence[str]) -> list[Edit]:
    """`count` edits that some domain asks for; InputError where the data have none."""

    def wants(attribute: str, value: str) -> bool:
        return bool(domain_for(attribute, value, domains))

    known_sets = {WORLD: _of_world, PORTRAITS: _of_portraits}
    among = known_sets[data](size, wants) if data in known_sets else _of_folder(Path(data), size, wants)
    found = list(islice(among, count)) if domains else []
    if len(found) < 2:
        known = ", ".join(domains) or "none (untrained)"
        raise InputError(f"{data} has no edits that these domains ask for: {known}\nsee docs/evaluate.md for layouts")
    return found


def _of_world(size: int, wants: Wants) -> Iterator[Edit]:
    """Held-out scenes at a typical hour, season and weather, each painted again with one of them changed.

    What nobody would see (spring on a beach at night) is left out.
    """
    from studio_data.world import HOURS, SEASONS, WEATHERS, Style, compose, paint

    among = {"hour": HOURS, "season": SEASONS, "weather": WEATHERS}
    changeable = {name: [value for value in values if wants(name, value)] for name, values in among.items()}
    if not any(changeable.values()):
        return
    for seed in range(HELD_OUT_SEED, HELD_OUT_SEED + _MOST):
        scene = compose(seed, (size, size))
        row = {name: str(getattr(scene.style, name)) for name in among}
        picture: Picture | None = None
        for name, values in changeable.items():
            others = [value for value in values if value != row[name]]
            if not others:
                continue
            value = others[seed % len(others)]
            changed = Style.typical(**{**row, name: value})
            if picture is None:
                picture = paint(scene.labels, Style.typical(**row), seed=seed, details=False, supersample=1)
            truth = paint(scene.labels, changed, seed=seed, details=False, supersample=1)
            if np.abs(truth.astype(np.int16) - picture).mean() >= _SEEN:
                yield Edit(picture, row, name, value, truth)


def _of_portraits(size: int, wants: Wants) -> Iterator[Edit]:
    """Drawn faces, each drawn again with one attribute changed; one change of each attribute a face."""
    from studio_data.portraits import ATTRIBUTES, counterparts_of, portrait
    from studio_data.portraits.folder import face_of

    if not any(wants(attribute.key, value) for attribute in ATTRIBUTES for value in attribute.keys):
        return
    for number in range(_MOST):
        face = face_of(HELD_OUT_SEED, number)
        row = {attribute.key: str(getattr(face, attribute.key)) for attribute in ATTRIBUTES}
        picture = portrait(face, size)
        others = list(counterparts_of(face))
        for attribute in row:
            changed = [each for each in others if each[0] == attribute and wants(*each[:2])]
            if changed:
                _, value, other = changed[number % len(changed)]
                yield Edit(picture, row, attribute, value, portrait(other, size))


def _of_folder(folder: Path, size: int, wants: Wants) -> Iterator[Edit]:
    """Edits whose true results lie in the folder: val_targets/ID_THING-VALUE.png or counterparts/images/…; or none."""
    rows = _rows(folder)
    files = sorted((folder / _TARGETS).glob("*.png")) or sorted((folder / _COUNTERPARTS).glob("*.png"))
    if not files:
        yield from _without_truth(folder, rows, size, wants)
        return
    # Spread over the files: they are sorted by face, and a few faces are not all of them.
    order = np.random.default_rng(len(files)).permutation(len(files))
    for path in (files[index] for index in order):
        identity, _, change = path.stem.replace("_", "-", 1).partition("-")
        thing, _, value = change.partition("-")
        attribute = _COLUMN.get(thing, thing)
        value = value if wants(attribute, value) else _VALUES.get(value, value)
        if identity in rows and attribute in rows[identity] and wants(attribute, value):
            picture = square(folder / "images" / f"{identity}.png", size)
            yield Edit(picture, rows[identity], attribute, value, square(path, size))


def _without_truth(folder: Path, rows: dict[str, dict[str, str]], size: int, wants: Wants) -> Iterator[Edit]:
    """Held-out rows (the last), each with every column at the value of the row after it, where that is another."""
    listed = list(rows.items())[::-1]
    for (identity, row), (_, after) in zip(listed, listed[1:] + listed[:1], strict=True):
        picture = square(folder / "images" / f"{identity}.png", size)
        for attribute, value in after.items():
            if row[attribute] != value and wants(attribute, value):
                yield Edit(picture, row, attribute, value, None)


def _rows(folder: Path) -> dict[str, dict[str, str]]:
    try:
        with (folder / _TABLE).open(encoding="utf-8", newline="") as file:
            listed = list(csv.DictReader(file))
    except OSError as error:
        raise InputError(f"{folder} has no {_TABLE}; or give the word {WORLD} or {PORTRAITS}") from error
    key = "name" if listed and "name" in listed[0] else "id"
    if not listed or key not in listed[0]:
        raise InputError(f"{folder / _TABLE} has no rows, or no column called name or id")
    return {str(row.pop(key)): {str(name): str(value) for name, value in row.items()} for row in listed}
