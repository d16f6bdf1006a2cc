"""A label set: somebody else's label values, and what each is in our landscape vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError
from studio.labels import LANDSCAPE, LabelMap, Picture, Vocabulary

Colour = tuple[int, int, int]

EMPTY_VALUE = 255
"""What label files of every set write where there is no label; it becomes void."""

# Values beyond this range are foreign to every set; within it, a table gives each value its label.
_LOWEST, _HIGHEST = -1, 255
_FOREIGN = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One label of a set: the value in its files, its published name, our label's key, its published colour."""

    raw: int
    name: str
    key: str
    rgb: Colour | None = None


class LabelSet:
    """Named label values with their place in a vocabulary of ours."""

    def __init__(self, name: str, entries: Iterable[Entry], target: Vocabulary = LANDSCAPE) -> None:
        self.name = name
        self.entries = tuple(entries)
        self._target = target

    @cached_property
    def vocabulary(self) -> dict[int, str]:
        """The published name of each value."""
        return {entry.raw: entry.name for entry in self.entries}

    @cached_property
    def colours(self) -> dict[int, Colour] | None:
        """The published colour of each value, or None for a set without colours."""
        colours = {entry.raw: entry.rgb for entry in self.entries if entry.rgb is not None}
        return colours or None

    @cached_property
    def first(self) -> int:
        """The value of the first label proper: 0, or 1 in sets that keep 0 for what has no label."""
        return 1 if self.entries[0].name in {"void", "other", "unlabeled"} else 0

    @cached_property
    def _landscape_by_value(self) -> NDArray[np.int16]:
        table = np.full(_HIGHEST - _LOWEST + 3, _FOREIGN, np.int16)
        table[EMPTY_VALUE - _LOWEST + 1] = 0
        for entry in self.entries:
            table[entry.raw - _LOWEST + 1] = self._target.id(entry.key)
        return table

    @cached_property
    def _landscape_by_colour(self) -> dict[int, int]:
        """Our label of each colour, a number 0xRRGGBB; where two labels share one, the first in the list has it."""
        table: dict[int, int] = {}
        for entry in self.entries:
            if entry.rgb is not None:
                red, green, blue = entry.rgb
                table.setdefault(red << 16 | green << 8 | blue, self._target.id(entry.key))
        return table

    def to_landscape(self, raw: NDArray[np.integer[Any]]) -> LabelMap:
        """Our labels, uint8 (H, W), for the set's values, integers (H, W).

        InputError names the first foreign value in reading order with its row and column (from 0).
        """
        places = np.clip(raw.astype(np.int64), _LOWEST - 1, _HIGHEST + 1) - (_LOWEST - 1)
        mapped = self._landscape_by_value[places]
        if (foreign := first_where(mapped == _FOREIGN)) is not None:
            row, column = foreign
            raise InputError(
                f"label {raw[row, column]} at row {row}, column {column} isn't in the label set {self.name} "
                f"({self.entries[0].raw} to {self.last}, {EMPTY_VALUE} for none)"
            )
        labels: LabelMap = mapped.astype(np.uint8)
        return labels

    def of_colours(self, colours: Picture) -> NDArray[np.int16]:
        """Our labels for a colour-coded map, uint8 (H, W, 3), as int16 (H, W); −1 where no label has the colour."""
        numbers = colours.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], np.int32)
        found, inverse = np.unique(numbers, return_inverse=True)
        table = np.array([self._landscape_by_colour.get(int(number), _FOREIGN) for number in found], np.int16)
        return table[inverse].reshape(numbers.shape)

    @property
    def last(self) -> int:
        """The highest value that stands for a label."""
        return max(entry.raw for entry in self.entries if entry.raw != EMPTY_VALUE)


def first_where(wrong: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Row and column of the first True in reading order, or None."""
    at = int(wrong.argmax())
    row, column = divmod(at, wrong.shape[1])
    return (row, column) if wrong[row, column] else None
