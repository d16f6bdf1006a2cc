"""Water lies level: where it meets the sky, its edge is one straight row."""

from __future__ import annotations

import numpy as np

from studio.labels import LANDSCAPE, LabelMap

_WATERS = LANDSCAPE.ids("sea", "lake")
_OVERHEAD = LANDSCAPE.ids("sky", "cloud", "sun", "fog")
_MOST_TILT = 0.08
"""Edges that stray by more, in shares of the map's height, are several shores and no horizon."""


def water_edges(labels: LabelMap, water: int) -> tuple[np.ndarray, np.ndarray]:
    """Columns where `water` begins right below the sky, and the row where it does, each column's uppermost."""
    begins = (labels[1:] == water) & np.isin(labels[:-1], _OVERHEAD)
    columns = np.flatnonzero(begins.any(axis=0))
    return columns, begins[:, columns].argmax(axis=0) + 1


def levelled(labels: LabelMap) -> LabelMap:
    """The map, uint8 (H, W), with the edge of sea and lakes against the sky moved to its middle row."""
    level = labels.copy()
    for water in _WATERS:
        columns, rows = water_edges(labels, water)
        if columns.size == 0 or np.ptp(rows) > _MOST_TILT * labels.shape[0]:
            continue
        middle = int(np.median(rows))
        for column, row in zip(columns.tolist(), rows.tolist(), strict=True):
            if row < middle:
                level[row:middle, column] = labels[row - 1, column]
            else:
                level[middle:row, column] = water
    return level
