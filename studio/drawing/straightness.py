"""How straight and blocky a map's borders are: the lengths of the runs in which they go straight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, LabelMap

_WALL_SHARE = 0.3
"""Runs longer than this share of the map's height are walls and frames."""

_BUILT = LANDSCAPE.ids("house", "building", "bridge")


def block_size(labels: LabelMap) -> float:
    """How long, in pixels, the upright straight run is that a pixel of an upright border typically lies on; 0 without.

    Only upright borders are looked at, and not those of built things: shores and horizons are level in nature too.
    Those of nature come to 1 to 5, those of a map made of blocks to the blocks' size or more.
    """
    ground = np.where(np.isin(labels, _BUILT), 0, labels)
    runs = _level_runs(ground.T)
    runs = runs[runs < _WALL_SHARE * labels.shape[0]]
    if runs.size == 0:
        return 0.0
    lengths = np.sort(runs)
    return float(lengths[np.searchsorted(np.cumsum(lengths), lengths.sum() / 2)])


def _level_runs(labels: LabelMap) -> NDArray[np.int64]:
    """Runs of columns over which the same two labels, 0 being none, meet between the same two rows."""
    upper, lower = labels[:-1].astype(np.int64), labels[1:].astype(np.int64)
    pairs = np.where((upper == lower) | (upper == 0) | (lower == 0), -1, upper * 256 + lower)
    walled = np.pad(pairs, ((0, 0), (0, 1)), constant_values=-1).ravel()
    starts = np.flatnonzero(np.diff(walled, prepend=-1) != 0)
    lengths = np.diff(np.append(starts, walled.size))
    found: NDArray[np.int64] = lengths[walled[starts] >= 0]
    return found
