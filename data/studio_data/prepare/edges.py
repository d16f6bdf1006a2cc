"""Edge-smoothed copies of any cartoons, which teach CartoonGAN's discriminator that a cartoon has clear edges.

Chen, Lai, Liu: "CartoonGAN", CVPR 2018, section 3.2.1: edges are found (Canny 1986), widened, and blurred. The numbers
are those of the usual implementation on OpenCV, reproduced bit for bit. (Our own cartoons know their edges and need no
search: `studio_data.world.cartoon.smoothing`.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

_LOW, _HIGH = 100, 200
_WIDE = 5
_GAUSS = np.array([1, 4, 6, 4, 1])
_WEIGHT = int(_GAUSS.sum()) ** 2
# Luma of Rec. 601 in fixed point, cut off, as libpng reads a colour PNG in grey.
_LUMA, _LUMA_BITS = np.array([9797, 19234, 3737]), 15
# tan 22.5° in fixed point: gradients flatter than it are compared along the row, steeper than its inverse along the
# column.
_TANGENT, _TANGENT_BITS = 13573, 15

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


def smooth_edges(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 RGB (H, W, 3) → the same, blurred by a 5×5 Gaussian within two pixels of every edge; both sides ≥ 3."""
    near = ndimage.binary_dilation(canny(grey(picture)), np.ones((_WIDE, _WIDE), bool))
    blurred = np.pad(picture, ((2, 2), (2, 2), (0, 0)), mode="reflect").astype(np.int64)
    for axis in (0, 1):
        blurred = ndimage.correlate1d(blurred, _GAUSS, axis=axis)
    # The sum is divided once and cut off, as a float sum stored into bytes is.
    smooth = (blurred[2:-2, 2:-2] // _WEIGHT).astype(np.uint8)
    return np.asarray(np.where(near[..., None], smooth, picture))


def grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 RGB (H, W, 3) → luma (H, W)."""
    luma: NDArray[np.uint8] = ((picture @ _LUMA) >> _LUMA_BITS).astype(np.uint8)
    return luma


def canny(luma: NDArray[np.uint8], low: int = _LOW, high: int = _HIGH) -> Mask:
    """Edges of uint8 (H, W): thinned ridges of the gradient above `low` that hang together with one above `high`."""
    values = luma.astype(np.int64)
    across = ndimage.sobel(values, axis=1, mode="nearest")
    down = ndimage.sobel(values, axis=0, mode="nearest")
    size = np.abs(across) + np.abs(down)
    ridge = (size > low) & _is_ridge(across, down, size)
    groups, count = ndimage.label(ridge, np.ones((3, 3), int))
    strong = np.zeros(count + 1, bool)
    strong[groups[ridge & (size > high)]] = True
    return np.asarray(strong[groups] & ridge)


def _is_ridge(across: Whole, down: Whole, size: Whole) -> Mask:
    """Where the gradient is largest along its own direction, of four directions; ties go to the later pixel's side."""
    ring = np.pad(size, 1)
    flat, steep = np.abs(across) * _TANGENT, np.abs(down) << _TANGENT_BITS
    along_row = steep < flat
    along_column = steep > flat + (np.abs(across) << (_TANGENT_BITS + 1))
    rising = (across ^ down) < 0
    main, anti = _neighbours(ring, -1, -1), _neighbours(ring, -1, 1)
    row, column = _neighbours(ring, 0, -1), _neighbours(ring, -1, 0)
    slanted = np.where(rising, (size > anti[0]) & (size > anti[1]), (size > main[0]) & (size > main[1]))
    straight = np.where(along_row, (size > row[0]) & (size >= row[1]), (size > column[0]) & (size >= column[1]))
    return np.asarray(np.where(along_row | along_column, straight, slanted))


def _neighbours(ring: Whole, rows: int, columns: int) -> tuple[Whole, Whole]:
    """What stands (rows, columns) from every pixel, and what stands opposite, of a map with one pixel around it."""
    height, width = ring.shape[0] - 2, ring.shape[1] - 2
    before = ring[1 + rows : 1 + rows + height, 1 + columns : 1 + columns + width]
    after = ring[1 - rows : 1 - rows + height, 1 - columns : 1 - columns + width]
    return before, after
