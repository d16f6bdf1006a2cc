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
_SPACING = 0.6
"""Puffs stand at least so many of their radii apart."""


def with_billowing_clouds(labels: LabelMap) -> LabelMap:
    """`labels`, uint8 (H, W), where clouds that are made of blocks consist of puffs above a level foot.

    What is cut off becomes sky, and of the sky alone something is taken; clouds that are drawn as in nature stay as
    they are. A cloud's puffs depend on its own shape and place alone, so that a stroke elsewhere doesn't move them.
    """
    clouds = labels == _CLOUD
    sky = labels == _SKY
    if not clouds.any() or not sky.any():
        return labels
    if not _are_blocks(clouds):
        return labels
    billowed, inner = _puffed(clouds)
    drawn = labels.copy()
    drawn[clouds & ~billowed & ~inner] = _SKY
    drawn[sky & billowed] = _CLOUD
    return drawn


def _are_blocks(clouds: _Mask) -> bool:
    """Whether most of the upright border lies on long straight runs; level ones clouds have in nature too."""
    from scipy import ndimage

    border = clouds[:, 1:] != clouds[:, :-1]
    run = np.ones((max(2, round(_BLOCKY * len(clouds))), 1))
    return bool(ndimage.binary_opening(border, run).sum() > border.sum() / 2)


def _puffed(clouds: _Mask) -> tuple[_Mask, _Mask]:
    """Where puffs are, and what lies deeper in a cloud than any puff is wide."""
    from scipy import ndimage

    largest = _LARGEST * len(clouds)
    depth = ndimage.distance_transform_edt(np.pad(clouds, 1, mode="edge"))[1:-1, 1:-1]
    found = np.zeros_like(clouds)
    for row, column, radius in _puffs(np.minimum(depth, largest)):
        _paint(found, row, column, radius)
    reach = max(1, round(largest))
    above = np.maximum.accumulate(clouds[::-1], axis=0)[::-1]  # a cloud's foot stays where it is
    return found & ndimage.binary_dilation(above, np.ones((1, 2 * reach + 1))), depth >= largest


def _puffs(depth: NDArray[np.float64]) -> Iterator[_Puff]:
    """Discs along the middle of clouds, some larger and some smaller than they are thick, and two on top of each."""
    from scipy import ndimage

    chance = _chances(depth.shape)
    within = ndimage.gaussian_filter1d((depth > 0).astype(np.float32), _TAPER * len(depth), axis=1)
    width = 2 * round(depth.max()) + 1
    middle = (depth > 0) & (depth >= 0.8 * ndimage.maximum_filter(depth, width))
    rows, columns = np.nonzero(middle)
    order = np.argsort(chance[0][rows, columns])
    taken: list[_Puff] = []
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        thick = float(depth[row, column])
        if any((row - r) ** 2 + (column - c) ** 2 < (_SPACING * thick) ** 2 for r, c, _ in taken):
            continue
        taken.append((row, column, thick))
        size = (0.6 + 0.7 * float(chance[1][row, column])) * (0.3 + 0.85 * float(within[row, column]))
        radius = size * thick
        foot = row + thick * (1 - size)  # the foot stays level whatever the size
        yield foot, column, radius
        for side in (-1, 1):
            lean = 0.5 + 0.4 * float(chance[2][row, column])
            yield foot - 0.6 * radius, column + side * lean * radius, (0.4 + 0.2 * lean) * radius


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
