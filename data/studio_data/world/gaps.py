"""Gaps around crowns: where no leaf of a painted plant is, the map takes the label that lies beside the plant.

So the sky, the meadow or the mountain itself is seen through a tree, and shadows and reflections have its shape.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

from .colour import Mask
from .frame import Frame
from .geometry import is_any
from .patch import Patch
from .species import conifers, crowns, shrubs, skeletons
from .sprites import Sprites
from .standing import Stand
from .stands import Habit, is_wood, stand

_HABITS = {
    "forest": Habit(0.46, 8, 0.66, 0.6, 0.8),
    "tree": Habit(0.78, 7, 0.72, 0.55, 1.45),
    "bush": Habit(1.6, 10, 0.55, 0.24, 1.9, 1.1),
}
_PLANTS = LANDSCAPE.ids(*_HABITS)
_EDGE = 0.3  # of a wood's plants' height: so far down from its outline there are gaps to look through
_BARE = 0.75  # of a bare one's
_RIM = 0.03  # picture heights at a wood's sides that are open, too


def open_gaps(frame: Frame) -> None:
    """Give away what the frame's forests, trees and bushes don't cover, and keep in `frame.stands` where they stand."""
    for key in _HABITS:
        mask = frame.mask(key)
        if mask.any():
            patch = Patch(frame, mask)
            plants = _planted(patch, key)
            gone = _opened(patch, plants, key)
            frame.stands[key] = Stand(*(plane[~gone] for plane in plants))


def stood(patch: Patch, key: str) -> Stand:
    """The plants of a patch, as `open_gaps` left them; planted now where it hasn't been called."""
    kept = patch.frame.stands.get(key)
    return kept if kept is not None and len(kept.cover) == len(patch) else _planted(patch, key)


def _planted(patch: Patch, key: str) -> Stand:
    return stand(patch, _sprites(key, patch.frame.style.season), _HABITS[key])


def _sprites(key: str, season: str) -> Sprites:
    if key == "forest":
        return conifers()
    if key == "bush":
        return shrubs()
    return skeletons() if season == "winter" else crowns()


def _opened(patch: Patch, plants: Stand, key: str) -> Mask:
    """Label the gaps anew with what is beside the plant in its row; True (n,) where that was done."""
    frame, habit = patch.frame, _HABITS[key]
    wood = is_wood(patch, habit)[patch.things[0]]
    reach = _BARE if key == "tree" and frame.style.season == "winter" else _EDGE
    deep = patch.y - patch.top > reach * np.minimum(habit.tall * (patch.foot - patch.top), habit.tallest)
    gap = (plants.cover == 0) & ~(wood & (deep & ~_rim(patch) | (patch.top <= 0)))
    at = np.flatnonzero(gap)
    beside = _beside(patch, at)
    gap[at] = ~is_any(beside, _PLANTS)
    frame.labels.reshape(-1)[patch.index[gap]] = beside[gap[at]]
    return np.asarray(gap)


def _rim(patch: Patch) -> Mask:
    """Where a wood ends to the left or right within the picture."""
    left, right = patch.x - patch.left, patch.left + patch.breadth - patch.x
    return np.asarray(((left < _RIM) & ~patch.cut_left) | ((right < _RIM) & ~patch.cut_right))


def _beside(patch: Patch, at: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The label next to the pixels' stretches in their rows, on the nearer side; above the outline at a wood's top."""
    frame = patch.frame
    height, width = frame.height, frame.width
    start = patch.row[at].astype(np.int64) * width
    breadth, across = patch.breadth[at], patch.across[at]
    left = np.rint(patch.left[at] * height).astype(np.int64) - 1
    right = np.rint((patch.left[at] + breadth) * height).astype(np.int64)
    flat = frame.labels.reshape(-1)
    take_left = ((across < 0.5) & (left >= 0)) | (right >= width)
    away = height // 60  # off the border, where labels bend towards the plant
    next_to = np.where(take_left, left, right)
    farther = np.where(take_left, left - away, right + away)
    side = flat[start + np.clip(farther, 0, width - 1)]
    side = np.where(is_any(side, _PLANTS), flat[start + np.clip(next_to, 0, width - 1)], side)
    above = np.rint(patch.top[at] * height).astype(np.int64) - 1
    over = flat[np.maximum(above, 0) * width + patch.column[at]]
    return np.asarray(np.where((breadth > 0.5 * frame.aspect) & (above >= 0), over, side), np.uint8)
