"""What a label map says about the camera: where its horizon lies, and where the sun stands.

Both depend on the map and the style alone, so a network that is told them need not guess.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import LANDSCAPE

from .colour import Mask
from .light import Sun
from .style import Style

SKY = LANDSCAPE.ids("sky", "cloud", "sun")
WATER = LANDSCAPE.ids("river", "lake", "sea")
GROUND = LANDSCAPE.ids("snow", "grass", "field", "flower", "sand", "dirt", "road", "river", "lake", "sea")
_SUN = LANDSCAPE.id("sun")
_SNOW = LANDSCAPE.id("snow")
_HEIGHTS = LANDSCAPE.ids("mountain", "hill", "rock")
HORIZONS = (0.08, 0.78)  # the highest and the lowest, as y
_SUN_RADIUS = 0.017  # of a sun nobody painted, in picture heights


def is_any(labels: NDArray[Any], ids: tuple[int, ...]) -> Mask:
    """Where `labels` (uint8) is one of `ids`."""
    table = np.zeros(256, np.bool_)
    table[list(ids)] = True
    return np.asarray(table[labels])


def snow_caps(labels: NDArray[np.uint8]) -> Mask:
    """Snow that lies on a mountain, hill or rock instead of on the ground."""
    snow: Mask = np.equal(labels, _SNOW)
    caps = np.zeros(snow.shape, np.bool_)
    if not snow.any():
        return caps
    rows = np.arange(labels.shape[0], dtype=np.int32)[:, None]
    bare = np.where(snow, labels.shape[0], rows)
    below = np.flip(np.minimum.accumulate(np.flip(bare, 0), 0), 0)
    known = below < labels.shape[0]
    under = np.take_along_axis(labels, np.minimum(below, labels.shape[0] - 1), 0)
    return np.asarray(snow & known & is_any(under, _HEIGHTS))


def horizon_of(labels: NDArray[np.uint8]) -> float:
    """The horizon's height in the picture, 0.08 (near the top) to 0.78, from where ground begins under most columns.

    labels: uint8 (H, W) without void. A column counts from the top of the ground that reaches its lower border, so that
    things in odd places don't lift it; the answer is the mean over the upper part of the columns, which moves smoothly
    as one paints. Without any ground it lies a little below the sky.
    """
    height = len(labels)
    ground = is_any(labels, GROUND) & ~snow_caps(labels)
    rows = np.arange(height, dtype=np.int32)[:, None]
    # What stands on the ground doesn't end it; sky does.
    lowest_sky = np.where(is_any(labels, SKY), rows, -1).max(0)
    tops = np.where(ground & (rows > lowest_sky), rows, height).min(0)
    tops = np.sort(tops[tops < height])
    if len(tops) > 0.06 * labels.shape[1]:
        return float(np.clip(tops[: max(1, len(tops) // 3)].mean() / height, *HORIZONS))
    solid = np.flatnonzero(is_any(labels, SKY).mean(1) < 0.5)
    if len(solid):
        return float(np.clip(solid[0] / height + 0.15, *HORIZONS))
    return 0.6


def place_sun(labels: NDArray[np.uint8], style: Style, horizon: float) -> Sun:
    """The sun of a picture: the largest painted one, else where the style puts it."""
    height, width = labels.shape
    painted = labels == _SUN
    if not painted.any():
        x = width / height * (0.5 + 0.5 * style.sun_x)
        y = horizon - np.sign(style.elevation) * max(abs(style.elevation), 0.03) * 0.85
        return Sun(x, float(y), _SUN_RADIUS, style.elevation, style.front)
    parts, count = ndimage.label(painted)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    sizes[0] = 0
    rows, columns = np.nonzero(parts == sizes.argmax())
    radius = max(0.016, 0.95 * float(np.sqrt(len(rows) / np.pi)) / height)
    x, y = (columns.mean() + 0.5) / height, (rows.mean() + 0.5) / height
    return Sun(float(x), float(y), radius, max(style.elevation, 0.01), True)
