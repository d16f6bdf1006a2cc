"""Two pictures of a size in one: what was, and what is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.labels import Picture

_HEAT = np.array([[10, 10, 14], [70, 20, 90], [190, 50, 60], [250, 160, 40], [255, 250, 210]], np.float32)
"""From no difference to the largest."""

_MOST = 128
"""Differences of a channel from here on are the largest."""


def wipe(was: Picture, now: Picture) -> Picture:
    """What was on the left half, what is on the right one, a light line between them."""
    middle = now.shape[1] // 2
    both = now.copy()
    both[:, :middle] = was[:, :middle]
    line = max(1, now.shape[1] // 128)
    both[:, middle : middle + line] = 255
    return both


def side_by_side(was: Picture, now: Picture) -> Picture:
    """Both whole, at half the size, one above the other's height in the middle."""
    small = [picture[::2, ::2] for picture in (was, now)]
    both = np.zeros_like(now)
    top = (now.shape[0] - small[0].shape[0]) // 2
    both[top : top + small[0].shape[0], : small[0].shape[1]] = small[0]
    both[top : top + small[1].shape[0], now.shape[1] - small[1].shape[1] :] = small[1]
    return both


def difference(was: Picture, now: Picture) -> Picture:
    """How far apart both are, as heat: dark where they are equal."""
    apart = np.abs(was.astype(np.int16) - now).max(axis=2).clip(0, _MOST) * (len(_HEAT) - 1) / _MOST
    below = np.minimum(apart.astype(int), len(_HEAT) - 2)
    share = (apart - below)[..., None]
    heat: Picture = np.rint(_HEAT[below] * (1 - share) + _HEAT[below + 1] * share).astype(np.uint8)
    return heat


def flicker(was: Picture, now: Picture, *, turn: bool) -> Picture:
    """What was at one turn, what is at the other."""
    return was if turn else now


WAYS: dict[str, Callable[[Picture, Picture], Picture] | None] = {
    "wipe": wipe,
    "flicker": None,
    "side": side_by_side,
    "difference": difference,
}
"""How two pictures are compared, by name; flicker needs a turn."""
