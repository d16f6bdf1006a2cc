"""A forest of conifers: spruces and pines, row behind row, with dim gaps between them."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, mix, palette, srgb
from .foliage import fill_thicket, lit_leaves
from .gaps import stood
from .patch import Patch
from .standing import Stand

_THICKET = srgb(26, 40, 26)
_NEEDLES = palette((40, 64, 34), (70, 96, 46), (42, 70, 50))
_BARK = srgb(84, 62, 48)
_LARCH = palette((176, 120, 34), (206, 150, 46))
_SHOOTS = srgb(118, 150, 66)
_LARCHES = 0.4  # of the trees, golden in autumn


def forest(patch: Patch) -> Floats:
    """Spruces before the dusk of the wood; one tree where a tree's shape was painted."""
    plants = stood(patch, "forest")
    colour = lit_leaves(patch, plants, _needles(patch, plants), 0.78)
    return fill_thicket(patch, plants, colour, _THICKET, patch.frame.style.snow_cover)


def _needles(patch: Patch, plants: Stand) -> Floats:
    style = patch.frame.style
    albedo = mix(_NEEDLES[0], _NEEDLES[1], plants.chance)
    albedo = mix(albedo, _NEEDLES[2], np.float32(0.5 + 0.4 * style.hue) * np.ones_like(plants.chance))
    tree = (plants.chance * 4096).astype(np.int32)
    if style.season == "autumn":
        larch = noise.hashed(tree, 11) < _LARCHES
        albedo = np.where(larch[:, None], mix(_LARCH[0], _LARCH[1], plants.chance), albedo)
    if style.season == "spring":
        tips = np.clip(plants.light * 1.3 - 0.7, 0, 0.5)
        albedo = mix(albedo, _SHOOTS, tips)
    return mix(albedo, _BARK, plants.wood)
