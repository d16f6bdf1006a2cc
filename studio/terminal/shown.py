"""What the terminal shows, cell by cell, so that a frame of the whole screen carries only what is different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style

Cell = tuple[str, Style | None]
"""A character and how it looks; a wide character's second cell is empty."""

WORTH_A_MOVE = 3
"""Unchanged cells between two changed ones that are sent again rather than skipped by moving the cursor."""


class Shown:
    """Lines of cells. A line that is not known differs from everything."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell | None]] = {}
        self._size = (0, 0)

    def forget(self) -> None:
        """The terminal may show anything."""
        self._lines.clear()

    def fit(self, size: tuple[int, int]) -> None:
        """The screen has this size (columns, lines); a terminal that became another size shows anything."""
        if size != self._size:
            self._size = size
            self.forget()

    def put(self, x: int, y: int, segments: Iterable[Segment]) -> None:
        """These cells are sent."""
        cells = list(cells_of(segments))
        line = self._lines.setdefault(y, [])
        line.extend([None] * (x + len(cells) - len(line)))
        line[x : x + len(cells)] = cells

    def differing(self, x: int, y: int, segments: Iterable[Segment]) -> list[tuple[int, int]]:
        """The runs of cells, first and behind the last, that these segments would change on line `y` from `x` on."""
        known = self._lines.get(y)
        cells = list(cells_of(segments))
        if known is None:
            return [(0, len(cells))] if cells else []
        before = known[x : x + len(cells)]
        before.extend([None] * (len(cells) - len(before)))
        places = [place for place, (was, now) in enumerate(zip(before, cells, strict=True)) if was != now]
        return [whole(run, cells) for run in _runs(places)]


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    if not places:
        return
    first = last = places[0]
    for place in places[1:]:
        if place - last > WORTH_A_MOVE:
            yield first, last + 1
            first = place
        last = place
    yield first, last + 1


def whole(run: tuple[int, int], cells: list[Cell]) -> tuple[int, int]:
    """A run that cuts no wide character in half."""
    first, end = run
    while first > 0 and cells[first][0] == "":
        first -= 1
    while end < len(cells) and cells[end][0] == "":
        end += 1
    return first, end


def cells_of(segments: Iterable[Segment]) -> Iterator[Cell]:
    """The cells that segments fill, one after another."""
    for text, style, control in segments:
        if control:
            continue
        if text.isascii():
            yield from ((character, style) for character in text)
            continue
        for character in text:
            width = get_character_cell_size(character)
            if width:
                yield character, style
            if width == 2:
                yield "", style
