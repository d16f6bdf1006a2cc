"""Label maps of few cells made larger without their stairs: slopes that were drawn cell by cell become slopes."""

from __future__ import annotations

import numpy as np

from studio.labels import LANDSCAPE, LabelMap

_CORNERED = np.zeros(256, np.bool_)
_CORNERED[list(LANDSCAPE.ids("house", "building", "bridge", "cloud", "sun"))] = True
"""They lose the stairs of a roof, but keep a corner that stands alone: walls have such, and blocks of cloud and sun
become round in ways of their own.
"""
_MOST = 3
"""Doublings; eight times as large a corner is a pixel of most pictures."""


def enlarged(labels: LabelMap, shape: tuple[int, int]) -> LabelMap:
    """`labels`, uint8 (H, W), doubled until they are about as large as `shape`."""
    for _ in range(_MOST):
        if 1.4 * labels.shape[0] > shape[0] or 1.4 * labels.shape[1] > shape[1]:
            break
        labels = _doubled(labels)
    return labels


def _doubled(labels: LabelMap) -> LabelMap:
    """Twice the size. A quarter of a cell takes the label of the two cells it leans on where these are alike and the
    cell's other two neighbours differ from them (Scale2x, A. Mazzoleni 2001).
    """
    around = np.pad(labels, 1, mode="edge")
    rows, columns = (slice(0, -2), slice(2, None)), (slice(0, -2), slice(2, None))
    middle = slice(1, -1)
    large = np.empty((2 * labels.shape[0], 2 * labels.shape[1]), labels.dtype)
    for row in (0, 1):
        near, far = around[rows[row], middle], around[rows[1 - row], middle]
        for column in (0, 1):
            beside, opposite = around[middle, columns[column]], around[middle, columns[1 - column]]
            leans = (near == beside) & (near != opposite) & (beside != far)
            along = [
                around[rows[row], columns[1 - column]] == labels,
                around[rows[1 - row], columns[column]] == labels,
            ]
            leans &= ~_CORNERED[labels] | along[0] | along[1]
            leans &= ~_CORNERED[near] | (along[0] & along[1])
            large[row::2, column::2] = np.where(leans, near, labels)
    return large
