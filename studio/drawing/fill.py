"""Fill: the pixels of one label that hang together get another."""

from __future__ import annotations

import numpy as np

from studio.drawing.brush import Point
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap


def flood(labels: LabelMap, at: Point, label: int) -> Region:
    """Give `label` to the area around `at`, (row, column): equal pixels joined over edges, not corners.

    Changes `labels` in place and returns the area's bounding region; EMPTY when `at` lies outside of the map or has
    that label already.
    """
    row, column = at
    if not (0 <= row < labels.shape[0] and 0 <= column < labels.shape[1]) or labels[row, column] == label:
        return EMPTY
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    areas, _ = ndimage.label(labels == labels[row, column])
    inside = areas == areas[row, column]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    labels[inside] = label
    return Region(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
