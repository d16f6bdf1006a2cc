"""The map that is painted: checked, at the size that was asked for, without void."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

_VOID, _SKY = LANDSCAPE.ids("void", "sky")


def source_of(labels: NDArray[np.uint8], size: tuple[int, int] | None, supersample: int) -> NDArray[np.uint8]:
    """The map to paint, uint8 (H, W) without void; ValueError says what can't be painted."""
    source = filled(_checked(labels))
    if not 1 <= supersample <= 4:
        raise ValueError(f"supersample is {supersample}; it must be 1 to 4")
    return source if size is None or size == source.shape else _resized(source, size)


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
