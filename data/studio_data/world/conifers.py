"""A forest of conifers: overlapping rows of cones in drooping tiers, larger where the wood stands nearer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import noise
from .colour import SNOW, Floats, mix, smoothstep, srgb
from .fields import one_dimensional_blur
from .patch import Patch

_THICKET_DARK, _THICKET_LIGHT = srgb(22, 38, 22), srgb(44, 64, 32)
_NEEDLE_DARK, _NEEDLE_LIGHT = srgb(30, 52, 30), srgb(72, 98, 48)
_LARCH_DARK, _LARCH_LIGHT = srgb(122, 84, 30), srgb(186, 134, 44)
_ROWS = 4
_LARCHES = 0.45  # of the trees, golden in autumn


class Cones(NamedTuple):
    """One row of trees: where they are, place across (-1..1), down (0 tip, 1 foot), in a tier, and their own chance."""

    inside: Floats
    across: Floats
    down: Floats
    tier: Floats
    chance: Floats


def forest(patch: Patch) -> Floats:
    """The wood's edge: cones before a dark thicket."""
    frame, style = patch.frame, patch.frame.style
    drift = frame.offsets("forest")
    foot = patch.edge_foot
    top = one_dimensional_blur(patch.outline, frame.height * 0.02)[patch.column]
    span = np.maximum(foot - top, 0.02)
    needles = frame.fbm(patch.x * 90 + drift[0], patch.y * 150 + drift[1], 2, 0.6)
    leaves = noise.cells(patch.x * 60 + drift[2], patch.y * 40 + drift[3])
    low = smoothstep(0.4, 1, (patch.y - top) / span)

    nx, ny = 0.6 * leaves.dx, 0.5 - 0.8 * leaves.dy
    albedo = mix(_THICKET_DARK, _THICKET_LIGHT, leaves.key) * np.clip(1 + 0.35 * needles, 0.4, 1.6)[:, None]
    sunlit, skylit = 0.55 - 0.35 * low, 0.55 - 0.3 * low
    for row in range(_ROWS):
        cones = _cones(patch, row, top, span, needles)
        shade = cones.tier * (0.75 + 0.25 * cones.down)
        cone_ny = 0.55 - 0.75 * cones.tier + 0.35 * needles
        cone = mix(_NEEDLE_DARK, _NEEDLE_LIGHT, cones.chance)
        if style.season == "autumn":
            larch = noise.hashed((cones.chance * 4096).astype(np.int32), 11) < _LARCHES
            cone = np.where(larch[:, None], mix(_LARCH_DARK, _LARCH_LIGHT, cones.chance), cone)
        cone = cone * np.clip((0.72 + 0.12 * row) * (1 + 0.35 * needles), 0.3, 1.6)[:, None]
        if style.season == "winter":
            cone = mix(cone, SNOW, smoothstep(0.75, 0.15, cones.tier - 0.35 * needles) * 0.8)
        inside = cones.inside
        albedo = np.where(inside[:, None], cone, albedo)
        nx = np.where(inside, cones.across * 1.2 + 0.3 * leaves.dx, nx)
        ny = np.where(inside, cone_ny, ny)
        sunlit = np.where(inside, (1 - 0.65 * shade) * (0.72 + 0.09 * row), sunlit)
        skylit = np.where(inside, (1 - 0.55 * shade) * (0.68 + 0.10 * row), skylit)
    colour = frame.lit(albedo, (nx, ny, 0.65), sunlit=sunlit, skylit=skylit, through=0.25)
    return frame.hazed(colour, patch.column, 1.9 / (1 + 14 * np.maximum(foot - frame.horizon, 0)))


def _cones(patch: Patch, row: int, top: Floats, span: Floats, needles: Floats) -> Cones:
    """Row `row` of the wood, from the back; rows in front stand lower and their trees are no smaller."""
    # Widths come in steps, so that neighbours of one height share a grid and trees keep their shape.
    width = np.exp2(np.round(np.log2(0.012 + 0.22 * span) * 2) / 2).astype(np.float32)
    place = patch.x / width + np.float32(0.37 * row + 3.1 * row)
    number = np.floor(place)
    step = np.round(np.log2(width) * 2).astype(np.int32)
    chance = noise.hashed(number.astype(np.int32), row, step, patch.frame.seed)
    lean = 0.24 * (noise.hashed(number.astype(np.int32), row, step, 5) - 0.5)
    across = (place - number - 0.5 - lean) * 2.1
    tip = top - 0.10 * span + span * (0.17 * row + 0.26 * chance)
    down = (patch.y - tip) / (span * (0.95 - 0.1 * row) + 0.01)
    reach = np.clip(down, 0, 1) ** 0.85
    tiers = (down * (6 + 2 * chance) + 0.55 * np.abs(across) ** 1.4 + 0.25 * needles) % 1
    edge = reach * (0.70 + 0.34 * tiers) + 0.06 * needles
    inside = (np.abs(across) < edge) & (down > 0) & (down < 1.3)
    return Cones(inside, np.clip(across / np.maximum(edge, 0.05), -1, 1), np.clip(down, 0, 1), tiers, chance)
