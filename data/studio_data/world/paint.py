"""Paint: a picture out of any label map, a person's scribble too, under a style."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

from .cartoon.hands import HANDS
from .style import Style

_VOID, _SKY = LANDSCAPE.ids("void", "sky")


def paint(
    labels: NDArray[np.uint8],
    style: Style,
    *,
    seed: int = 0,
    size: tuple[int, int] | None = None,
    supersample: int = 2,
    hand: str | None = None,
    details: bool = True,
) -> NDArray[np.uint8]:
    """The picture uint8 (H, W, 3) RGB of a label map; the same bytes for the same arguments.

    labels: uint8 (h, w) of LANDSCAPE ids; void takes the nearest label. style: how it looks. seed: fine texture only.
    size: (H, W) to draw at, the map's own when None. supersample: samples per pixel along an axis, 1 to 4.
    hand: who draws a cartoon of it, one of HANDS; None paints the world as it is.
    details: stars and grain, which neither labels nor style tell.
    ValueError: labels that aren't a uint8 map of LANDSCAPE ids, or an unknown hand, a senseless size or supersample.
    """
    # SciPy comes in with the first picture, so that importing the world stays cheap.
    from .cartoon.draw import cartoon_of
    from .frame import Frame
    from .layers import drawn
    from .tone import developed

    source = filled(_checked(labels))
    if hand is not None and hand not in HANDS:
        raise ValueError(f"hand is {hand!r}; it must be one of {', '.join(HANDS)}")
    if not 1 <= supersample <= 4:
        raise ValueError(f"supersample is {supersample}; it must be 1 to 4")
    if size is not None and size != source.shape:
        source = _resized(source, size)
    if hand is not None:
        return cartoon_of(source, style, hand=hand, seed=seed, supersample=supersample, details=details).picture
    frame = Frame(source, style, seed=seed, supersample=supersample, hand=None, details=details)
    picture = drawn(frame)
    if supersample > 1:
        height, width = source.shape
        picture = picture.reshape(height, supersample, width, supersample, 3).mean((1, 3))
    return developed(frame, picture)


def filled(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`labels` with every void pixel taking the label nearest to it; sky where there is nothing else."""
    void = labels == _VOID
    if not void.any():
        return labels
    if void.all():
        return np.full_like(labels, _SKY)
    from scipy import ndimage

    rows, columns = ndimage.distance_transform_edt(void, return_distances=False, return_indices=True)
    return np.asarray(labels[rows, columns])


def _checked(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if labels.ndim != 2 or labels.dtype != np.uint8 or 0 in labels.shape:
        raise ValueError(f"a label map is uint8 (H, W) with at least one pixel, not {labels.dtype} {labels.shape}")
    if labels.max() >= len(LANDSCAPE):
        raise ValueError(f"label {labels.max()} is not in the landscape vocabulary (0 to {len(LANDSCAPE) - 1})")
    return labels


def _resized(labels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    height, width = size
    if height < 1 or width < 1:
        raise ValueError(f"size is {size}; both sides must be at least 1")
    rows = (np.arange(height) + 0.5) * labels.shape[0] / height
    columns = (np.arange(width) + 0.5) * labels.shape[1] / width
    return np.asarray(labels[rows.astype(np.intp)][:, columns.astype(np.intp)], np.uint8)
