"""When a person saw what: the bytes that arrived, played to an emulated terminal afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyte

from studio.labels import LANDSCAPE

CLOSE = 70
"""How far a colour may be from the one that is looked for, summed over channels: 256 colours are coarse."""

STRINGS = re.compile(rb"\x1b[_P][^\x1b]*\x1b\\|\x1b\]52[^\x07]*\x07")
BEGUN = re.compile(rb"\x1b(\[[0-9;?<>]*|[_P][^\x1b]*\x1b?|\][^\x07]*)?\Z")
"""A sequence that goes on in the next piece."""


@dataclass(frozen=True)
class Step:
    """A step of the hand: when (`time.perf_counter()`), and the cell that it touched."""

    at: float
    column: int
    line: int


def seen_at(
    pieces: Sequence[tuple[float, bytes]], first: int, steps: Sequence[Step], size: tuple[int, int], label: str
) -> tuple[list[float], list[float]]:
    """When each step was to be seen on the canvas, and in the picture; 0 where it never was.

    `pieces` are all that came, with the time; the steps were made behind piece `first`. The picture stands as far right
    of the canvas as the screen's middle.
    """
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    paint = LANDSCAPE.by_key(label).rgb
    canvas, picture = [0.0] * len(steps), [0.0] * len(steps)
    held = b""
    for number, (at, piece) in enumerate(pieces):
        whole = held + piece
        cut = whole.rfind(b"\x1b")  # a sequence that goes on in the next piece
        held = (
            whole[cut:] if cut >= 0 and len(whole) - cut < 40 and not whole[cut:].endswith((b"H", b"l", b"m")) else b""
        )
        stream.feed(STRINGS.sub(b"", whole[: len(whole) - len(held)]))
        if number < first:
            continue
        for place, step in enumerate(steps):
            if step.at > at:
                break
            if not canvas[place] and _shows(screen, step.column, step.line, paint):
                canvas[place] = at
            if not picture[place] and _shows(screen, step.column + size[0] // 2 + 1, step.line, paint):
                picture[place] = at
    return canvas, picture


def line_changed(pieces: Sequence[tuple[float, bytes]], first: int, size: tuple[int, int], line: int) -> float:
    """When a line of the screen looked otherwise than before piece `first`; 0 if it never did."""
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    before: list[pyte.screens.Char] = []
    for number, (at, piece) in enumerate(pieces):
        if number == first:
            before = [screen.buffer[line][column] for column in range(size[0])]
        stream.feed(STRINGS.sub(b"", piece))
        if number >= first and before != [screen.buffer[line][column] for column in range(size[0])]:
            return at
    return 0.0


def _shows(screen: pyte.Screen, column: int, line: int, wanted: tuple[int, int, int]) -> bool:
    cell = screen.buffer[line][column]
    return any(_is_close(colour, wanted) for colour in (cell.fg, cell.bg))


def _is_close(colour: str, wanted: tuple[int, int, int]) -> bool:
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        return False
    return sum(abs(one - other) for one, other in zip(bytes.fromhex(colour), wanted, strict=True)) <= CLOSE
