"""Sketches as people draw them, for sample pictures during training: flat bands, square suns, boxes for houses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

# Each sketch is a list of (label, top, left, bottom, right) in parts of the frame, painted in this order.
_Stroke = tuple[str, float, float, float, float]
_SKETCHES: tuple[tuple[_Stroke, ...], ...] = (
    (
        ("sky", 0, 0, 1, 1),
        ("sun", 0.1, 0.12, 0.22, 0.24),
        ("sea", 0.5, 0, 1, 1),
        ("sand", 0.8, 0, 1, 1),
        ("cloud", 0.1, 0.55, 0.2, 0.85),
    ),
    (
        ("sky", 0, 0, 1, 1),
        ("mountain", 0.3, 0.1, 0.55, 0.5),
        ("mountain", 0.2, 0.2, 0.5, 0.38),
        ("grass", 0.5, 0, 1, 1),
        ("tree", 0.35, 0.7, 0.65, 0.88),
    ),
    (
        ("sky", 0, 0, 1, 1),
        ("grass", 0.5, 0, 1, 1),
        ("house", 0.4, 0.3, 0.7, 0.62),
        ("flower", 0.8, 0, 1, 0.5),
        ("road", 0.7, 0.42, 1, 0.56),
    ),
    (
        ("sky", 0, 0, 1, 1),
        ("building", 0.2, 0.05, 0.7, 0.25),
        ("building", 0.35, 0.3, 0.7, 0.5),
        ("building", 0.1, 0.6, 0.7, 0.8),
        ("road", 0.7, 0, 1, 1),
        ("grass", 0.65, 0.85, 1, 1),
    ),
    (
        ("sky", 0, 0, 1, 1),
        ("forest", 0.35, 0, 0.6, 1),
        ("snow", 0.55, 0, 1, 1),
        ("lake", 0.65, 0.25, 0.85, 0.8),
        ("rock", 0.8, 0.05, 0.92, 0.2),
    ),
    (
        ("sky", 0, 0, 1, 1),
        ("hill", 0.45, 0, 0.62, 0.6),
        ("field", 0.55, 0, 1, 1),
        ("river", 0.55, 0.4, 1, 0.6),
        ("bush", 0.7, 0.1, 0.82, 0.25),
        ("tree", 0.4, 0.75, 0.7, 0.95),
    ),
)


def sketches(size: int) -> NDArray[np.uint8]:
    """The sketches as label maps, uint8 (N, size, size)."""
    return np.stack([_draw(strokes, size) for strokes in _SKETCHES])


def _draw(strokes: tuple[_Stroke, ...], size: int) -> NDArray[np.uint8]:
    labels = np.zeros((size, size), np.uint8)
    for key, top, left, bottom, right in strokes:
        rows, columns = slice(round(top * size), round(bottom * size)), slice(round(left * size), round(right * size))
        labels[rows, columns] = LANDSCAPE.id(key)
    return labels
