"""A forest of conifers: four overlapping rows of cones in tiers, larger where the wood stands nearer."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, mix, pick, smoothstep, srgb
from .fields import one_dimensional_blur
from .patch import Patch
from .plants import clumps
from .vegetation import leaf_colours

_SHADE_DARK, _SHADE_LIGHT = srgb(30, 52, 30), srgb(58, 82, 40)
_NEEDLE_DARK, _NEEDLE_LIGHT = srgb(26, 48, 30), srgb(62, 88, 44)
_ROWS = 4


def forest(patch: Patch) -> Floats:
    """The wood's edge: cones before a thicket."""
    frame, style = patch.frame, patch.frame.style
    drift = frame.offsets("forest")
    winter, autumn = style.season == "winter", style.season == "autumn"
    large, small = clumps(patch, 22.0, drift, 0.62), clumps(patch, 68.2, drift, 0.62)
    needles = frame.fbm(patch.x * 120 + drift[6], patch.y * 120, 2, 0.6)
    foot = patch.edge_foot
    top = one_dimensional_blur(patch.outline, frame.height * 0.02)[patch.column]
    span = np.maximum(foot - top, 0.02)

    nx, ny = 0.8 * large.nx + 0.55 * small.nx, 0.35 + 0.8 * large.ny + 0.55 * small.ny
    nz = 0.45 + 0.5 * large.nz
    albedo = mix(_SHADE_DARK, _SHADE_LIGHT, large.key) * (0.85 + 0.3 * small.key)[:, None]
    if winter:
        albedo = mix(albedo, SNOW, smoothstep(0.3, 0.9, ny + 0.3 * small.ny) * 0.75)
    albedo = albedo * np.clip(1 + 0.35 * needles, 0.3, 1.7)[:, None]
    depth = patch.y - patch.top
    down = depth / np.maximum(foot - patch.top, 0.01)
    skylit = np.clip(0.35 + 0.35 * large.gap + 0.25 * small.gap + 0.35 * np.exp(-depth * 14), 0.12, 1.1)
    sunlit = (0.30 + 0.70 * large.gap) * (0.55 + 0.45 * small.gap) * (1 - 0.55 * smoothstep(0.5, 1, down))

    for row in range(_ROWS):
        width = np.exp(np.round(np.log(0.014 + 0.15 * span) * 3) / 3) * np.float32(1 - 0.1 * row)
        place = (patch.x + 0.37 * row * width) / width + 3.1 * row
        number = np.floor(place)
        chance = noise.hashed(number.astype(np.int32), row, frame.seed)
        across = (place - number - 0.5) * 2
        tip = top - 0.02 + span * (0.22 * row + 0.18 * chance)
        height = (patch.y - tip) / (span * 0.66 * (0.8 + 0.4 * chance) + 0.02)
        tiers = np.abs((height * 6 + 0.9 * np.abs(across)) % 1 - 0.35)
        inside = (np.abs(across) < np.clip(height, 0, 1) * (0.62 + 0.38 * (1 - tiers))) & (height > 0) & (height < 1.25)
        nx = np.where(inside, across * 1.1 + 0.35 * small.nx, nx)
        ny = np.where(inside, 0.35 + 0.35 * ((height * 6) % 1 < 0.5) + 0.3 * small.ny, ny)
        nz = np.where(inside, 0.6, nz)
        cone = pick(leaf_colours(style), chance) * 0.9 if autumn else mix(_NEEDLE_DARK, _NEEDLE_LIGHT, chance)
        if winter:
            lying = 0.30 + 0.45 * smoothstep(0.2, 0.8, ny + 0.5 * needles + 0.4 * (chance - 0.5))
            cone = mix(cone, SNOW, lying * smoothstep(-0.4, 0.4, needles + 0.3))
        tone = np.clip((0.55 + 0.22 * row) * (0.8 + 0.4 * chance) * (1 + 0.3 * needles), 0.3, 1.6)
        albedo = np.where(inside[:, None], cone * tone[:, None], albedo)
        skylit = np.where(inside, 0.55 + 0.35 * (1 - np.clip(height, 0, 1)) + 0.1 * row, skylit)
        sunlit = np.where(inside, 0.55 + 0.45 * np.clip(1.2 - height, 0, 1), sunlit)

    colour = frame.lit(albedo, (nx, ny, nz), sunlit=sunlit, skylit=skylit, through=0.25)
    return frame.hazed(colour, patch.column, 1.9 / (1 + 14 * np.maximum(foot - frame.horizon, 0)))
