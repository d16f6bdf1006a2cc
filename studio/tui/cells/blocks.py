"""Lines of cells from rows of colours: two pixels in a cell by a half block, runs of equal cells merged."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from studio.labels import Label, LabelMap, Picture, Vocabulary
from studio.terminal.colours import ColourDepth, ansi_picture, nearest_xterm, xterm_picture

NOTHING = -1
"""The colour code of a half-cell outside of the map: the screen's own background shows."""

ROUGH = 1 << 24
"""Added to an entry of the table of 256 colours where true colours are to be had: it is shorter to send."""

Colours = NDArray[np.int32]
"""Colour codes by half-cell: 0xRRGGBB (or a ROUGH one) in truecolor, an entry of the table at 256 and 16 colours, or
NOTHING."""


def codes_of_picture(picture: Picture, depth: ColourDepth) -> Colours:
    """The colour code of each pixel of a picture (H, W, 3), dithered where colours are few."""
    if depth is ColourDepth.XTERM:
        return xterm_picture(picture)
    if depth is ColourDepth.ANSI:
        return ansi_picture(picture)
    return _packed(picture)


def code_of(colour: tuple[int, int, int], depth: ColourDepth) -> int:
    """The colour code of one colour."""
    return int(codes_of_colours(np.array(colour, np.uint8), depth))


def codes_of_colours(colours: NDArray[np.uint8], depth: ColourDepth) -> Colours:
    """The colour code of each of some colours (..., 3), each for itself."""
    return nearest_xterm(colours) if depth in (ColourDepth.XTERM, ColourDepth.ANSI) else _packed(colours)


def codes_of_labels(vocabulary: Vocabulary, depth: ColourDepth) -> Colours:
    """The colour code of each label, by its id."""
    if depth is ColourDepth.XTERM:
        return np.array([label.xterm for label in vocabulary], np.int32)
    return _packed(vocabulary.palette()[: len(vocabulary)])


def _packed(colours: NDArray[np.uint8]) -> Colours:
    packed: Colours = colours.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], np.int32)
    return packed


def colour_of(code: int, depth: ColourDepth) -> Color:
    """The colour behind a code."""
    if depth in (ColourDepth.XTERM, ColourDepth.ANSI):
        return Color.from_ansi(code)
    if code & ROUGH:
        return Color.from_ansi(code & 255)
    return Color.from_rgb(code >> 16, code >> 8 & 255, code & 255)


@lru_cache(maxsize=16384)
def _style(ink: int, paper: int, depth: ColourDepth) -> Style:
    return Style(
        color=None if ink == NOTHING else colour_of(ink, depth),
        bgcolor=None if paper == NOTHING else colour_of(paper, depth),
    )


def _cell(upper: int, lower: int, background: int, depth: ColourDepth) -> tuple[str, Style]:
    if upper == lower:
        return " ", _style(NOTHING, background if upper == NOTHING else upper, depth)
    if upper == NOTHING:
        return "▄", _style(lower, background, depth)
    return "▀", _style(upper, background if lower == NOTHING else lower, depth)


def runs(keys: NDArray[np.integer]) -> list[tuple[int, int]]:
    """Start and end of each run of equal values in a row."""
    cuts = [0, *(np.flatnonzero(keys[1:] != keys[:-1]) + 1).tolist(), len(keys)]
    return list(pairwise(cuts))


def half_block_line(upper: Colours, lower: Colours, background: int, depth: ColourDepth) -> list[Segment]:
    """One line of cells whose upper and lower halves have the colours given, on a background colour."""
    keys = upper.astype(np.int64) << 32 | lower.astype(np.int64) & 0xFFFFFFFF
    segments = []
    for start, end in runs(keys):
        text, style = _cell(int(upper[start]), int(lower[start]), background, depth)
        segments.append(Segment(text * (end - start), style))
    return segments


def glyph_line(
    labels: LabelMap, marked: NDArray[np.bool_], vocabulary: Vocabulary, depth: ColourDepth
) -> list[Segment]:
    """One line of cells that show each label (a row of ids) by its glyph, in its own of the 16 colours where there are
    colours; marked cells are reversed."""
    segments = []
    for start, end in runs(labels.astype(np.int64) * 2 + marked):
        label = vocabulary[int(labels[start])]
        segments.append(Segment(label.glyph * (end - start), glyph_style(label, depth, marked=bool(marked[start]))))
    return segments


def glyph_style(label: Label, depth: ColourDepth, *, marked: bool = False) -> Style:
    """How a label's glyph looks: its own of the 16 colours, or none."""
    if depth is ColourDepth.NONE:
        return Style(reverse=marked)
    ink, paper = (0, 15) if marked else (label.ansi, 0)
    return Style(color=Color.from_ansi(ink), bgcolor=Color.from_ansi(paper))


def padded(segments: list[Segment], left: int, width: int, background: Style) -> Strip:
    """A strip of `width` cells with the segments at column `left`."""
    used = Segment.get_line_length(segments)
    before, after = Segment(" " * left, background), Segment(" " * (width - left - used), background)
    return Strip([segment for segment in (before, *segments, after) if segment.text], width)
