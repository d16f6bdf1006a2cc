"""Tidying a label map that a network made: specks too small to be meant go over to what surrounds them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import LANDSCAPE, LabelMap

SMALLEST_PART = 0.0005
"""How much of the map's area a region needs to be kept."""

SMALL_BY_NATURE = (LANDSCAPE.id("sun"),)


def without_crumbs(labels: LabelMap, smallest_part: float = SMALLEST_PART) -> LabelMap:
    """The map, uint8 (H, W), with every connected region below `smallest_part` of its area given to the label that it
    borders on most. What is small by nature, like the sun, stays, and so does the last region of a map of crumbs."""
    crumbs = _crumbs(labels, smallest_part * labels.size)
    if not crumbs.any() or crumbs.all():
        return labels
    patches, count = ndimage.label(crumbs)
    tidy = labels.copy()
    tidy[crumbs] = _bordering(labels, patches, count)[patches[crumbs]]
    return tidy


def _crumbs(labels: LabelMap, smallest: float) -> NDArray[np.bool_]:
    crumbs = np.zeros(labels.shape, np.bool_)
    for label in np.unique(labels):
        if label in SMALL_BY_NATURE:
            continue
        regions, _ = ndimage.label(labels == label)
        is_small = np.bincount(regions.ravel()) < smallest
        is_small[0] = False
        crumbs |= is_small[regions]
    return crumbs


def _bordering(labels: LabelMap, patches: NDArray[np.int32], count: int) -> LabelMap:
    """For every patch (1 … count) the label that its border touches most; patches touch no other patch."""
    touched = np.zeros((count + 1, len(LANDSCAPE)), np.int64)
    upper, lower, left, right = np.s_[:-1], np.s_[1:], np.s_[:, :-1], np.s_[:, 1:]
    for here, there in ((upper, lower), (lower, upper), (left, right), (right, left)):
        border = (patches[here] > 0) & (patches[there] == 0)
        np.add.at(touched, (patches[here][border], labels[there][border]), 1)
    likeliest: LabelMap = touched.argmax(1).astype(np.uint8)
    return likeliest
