"""Label maps of few cells made larger without their stairs: slopes that were drawn cell by cell become slopes."""

from __future__ import annotations

import numpy as np

from studio.labels import LANDSCAPE, LabelMap

_WHOLE = np.zeros(256, np.bool_)
_WHOLE[list(LANDSCAPE.ids("house", "building", "bridge", "cloud", "sun"))] = True
"""Walls keep their corners; blocks of cloud and sun become round in ways of their own."""
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
    above, below = around[:-2, 1:-1], around[2:, 1:-1]
    left, right = around[1:-1, :-2], around[1:-1, 2:]
    whole = _WHOLE[labels]
    large = np.empty((2 * labels.shape[0], 2 * labels.shape[1]), labels.dtype)
    for row, (near, far) in enumerate(((above, below), (below, above))):
        for column, (beside, opposite) in enumerate(((left, right), (right, left))):
            leans = (near == beside) & (near != opposite) & (beside != far) & ~whole & ~_WHOLE[near]
            large[row::2, column::2] = np.where(leans, near, labels)
    return large
