"""Broad-leaved trees and bushes: crowns of leafy tufts, each plant in its own colour; bare boughs in winter."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, mix, pick, srgb
from .foliage import fill_thicket, lit_leaves
from .gaps import stood
from .patch import Patch
from .standing import Stand
from .vegetation import leaf_colours

_BARK, _BIRCH = srgb(92, 74, 58), srgb(146, 136, 124)
_DEAD = srgb(116, 86, 60)
_HEATHER = srgb(128, 66, 92)
_TWIGS = srgb(120, 108, 100)


def tree(patch: Patch) -> Floats:
    """Trees, or a wood's edge where the painted thing is wide; bare ones in winter."""
    return _grown(patch, "tree")


def bush(patch: Patch) -> Floats:
    """Bushes, hedges and scrub."""
    return _grown(patch, "bush")


def _grown(patch: Patch, key: str) -> Floats:
    style = patch.frame.style
    plants = stood(patch, key)
    leaves = leaf_colours(style)
    albedo = _leaves(patch, plants, leaves, key)
    colour = lit_leaves(patch, plants, albedo, 0.9)
    bare = style.season == "winter"
    within = _TWIGS if bare else leaves.mean(0) * np.float32(0.6)
    return fill_thicket(patch, plants, colour, within, style.snow_cover * (1.6 if bare else 1), float(bare))


def _leaves(patch: Patch, plants: Stand, leaves: Floats, key: str) -> Floats:
    """Every plant has its own colour, that changes a little within the crown."""
    style = patch.frame.style
    plant = (plants.chance * 4096).astype(np.int32)
    own = noise.hashed(plant, 23)
    within = 0.11 * noise.value(patch.x * 14, patch.y * 14)
    kind = np.clip(own + within, 0, 0.999)
    albedo = mix(pick(leaves, kind), pick(leaves, np.minimum(kind + 0.25, 0.999)), kind * 4 % 1) * np.float32(1.25)
    if key == "bush" and style.season == "autumn":
        albedo = np.where((own < 0.35)[:, None], mix(albedo, _HEATHER, np.clip(plants.light, 0, 0.8)), albedo)
    if key == "bush" and style.season == "winter":
        albedo = mix(albedo * np.float32(0.5), _DEAD * np.float32(0.6), 0.3 + 0.4 * own)
    bark = np.where(((plants.chance * 61.7 % 1) * 6 // 1 == 3)[:, None], _BIRCH, _BARK)
    return mix(albedo, bark, plants.wood)
