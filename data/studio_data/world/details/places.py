"""Where a detail may stand: pixels of a label that have enough of it around them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..frame import Frame


def roomy_places(
    frame: Frame, keys: tuple[str, ...], room: tuple[float, float], count: int, chance: np.random.Generator
) -> NDArray[np.float32]:
    """Up to `count` points (n, 2) of y and x in picture heights, each amid `room` (height, width) of `keys`.

    Points keep a room's width from each other; farther ones come first.
    """
    mask = frame.mask(*keys)
    size = tuple(max(1, int(side * frame.height)) for side in room)
    free = ndimage.minimum_filter(mask, size, mode="constant") if mask.any() else mask
    rows, columns = np.nonzero(free)
    chosen: list[tuple[float, float]] = []
    for index in chance.permutation(len(rows))[: 40 * count]:
        y, x = (rows[index] + 0.5) / frame.height, (columns[index] + 0.5) / frame.height
        if all(abs(x - other) > room[1] for _, other in chosen):
            chosen.append((y, x))
        if len(chosen) == count:
            break
    return np.array(sorted(chosen), np.float32).reshape(-1, 2)


def grid_around(
    frame: Frame, y: float, x: float, reach: float
) -> tuple[tuple[slice, slice], NDArray[np.float32], NDArray[np.float32]]:
    """The part of the picture within `reach` of a point, and its pixels' distances from it: down and right."""
    height, width = frame.height, frame.width
    rows = _part((y - reach) * height, (y + reach) * height, height)
    columns = _part((x - reach) * height, (x + reach) * height, width)
    down = _places(rows, height) - np.float32(y)
    right = _places(columns, height) - np.float32(x)
    return (rows, columns), down[:, None], right[None]


def _part(first: float, last: float, end: int) -> slice:
    """Pixels from first to last, as far as they lie within 0 to `end`; perhaps none."""
    start = min(max(0, int(first)), end)
    return slice(start, max(start, min(end, int(last) + 2)))


def _places(pixels: slice, height: int) -> NDArray[np.float32]:
    """Middles of pixels, in picture heights."""
    middles = np.arange(pixels.start, pixels.stop, dtype=np.float32) + np.float32(0.5)
    return np.asarray(middles / np.float32(height), np.float32)
