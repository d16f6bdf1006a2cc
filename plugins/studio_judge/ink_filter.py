"""The cartoon that takes no network: a bilateral filter that flattens, and Canny's edges in ink over it.

Winnemöller, Olsen, Gooch: "Real-time video abstraction" (2006) in its plain form; a CartoonGAN has to do better.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import Picture
from studio_data.prepare.edges import canny, grey

_PASSES, _RADIUS, _NEAR, _ALIKE = 2, 4, 3.0, 16.0
"""Passes, reach in pixels, and the Gaussians' widths over distance (pixels) and difference (of 255)."""
_INK = 40
_EDGE = (60, 140)
"""Canny's thresholds, low enough for pictures of dull weather."""
_SIDE = 256
"""Reach is in pixels of a picture with this short side; larger ones reach further."""


def inked(picture: Picture) -> Picture:
    """A picture uint8 (H, W, 3) flattened, with dark lines along its edges."""
    reach = max(1, round(_RADIUS * min(picture.shape[:2]) / _SIDE))
    values = picture.astype(np.float32)
    for _ in range(_PASSES):
        values = bilateral(values, reach)
    flat = np.rint(values).astype(np.uint8)
    lines = ndimage.binary_dilation(canny(grey(flat), *_EDGE))
    return np.asarray(np.where(lines[..., None], np.minimum(flat, _INK), flat))


def bilateral(values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """The mean of the pixels around, near and alike ones first (Tomasi, Manduchi 1998); float (H, W, 3), 0 to 255."""
    height, width = values.shape[:2]
    ring = np.pad(values, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    total, weights = np.zeros_like(values), np.zeros((height, width, 1), np.float32)
    near = _NEAR * reach / _RADIUS
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            there = ring[reach + row : reach + row + height, reach + column : reach + column + width]
            unlike = ((there - values) ** 2).mean(2, keepdims=True) / (2 * _ALIKE**2)
            weight = np.exp(-unlike - (row**2 + column**2) / (2 * near**2))
            total += weight * there
            weights += weight
    return total / weights
