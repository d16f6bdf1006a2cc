"""Labels can be told apart at every colour depth, by colour or by glyph, and by colour-blind eyes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, Label
from studio.terminal.colours import xterm_palette

PAIRS = list(combinations(LANDSCAPE, 2))

# Full dichromacy, on linear RGB (Viénot, Brettel and Mollon 1999).
BLINDNESS = {
    "protanopia": np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]]),
}
TOLD_APART = 3.0
"""Distance in CIE Lab from which two colours beside each other are told apart; 2.3 is just noticeable."""


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear RGB (0..1) to CIE Lab, D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def linear(rgb: tuple[int, ...]) -> NDArray[np.float64]:
    values = np.array(rgb) / 255
    straight: NDArray[np.float64] = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return straight


def distance(one: Label, other: Label, sight: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(lab(sight @ linear(one.rgb)) - lab(sight @ linear(other.rgb))))


def test_no_two_labels_have_one_colour_in_truecolor_or_256() -> None:
    assert len({label.rgb for label in LANDSCAPE}) == len(LANDSCAPE)
    assert len({label.xterm for label in LANDSCAPE}) == len(LANDSCAPE)
    shown = {tuple(xterm_palette()[label.xterm]) for label in LANDSCAPE}
    assert len(shown) == len(LANDSCAPE)


def test_sixteen_colours_and_none_are_told_apart_by_glyphs() -> None:
    glyphs = [label.glyph for label in LANDSCAPE]
    assert len(set(glyphs)) == len(glyphs)
    assert all(len(glyph) == 1 and glyph.isascii() and glyph.isprintable() for glyph in glyphs)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_colour_blind_eyes_tell_labels_apart(blindness: str) -> None:
    sight = BLINDNESS[blindness]
    confused = [(one.key, other.key) for one, other in PAIRS if distance(one, other, sight) < TOLD_APART]
    assert confused == []


def test_every_pair_is_well_apart_for_usual_eyes() -> None:
    assert min(distance(one, other, np.eye(3)) for one, other in PAIRS) > 2 * TOLD_APART
