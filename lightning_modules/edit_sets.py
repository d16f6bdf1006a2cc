"""Edits to learn from: a picture, what shall change of it in words, and, where the data have it, the true result."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lightning_modules.attribute_sets import AttributeSource
from lightning_modules.attribute_tables import MOST_VALUES, TABLE, Seen, seen_in
from lightning_modules.picture_configs import StarGanConfig
from lightning_modules.square_pictures import Picture, cut, middle_square, random_corner, read_rgb, resized
from studio.errors import InputError

_UNKNOWN_NAMED = 0.5
_CANDIDATES = 2

Row = NDArray[np.float32]
Example = tuple[Picture, Row, Row, Row, Picture, Row]


class Span(NamedTuple):
    """The domains of one column: from start to below stop."""

    start: int
    stop: int


class EditSource(AttributeSource):
    """Edits out of `folder` (see `attribute_tables`), crop_size square, one for each picture and epoch.

    An example is (picture, row, wanted, target, truth, known): row (D,) has a 1 for each value that is known of the
    picture, wanted of the result; target names only some columns of wanted, the changed ones among them; truth is
    the result's true picture where known (1,) is 1, otherwise the picture itself.
    """

    def __init__(self, folder: Path, config: StarGanConfig) -> None:
        if not (folder / TABLE).is_file():
            raise InputError(f"{folder} has no {TABLE}: keep=true learns from columns whose values exclude each other")
        self._config = config
        every = seen_in(folder)
        columns = _chosen(every, config.attributes, folder)
        # What differs in a column that nobody can name is no true result of what is named.
        self._seen = [seen for seen in every if seen.changed in ("", *columns)]
        self.domains = tuple(f"{column}-{value}" for column, values in columns.items() for value in values)
        self.exclusive = False
        ends = np.cumsum([0, *map(len, columns.values())]).tolist()
        self.spans = [Span(start, stop) for start, stop in pairwise(ends)]
        self._rows = np.array(
            [
                [seen.values.get(column) == value for column, known in columns.items() for value in known]
                for seen in self._seen
            ],
            np.float32,
        )
        self._files = [seen.file for seen in self._seen]
        missing = next((path for path in self._files if not path.is_file()), None)
        if missing is not None:
            raise InputError(f"{folder}: {missing.relative_to(folder)} is listed, but it isn't there")
        alike: dict[tuple[object, ...], list[int]] = {}
        for index, seen in enumerate(self._seen):
            alike.setdefault((seen.scene, seen.beside(columns)), []).append(index)
        self._mates = {index: together for together in alike.values() for index in together}

    def shown(self, epoch: int, index: int) -> Example:  # type: ignore[override]
        chance = np.random.default_rng([self._config.seed, epoch, index])
        mate = self._mate(index, chance)
        if mate is not None:
            wanted = self._rows[mate]
            return self._example(index, mate, wanted, self._named(index, wanted, chance), chance)
        wanted = self._changed(index, chance)
        same = index if np.array_equal(wanted, self._rows[index]) else None
        return self._example(index, same, wanted, self._named(index, wanted, chance), chance)

    def _mate(self, index: int, chance: np.random.Generator) -> int | None:
        """A true counterpart, if there is one: every column is changed equally often, and few others with it."""
        differing = {other: self._differing(index, other) for other in self._mates[index]}
        columns = sorted({span for spans in differing.values() for span in spans})
        if not columns:
            return None
        column = columns[int(chance.integers(len(columns)))]
        mates = [other for other, spans in differing.items() if column in spans]
        drawn = [int(other) for other in chance.choice(mates, _CANDIDATES)]
        return min(drawn, key=lambda other: len(differing[other]))

    def plain(self, index: int) -> Example:  # type: ignore[override]
        """The picture whole, and its scene's next one as what is wanted."""
        mates = self._mates[index]
        mate = mates[(mates.index(index) + 1) % len(mates)]
        wanted = self._rows[mate]
        differing = self._differing(index, mate)
        return self._example(index, mate, wanted, _only(wanted, differing), None)

    def _example(
        self, index: int, mate: int | None, wanted: Row, target: Row, chance: np.random.Generator | None
    ) -> Example:
        """The pictures cut alike."""
        pictures = [self._square(index), self._square(index if mate is None else mate)]
        if chance is None:
            size = self._config.crop_size
            pictures = [resized(picture, size, size) for picture in pictures]
        else:
            pictures = self._cut(pictures, chance)
        known = np.array([mate is not None], np.float32)
        return pictures[0], self._rows[index], wanted, target, pictures[1], known

    def _square(self, index: int) -> Picture:
        return middle_square(read_rgb(self._files[index]), self._config.centre)

    def _cut(self, pictures: list[Picture], chance: np.random.Generator) -> list[Picture]:
        """The same random section of each, at the same random size, mirrored or not."""
        config = self._config
        side = int(chance.integers(config.crop_size, config.load_size + 1))
        pictures = [resized(picture, side, side) for picture in pictures]
        corner = random_corner(pictures[0], config.crop_size, chance)
        mirrored = config.flip and chance.random() < 0.5
        sections = [cut(picture, corner, config.crop_size) for picture in pictures]
        return [section[:, ::-1] for section in sections] if mirrored else sections

    def _differing(self, index: int, other: int) -> list[Span]:
        """The columns that are known of both, with other values, or of the other alone."""
        mine, its = self._rows[index], self._rows[other]
        return [span for span in self.spans if its[span.start : span.stop].any() and _differ(mine, its, span)]

    def _named(self, index: int, wanted: Row, chance: np.random.Generator) -> Row:
        """The target: what changes; by chance also what stays, and what isn't known of the picture."""
        mine = self._rows[index]
        named = []
        for span in self.spans:
            is_known = mine[span.start : span.stop].any()
            odds = _UNKNOWN_NAMED if not is_known else 1.0 if _differ(mine, wanted, span) else self._config.named
            if chance.random() < odds:
                named.append(span)
        return _only(wanted, named)

    def _changed(self, index: int, chance: np.random.Generator) -> Row:
        """What is wanted where there is no true counterpart: one column as some other picture has it."""
        other = self._rows[int(chance.integers(len(self._rows)))]
        span = self.spans[int(chance.integers(len(self.spans)))]
        wanted: Row = self._rows[index].copy()
        wanted[span.start : span.stop] = other[span.start : span.stop]
        return wanted


def _differ(one: Row, other: Row, span: Span) -> bool:
    return not np.array_equal(one[span.start : span.stop], other[span.start : span.stop])


def _only(row: Row, spans: list[Span]) -> Row:
    """`row` in these columns, nothing in the others."""
    kept = np.zeros_like(row)
    for span in spans:
        kept[span.start : span.stop] = row[span.start : span.stop]
    return kept


def _chosen(seen: list[Seen], wanted: str, folder: Path) -> dict[str, list[str]]:
    """The columns to learn with their values; InputError for one that there isn't."""
    known: dict[str, set[str]] = {}
    for picture in seen:
        for column, value in picture.values.items():
            known.setdefault(column, set()).add(value)
    columns = {column: sorted(values) for column, values in known.items() if 1 < len(values) <= MOST_VALUES}
    if not columns:
        raise InputError(f"{folder}: its table of attributes is empty")
    names = [part.strip() for part in wanted.split(",")] if wanted else list(columns)
    missing = next((name for name in names if name not in columns), None)
    if missing is not None:
        raise InputError(f"{folder} has no attribute {missing}; there are {', '.join(columns)}")
    return {name: columns[name] for name in names}
