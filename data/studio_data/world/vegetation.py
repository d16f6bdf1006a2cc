"""The colours of leaves and grass through the year, and winter's snow on them."""

from __future__ import annotations

import numpy as np

from .colour import SNOW, Floats, mix, palette, smoothstep
from .patch import Patch
from .style import Style

_GRASS = {
    "summer": palette((64, 88, 34), (100, 116, 48), (136, 140, 72)),
    "autumn": palette((110, 96, 36), (150, 124, 52), (176, 150, 80)),
    "winter": palette((96, 92, 62), (134, 124, 88), (168, 158, 124)),
    "spring": palette((66, 108, 30), (110, 146, 44), (158, 172, 70)),
}
_LEAVES = {
    "summer": palette((40, 66, 22), (58, 86, 28), (82, 104, 38), (48, 74, 36)),
    "autumn": palette((176, 92, 24), (196, 132, 34), (146, 56, 26), (120, 104, 36)),
    "winter": palette((92, 84, 76), (112, 104, 96), (150, 150, 152), (70, 80, 70)),
    "spring": palette((74, 110, 34), (104, 136, 46), (126, 150, 60), (62, 96, 36)),
}
_BLOSSOM = palette((206, 160, 166))[0]
_BLOSSOM_FROM = 0.3  # hue


def grass_colours(style: Style) -> Floats:
    """Deep, light and dry grass, linear RGB (3, 3)."""
    return np.asarray(_GRASS[style.season] * _tint(style))


def leaf_colours(style: Style) -> Floats:
    """Four colours of leaves, linear RGB (4, 3)."""
    leaves = np.asarray(_LEAVES[style.season] * _tint(style))
    if style.season == "spring" and style.hue > _BLOSSOM_FROM:
        leaves[2] = _BLOSSOM
    return leaves


def _tint(style: Style) -> Floats:
    return np.array([1 - 0.16 * style.hue, 1.0, 1 + 0.15 * style.hue], np.float32)


def snowed(patch: Patch, albedo: Floats, exposed: Floats, amount: float = 1.0) -> Floats:
    """`albedo` (n, 3) under the style's snow cover; `exposed` (n,), about [-1, 1], says where snow lies first."""
    cover = patch.frame.style.snow_cover * amount
    if cover <= 0:
        return albedo
    threshold = 0.9 - 1.9 * cover
    return mix(albedo, SNOW, smoothstep(threshold - 0.35, threshold + 0.45, exposed) * np.float32(0.95))
