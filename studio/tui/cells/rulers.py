"""Rulers: letters along the top and the left of a map, so that two keys name any place of it."""

from __future__ import annotations

from string import ascii_lowercase

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from studio.tui.cells.viewport import Viewport

LETTERS = ascii_lowercase
_LOOK = Style(reverse=True, bold=True)


def place_of(letter: str, count: int) -> int:
    """The row or column, of `count`, that a letter (a to z) names: spread evenly from the first to the last."""
    return round(LETTERS.index(letter) * (count - 1) / (len(LETTERS) - 1))


def letters_at(count: int) -> dict[int, str]:
    """The letter at each of `count` rows or columns that has one; where two fall together, the first."""
    placed: dict[int, str] = {}
    for letter in LETTERS:
        placed.setdefault(place_of(letter, count), letter)
    return placed


def with_rulers(segments: list[Segment], line: int, viewport: Viewport) -> list[Segment]:
    """A line of cells with the letters that belong on it: all columns' on the first line, its row's on any other."""
    strip = Strip(segments)
    if line == 0:
        letters = letters_at(viewport.columns)
    else:
        row = letters_at(viewport.lines).get(line)
        letters = {0: row} if row else {}
    for column, letter in letters.items():
        if column < strip.cell_length:
            label = Strip([Segment(letter, _LOOK)])
            strip = Strip.join([strip.crop(0, column), label, strip.crop(column + 1, strip.cell_length)])
    return list(strip)
