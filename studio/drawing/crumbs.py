"""Crumbs: specks too small to be anything, left behind by a hasty hand."""

from __future__ import annotations

import numpy as np

from studio.drawing.area import Mask
from studio.drawing.holes import grown_over
from studio.labels import LANDSCAPE, LabelMap

_SMALLEST_SHARE = 1 / 5000
"""Of the map: what is smaller is a crumb (13 pixels of 256²)."""

_MAY_BE_SMALL = LANDSCAPE.ids("sun", "house", "building", "tree", "bush", "rock", "flower", "bridge")
"""What is a thing of its own even where it is small, as long as it is no speck."""

_SPECK_SHARE = 1 / 20000


def crumbs(labels: LabelMap) -> Mask:
    """Which pixels, bool (H, W), belong to a crumb: a joined area of one label too small to be anything."""
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    found = np.zeros(labels.shape, bool)
    for label in np.unique(labels[labels > 0]).tolist():
        share = _SPECK_SHARE if label in _MAY_BE_SMALL else _SMALLEST_SHARE
        areas, _ = ndimage.label(labels == label, np.ones((3, 3)))
        sizes = np.bincount(areas.ravel())
        is_small = sizes < share * labels.size
        is_small[0] = False
        found |= is_small[areas]
    return found


def without_crumbs(labels: LabelMap) -> LabelMap:
    """The map with every crumb taken over by what surrounds it."""
    return grown_over(labels, crumbs(labels))
