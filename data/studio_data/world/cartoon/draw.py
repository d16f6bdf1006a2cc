"""A cartoon of any label map by one of the hands, with the mask of its edges."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..colour import Floats
from ..frame import Frame
from ..gaps import open_gaps
from ..layers import drawn
from ..source import source_of
from ..style import Style
from ..tone import developed
from . import ink, poster, watercolour
from .hands import HANDS
from .study import Study

_SMALL = 96  # pixels of a side; smaller pictures are painted whole
_PHOTO = {"ink": 0.7, "poster": 0.7, "watercolour": 0.65}  # of a side: what a hand looks at
_DRAW = {"ink": ink.draw, "poster": poster.draw, "watercolour": watercolour.draw}


class Cartoon(NamedTuple):
    """A drawn picture, uint8 (H, W, 3) RGB, and how far each pixel belongs to a drawn edge, uint8 (H, W)."""

    picture: NDArray[np.uint8]
    ink: NDArray[np.uint8]


def draw_cartoon(
    labels: NDArray[np.uint8],
    style: Style,
    *,
    hand: str,
    seed: int = 0,
    size: tuple[int, int] | None = None,
    supersample: int = 2,
    details: bool = True,
    horizon: float | None = None,
) -> Cartoon:
    """The cartoon of a label map by one of HANDS, and its edges; the other arguments are those of `paint`.

    What the world looks like is painted with at most one sample a pixel; shapes and lines take all of them.
    """
    if hand not in HANDS:
        raise ValueError(f"hand is {hand!r}; it must be one of {', '.join(HANDS)}")
    source = source_of(labels, size, supersample)
    frame = Frame(source, style, seed=seed, supersample=supersample, hand=hand, details=False, horizon=horizon)
    if style.season == "winter" and frame.mask("tree").any():
        open_gaps(frame)  # bare trees are their branches, not their crowns
    small = source_of(source, _photo_size(source.shape, _PHOTO[hand] if supersample == 1 else 1.0), 1)
    seen = Frame(small, style, seed=seed, supersample=1, hand=hand, details=False, horizon=frame.horizon)
    photo = developed(seen, drawn(seen)).astype(np.float32) * np.float32(1 / 255)
    picture, edges = _DRAW[hand](Study(frame, photo, seen.labels, details))
    return Cartoon(as_pixels(picture, supersample), as_pixels(edges, supersample))


def _photo_size(shape: tuple[int, ...], share: float) -> tuple[int, int]:
    """The photo's size: with one sample a pixel, a share of the picture's tells the hand enough, for half the time."""
    if min(shape) < _SMALL:
        return shape[0], shape[1]
    return round(shape[0] * share), round(shape[1] * share)


def as_pixels(plane: Floats, supersample: int = 1) -> NDArray[np.uint8]:
    """Samples (H, W, …), 0 to 1, as pixels."""
    if supersample > 1:
        height, width = plane.shape[0] // supersample, plane.shape[1] // supersample
        plane = plane.reshape(height, supersample, width, supersample, *plane.shape[2:]).mean((1, 3))
    return np.asarray((np.clip(plane, 0, 1) * 255 + 0.5).astype(np.uint8))
