"""Fractal lines: the same wild shape at any width, from a seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Profile = NDArray[np.float64]

_LEVELS = 9
"""Halvings of the line: 512 pieces, finer than the columns of most drawings."""


def fractal_line(count: int, seed: int, roughness: float = 0.5) -> Profile:
    """`count` heights along a line, about -1..1 and 0 at both ends, by midpoint displacement.

    roughness (0..1): how much of the wildness is left at half the scale. Another `count` samples the same line.
    """
    chance = np.random.default_rng(seed)
    heights = np.zeros(2)
    spread = 1.0
    for _ in range(_LEVELS):
        middles = (heights[1:] + heights[:-1]) / 2 + chance.uniform(-spread, spread, len(heights) - 1) / 2
        both = np.empty(2 * len(heights) - 1)
        both[::2], both[1::2] = heights, middles
        heights, spread = both, spread * roughness
    return np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(heights)), heights)
