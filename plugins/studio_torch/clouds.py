"""Painted clouds: bars and blocks of cells become billows before a network sees them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, LabelMap

_Mask = NDArray[np.bool_]
_Puff = tuple[float, float, float]
"""Row and column of a disc's middle, and its radius, in pixels."""

_CLOUD, _SKY = LANDSCAPE.ids("cloud", "sky")
_BLOCKY = 0.03
"""Upright borders that go straight for this share of the map's height are a brush's and no cloud's."""
_LARGEST = 0.09
"""The radius of the largest puff, in map heights."""
_TAPER = 0.06
"""Over how much of the map's height a cloud's ends become thinner."""
_SPACING, _CORNER, _THINNER = 0.6, 1.15, 0.8
"""Puffs stand at least so many of their radii apart, and further from those that are thinner by this factor."""


def with_billowing_clouds(labels: LabelMap) -> LabelMap:
    """`labels`, uint8 (H, W), where clouds that are made of blocks consist of puffs above a level foot.

    What is cut off becomes sky, and of the sky alone something is taken; clouds that are drawn as in nature stay as
    they are. A cloud's puffs depend on its own shape and place alone, so that a stroke elsewhere doesn't move them.
    """
    clouds = labels == _CLOUD
    sky = labels == _SKY
    if not clouds.any() or not sky.any():
        return labels
    from scipy import ndimage

    drawn = labels.copy()
    parts, _ = ndimage.label(clouds)
    for number, box in enumerate(ndimage.find_objects(parts), 1):
        if not _are_blocks(parts[_wider(box, 1)] == number, _BLOCKY * len(labels)):
            continue
        around = _wider(box, round(2 * _LARGEST * len(labels)))
        cloud = parts[around] == number
        billowed, inner = _puffed(cloud, len(labels), _chances(labels.shape)[:, *around])
        drawn[around][cloud & ~billowed & ~inner] = _SKY
        drawn[around][sky[around] & billowed] = _CLOUD
    return drawn


def _wider(box: tuple[slice, slice], reach: int) -> tuple[slice, slice]:
    rows, columns = (slice(max(0, side.start - reach), side.stop + reach) for side in box)
    return rows, columns


def _are_blocks(cloud: _Mask, length: float) -> bool:
    """Whether most of the upright border lies on straight runs of `length`; level ones clouds have in nature too."""
    from scipy import ndimage

    border = cloud[:, 1:] != cloud[:, :-1]
    run = np.ones((max(2, round(length)), 1))
    return bool(ndimage.binary_opening(border, run).sum() > border.sum() / 2)


def _puffed(cloud: _Mask, height: int, chances: NDArray[np.float32]) -> tuple[_Mask, _Mask]:
    """Where puffs are, and what lies deeper in the cloud than any puff is wide; `height` is the whole map's."""
    from scipy import ndimage

    largest = _LARGEST * height
    depth = ndimage.distance_transform_edt(np.pad(cloud, 1, mode="edge"))[1:-1, 1:-1]
    found = np.zeros_like(cloud)
    for row, column, radius in _puffs(np.minimum(depth, largest), _TAPER * height, chances):
        _paint(found, row, column, radius)
    above = np.maximum.accumulate(cloud[::-1], axis=0)[::-1]  # a cloud's foot stays where it is
    return found & ndimage.maximum_filter1d(above, 2 * round(largest) + 1, axis=1), depth >= largest


def _puffs(depth: NDArray[np.float64], taper: float, chances: NDArray[np.float32]) -> Iterator[_Puff]:
    """Discs along a cloud's middle, some larger and some smaller than it is thick, and two on top of each."""
    from scipy import ndimage

    within = ndimage.gaussian_filter1d((depth > 0).astype(np.float32), taper, axis=1, mode="nearest", truncate=2)
    for row, column in _middles(depth, chances[0]):
        thick = float(depth[row, column])
        swell, lean = chances[1:, row, column].tolist()
        size = (0.65 + 0.7 * swell) * (0.2 + 0.9 * float(within[row, column]))
        radius = size * thick
        foot = row + thick * (1 - size)  # it stays level whatever the size
        yield foot, column, radius
        lean = 0.5 + 0.4 * lean
        for side in (-1, 1):
            yield foot - 0.6 * radius, column + side * lean * radius, (0.4 + 0.2 * lean) * radius


def _middles(depth: NDArray[np.float64], chance: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Pixels on the ridges of `depth` that stand apart from each other; none in the corners about a thicker one."""
    from scipy import ndimage

    rows, columns = np.nonzero((depth > 0) & (depth >= ndimage.maximum_filter(depth, 3)))
    deep = depth[rows, columns]
    order = np.lexsort((chance[rows, columns], -deep))
    rows, columns, deep = rows[order], columns[order], deep[order]
    is_free = np.ones(len(rows), np.bool_)
    found = []
    for at in range(len(rows)):
        if is_free[at]:
            found.append((int(rows[at]), int(columns[at])))
            apart = np.where(deep < _THINNER * deep[at], _CORNER, _SPACING) * deep[at]
            is_free &= np.hypot(rows - rows[at], columns - columns[at]) >= apart
    return found


def _paint(mask: _Mask, row: float, column: float, radius: float) -> None:
    """Set the pixels of a disc, as far as it lies inside."""
    top, left = max(0, int(row - radius)), max(0, int(column - radius))
    part = mask[top : max(0, int(row + radius) + 2), left : max(0, int(column + radius) + 2)]
    down = (np.arange(top, top + part.shape[0]) - row)[:, None]
    across = (np.arange(left, left + part.shape[1]) - column)[None, :]
    part |= down**2 + across**2 <= radius**2


@lru_cache(maxsize=4)
def _chances(shape: tuple[int, int]) -> NDArray[np.float32]:
    """Three numbers of chance for every pixel, the same each time: (3, H, W), 0 to 1."""
    return np.random.default_rng(0).random((3, *shape), np.float32)
