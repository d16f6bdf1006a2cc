"""Paint: a picture out of any label map, a person's scribble too, under a style."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .source import filled, source_of
from .style import Style


def paint(
    labels: NDArray[np.uint8],
    style: Style,
    *,
    seed: int = 0,
    size: tuple[int, int] | None = None,
    supersample: int = 2,
    hand: str | None = None,
    details: bool = True,
    horizon: float | None = None,
) -> NDArray[np.uint8]:
    """The picture uint8 (H, W, 3) RGB of a label map; the same bytes for the same arguments.

    labels: uint8 (h, w) of LANDSCAPE ids; void takes the nearest label. style: how it looks. seed: fine texture only.
    size: (H, W) to draw at, the map's own when None. supersample: samples per pixel along an axis, 1 to 4.
    hand: who draws a cartoon of it, one of HANDS; None paints the world as it is.
    details: stars and grain, which neither labels nor style tell.
    horizon: its height in the picture, 0 (top) to 1, kept within 0.08 to 0.78; read from the map when None.
    ValueError: labels that aren't a uint8 map of LANDSCAPE ids, or an unknown hand, a senseless size or supersample.
    """
    # SciPy comes in with the first picture, so that importing the world stays cheap.
    from .cartoon.draw import draw_cartoon
    from .frame import Frame
    from .layers import drawn
    from .tone import developed

    if hand is not None:
        return draw_cartoon(
            labels, style, hand=hand, seed=seed, size=size, supersample=supersample, details=details, horizon=horizon
        ).picture
    source = source_of(labels, size, supersample)
    frame = Frame(source, style, seed=seed, supersample=supersample, hand=None, details=details, horizon=horizon)
    picture = drawn(frame)
    if supersample > 1:
        height, width = source.shape
        picture = picture.reshape(height, supersample, width, supersample, 3).mean((1, 3))
    return developed(frame, picture)


def horizon_in(labels: NDArray[np.uint8]) -> float:
    """Where `paint` sees the horizon of a label map, uint8 (h, w): its height in the picture, 0 (top) to 1."""
    from .geometry import horizon_of

    return horizon_of(filled(labels))
