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
    for doubling in range(_MOST):
        if 1.4 * labels.shape[0] > shape[0] or 1.4 * labels.shape[1] > shape[1]:
            break
        labels = _doubled(labels, stair=2**doubling)
    return labels


def _doubled(labels: LabelMap, stair: int) -> LabelMap:
    """Twice the size. A quarter of a cell takes the label of the two cells it leans on where these are alike and the
    cell's other two neighbours differ from them (Scale2x, A. Mazzoleni 2001). stair: how many cells a step may be long.
    """
    around = np.pad(labels, stair, mode="edge")
    height, width = labels.shape

    def beside(down: int, across: int) -> LabelMap:
        return around[stair + down : stair + down + height, stair + across : stair + across + width]

    large = np.empty((2 * height, 2 * width), labels.dtype)
    for row, up in enumerate((-1, 1)):
        for column, out in enumerate((-1, 1)):
            near = beside(up, 0)
            leans = (near == beside(0, out)) & (near != beside(0, -out)) & (near != beside(-up, 0))
            on = [beside(up, -out * far) == labels for far in range(1, stair + 1)]
            under = [beside(-up * far, out) == labels for far in range(1, stair + 1)]
            goes_on, comes_from = np.logical_or.reduce(on), np.logical_or.reduce(under)
            leans &= ~_CORNERED[labels] | goes_on | comes_from
            leans &= ~_CORNERED[near] | (goes_on & comes_from)
            large[row::2, column::2] = np.where(leans, near, labels)
    return large
