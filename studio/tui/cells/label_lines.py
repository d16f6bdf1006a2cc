"""Lines of cells that show labels: in their colours, or by their glyphs; a reference picture may shine through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from studio.labels import LANDSCAPE, LabelMap, Picture, Vocabulary
from studio.terminal.colours import ColourDepth, ansi_picture
from studio.tui.cells.blocks import (
    NOTHING,
    Colours,
    codes_of_colours,
    codes_of_labels,
    glyph_line,
    glyph_style,
    half_block_line,
    runs,
)

LIGHT, DARK = (250, 250, 250), (16, 16, 18)

VOID_SHINES = 0.9
"""How much of a reference is seen where nothing is painted yet."""

SHADES = " '\"@"
"""How dark to light is shown where there are no colours; no label has one of these for its glyph."""


@dataclass(frozen=True, eq=False)
class Reference:
    """Colours, uint8 (rows, columns, 3) by half-cell, of which `strength` (0 to 1) shines through the labels."""

    colours: Picture
    strength: float

    @cached_property
    def shades(self) -> NDArray[np.int64]:
        """Which of SHADES each half-cell is like, (rows, columns): from the darkest that is seen to the lightest."""
        brightness = self.colours.astype(np.int64) @ np.array([2, 5, 1])
        low, high = int(brightness.min()), int(brightness.max())
        shades: NDArray[np.int64] = (brightness - low) * len(SHADES) // (high - low + 1)
        return shades


def label_line(
    shown: LabelMap,
    marked: NDArray[np.bool_],
    line: int,
    depth: ColourDepth,
    background: int,
    *,
    vocabulary: Vocabulary = LANDSCAPE,
    reference: Reference | None = None,
) -> list[Segment]:
    """One line of cells of a map's half-cells, uint8 (rows, columns); marked ones, bool, stand out."""
    upper, lower = 2 * line, min(2 * line + 1, len(shown) - 1)
    if depth in (ColourDepth.ANSI, ColourDepth.NONE):
        labels = np.maximum(shown[upper], shown[lower])
        is_marked = marked[upper] | marked[lower]
        if reference is None:
            return glyph_line(labels, is_marked, vocabulary, depth)
        is_coloured = depth is ColourDepth.ANSI
        under = ansi_picture(reference.colours[upper][None])[0] if is_coloured else reference.shades[upper]
        return _glyphs_over(under, labels, is_marked, vocabulary, depth)
    above = _colours(shown, marked, upper, depth, vocabulary, reference)
    if lower > upper:
        below = _colours(shown, marked, lower, depth, vocabulary, reference)
    else:
        below = np.full(shown.shape[1], NOTHING, np.int32)
    return half_block_line(above, below, background, depth)


def _colours(
    shown: LabelMap,
    marked: NDArray[np.bool_],
    row: int,
    depth: ColourDepth,
    vocabulary: Vocabulary,
    reference: Reference | None,
) -> Colours:
    """The colour codes of one row of half-cells."""
    labels = shown[row]
    if reference is None:
        colours: Colours = codes_of_labels(vocabulary, depth)[labels]
        seen = vocabulary.palette()[labels]
    else:
        seen = _mixed(vocabulary.palette()[labels], reference.colours[row], labels, reference.strength)
        colours = codes_of_colours(seen, depth)
    if marked[row].any():
        is_light = seen.astype(np.int32) @ np.array([2, 5, 1]) > 8 * 150
        marks = codes_of_colours(np.where(is_light[:, None], DARK, LIGHT).astype(np.uint8), depth)
        colours = np.where(marked[row], marks, colours)
    return colours


def _mixed(paint: Picture, under: Picture, labels: LabelMap, strength: float) -> Picture:
    share = np.where(labels == 0, max(VOID_SHINES, strength), strength)[:, None]
    mixed: Picture = np.rint(paint * (1 - share) + under * share).astype(np.uint8)
    return mixed


def _glyphs_over(
    under: NDArray[np.integer],
    labels: LabelMap,
    marked: NDArray[np.bool_],
    vocabulary: Vocabulary,
    depth: ColourDepth,
) -> list[Segment]:
    """Glyphs, and where there is no label the reference: one of the 16 colours, or of SHADES, each."""
    is_bare = labels == 0
    segments = []
    for start, end in runs((labels.astype(np.int64) * 32 + np.where(is_bare, under, 0)) * 2 + marked):
        is_marked = bool(marked[start])
        if not is_bare[start]:
            label = vocabulary[int(labels[start])]
            text, style = label.glyph, glyph_style(label, depth, marked=is_marked)
        elif depth is ColourDepth.ANSI:
            text, style = " ", Style(bgcolor=Color.from_ansi(15 if is_marked else int(under[start])))
        else:
            text, style = SHADES[under[start]], Style(reverse=is_marked)
        segments.append(Segment(text * (end - start), style))
    return segments
