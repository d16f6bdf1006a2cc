"""What the labels of training maps are called: the studio's own, those of a known set, or those of a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError
from studio.label_sets import label_set
from studio.label_sets.label_set import EMPTY_VALUE, Entry, LabelSet
from studio.label_sets.outward import values_for_landscape
from studio.labels import LANDSCAPE

VOID = "void"
_FOREIGN = 255
_MOST = 250
# Names that people give to what is one of our labels, or nearly.
_ALSO = {
    "water": "lake",
    "vegetation": "tree",
    "plant": "bush",
    "earth": "dirt",
    "ground": "dirt",
    "path": "dirt",
    "street": "road",
    "pavement": "road",
    "sidewalk": "road",
    "wall": "building",
    "clouds": "cloud",
    "beach": "sand",
}


@dataclass(frozen=True)
class LabelNames:
    """Labels with ids from 0 on; 0 is void, which no map has after it was filled.

    names: by id. raw: the value that stands in files for each id but 0; every other value in `empty` is void.
    colours: by id, for samples. ours: the id for each label of the studio's, -1 where there is no likeness.
    """

    names: tuple[str, ...]
    raw: tuple[int, ...]
    empty: tuple[int, ...]
    colours: tuple[tuple[int, int, int], ...]
    ours: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.names)

    def ids(self, raw: NDArray[np.uint8], where: Path) -> NDArray[np.uint8]:
        """The ids of a file's values, both uint8 (H, W); InputError names the first value that is no label."""
        table = np.full(256, _FOREIGN, np.uint8)
        table[list(self.empty)] = 0
        table[list(self.raw)] = np.arange(1, len(self.raw) + 1)
        ids: NDArray[np.uint8] = table[raw]
        if (ids == _FOREIGN).any():
            row, column = (int(axis[0]) for axis in np.nonzero(ids == _FOREIGN))
            raise InputError(
                f"{where}: {int(raw[row, column])} at row {row}, column {column} is none of the {len(self.raw)} labels "
                f"({', '.join(self.names[1:6])}, …); name them in labels.json, or a label set with --set labels=NAME"
            )
        return ids

    def palette(self) -> NDArray[np.uint8]:
        """Colours by id, uint8 (256, 3); black beyond the last."""
        colours = np.zeros((256, 3), np.uint8)
        colours[: len(self.colours)] = self.colours
        return colours

    @property
    def is_ours(self) -> bool:
        """Whether these are the studio's own labels, which need no translation."""
        return self == OURS


OURS = LabelNames(
    names=tuple(label.key for label in LANDSCAPE),
    raw=tuple(label.id for label in LANDSCAPE if label.id),
    empty=(0, EMPTY_VALUE),
    colours=tuple(label.rgb for label in LANDSCAPE),
    ours=tuple(label.id for label in LANDSCAPE),
)


def names_of_set(name: str) -> LabelNames:
    """The labels of a set that the studio knows."""
    if name == LANDSCAPE.name:
        return OURS
    return _of_entries(name, label_set(name).entries, ())


def names_in(path: Path) -> LabelNames:
    """The labels of a folder's labels.json: {"classes": [{"id", "name", "color"}, …], "void": id}; void may lack."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        entries = [
            Entry(int(entry["id"]), str(entry["name"]), _likeness(str(entry["name"])), _colour(entry.get("color")))
            for entry in listed["classes"]
        ]
        void = listed.get("void")
        return _of_entries(path.parent.name, entries, () if void is None else (int(void),))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise InputError(f"{path} can't be read as a list of labels ({type(fault).__name__}: {fault})") from fault


def _likeness(name: str) -> str:
    """The key of our label that is called so, or void."""
    key = name.lower().strip()
    key = _ALSO.get(key, key)
    return key if key in {label.key for label in LANDSCAPE} else VOID


def _colour(colour: object) -> tuple[int, int, int] | None:
    return tuple(int(value) for value in colour) if isinstance(colour, list) else None  # type: ignore[return-value]


def _of_entries(name: str, entries: Iterable[Entry], void: tuple[int, ...]) -> LabelNames:
    entries = [entry for entry in entries if entry.raw >= 0]
    nothing = {*void, EMPTY_VALUE}
    chosen = [entry for entry in entries if entry.raw not in nothing and entry.name not in (VOID, "other", "unlabeled")]
    nothing |= {entry.raw for entry in entries} - {entry.raw for entry in chosen}
    if not chosen or len(chosen) > _MOST or any(entry.raw >= _FOREIGN for entry in chosen):
        raise ValueError(f"wanted are 1 to {_MOST} labels with values from 0 to 254")
    ids = {entry.raw: number for number, entry in enumerate(chosen, start=1)}
    # Only true likenesses: what is void with us has no counterpart.
    likely = values_for_landscape(LabelSet(name, [entry for entry in chosen if entry.key != VOID]))
    chance = np.random.default_rng(0)
    return LabelNames(
        names=(VOID, *(entry.name for entry in chosen)),
        raw=tuple(ids),
        empty=tuple(sorted(nothing)),
        colours=(
            (0, 0, 0),
            *(entry.rgb or _some_colour(chance) for entry in chosen),
        ),
        ours=tuple(ids.get(likely.get(label.id, -1), -1) if label.id else -1 for label in LANDSCAPE),
    )


def _some_colour(chance: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in chance.integers(40, 230, 3))
    return red, green, blue
