"""What woods, trees and bushes share: light in leaves, snow on them, and the dusk within."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .colour import SNOW, Floats, mix, smoothstep
from .patch import Patch
from .standing import Stand


def lit_leaves(patch: Patch, plants: Stand, albedo: Floats, snow: float) -> Floats:
    """The colour (n, 3) of plants of `albedo` (n, 3): wet, under snow, in the light, and hazy in the back rows."""
    frame, style = patch.frame, patch.frame.style
    wetness = float(getattr(style, "wetness", 0.0))
    grain = frame.fbm(patch.x * 110, patch.y * 110, 2, 0.6)
    albedo = albedo * np.clip(1 + 0.38 * grain, 0.4, 1.6)[:, None] * np.float32(1 - 0.3 * wetness)
    cover = style.snow_cover * snow
    if cover > 0:
        lies = plants.ny + 0.45 * plants.light + 0.6 * grain - 0.3 * plants.wood
        start = 1.55 - 0.95 * cover
        albedo = mix(albedo, SNOW, smoothstep(start - 0.25, start + 0.25, lies) * np.float32(0.55 + 0.42 * cover))
    light = plants.light * (0.72 + 0.28 * plants.near)
    lift = np.float32(1 + 0.7 * _dimness(patch))  # leaves let a low sun through, and eyes get used to the dark
    normal = (plants.nx, 0.15 + plants.ny, 0.6)
    colour = frame.lit(albedo, normal, sunlit=light * 1.4, skylit=(0.22 + 0.95 * light) * lift, through=0.3)
    if wetness > 0:
        shine = smoothstep(0.55, 1.2, plants.ny + 0.4 * grain) * plants.light
        colour = colour + np.multiply.outer(shine * np.float32(0.05 * wetness), frame.light.ambient)
    return distant(patch, np.arange(len(patch)), colour, 1 - plants.near)


def _dimness(patch: Patch) -> float:
    """0 under a high sun, 1 where the light is low, before the viewer, or the moon's."""
    style = patch.frame.style
    if style.is_night:
        return 1.0
    return max(0.0, 1 - patch.frame.sun.elevation / 0.3) * (1.0 if patch.frame.sun.front else 0.4)


def distant(patch: Patch, at: NDArray[np.int64], colour: Floats, behind: Floats) -> Floats:
    """`colour` of the pixels `at` through the air before the thing, and before its back rows (`behind` 1)."""
    frame = patch.frame
    distance = 1.9 / (1 + 14 * np.maximum(patch.foot[at] - frame.horizon, 0)) + 1.6 * behind
    return frame.hazed(colour, patch.column[at], distance)


def fill_thicket(
    patch: Patch, plants: Stand, colour: Floats, albedo: Floats, snow: float, clear: float = 0.0
) -> Floats:
    """`colour` (n, 3) with the dim inside of the wood between the plants: darker towards the ground, hazy above.

    snow: how much lies on what is in it. clear: how much light comes in, 0 (among leaves) to 1 (among bare boughs).
    """
    at = np.flatnonzero(plants.cover == 0)
    if not len(at):
        return colour
    frame, x, y, top = patch.frame, patch.x[at], patch.y[at], patch.top[at]
    down = np.clip((y - top) / np.maximum(patch.foot[at] - top, 0.02), 0, 1)
    grain = frame.fbm(x * 9 + 3, y * 7, 3, 0.6) * np.float32(1 - 0.6 * clear)
    ground = mix(albedo, SNOW, np.float32(0.25 * snow) * smoothstep(-0.2, 0.6, grain))
    ground = ground * np.clip(0.8 + 0.5 * grain, 0.2, 1.6)[:, None]
    sunlit, skylit = (0.18 + 0.3 * clear) * (1 - 0.7 * down), 0.42 + 0.3 * clear - 0.25 * down
    lit = frame.lit(ground, (0.0, 0.6, 0.6), sunlit=sunlit, skylit=skylit)
    colour[at] = distant(patch, at, lit, 1.3 * (1 - down))
    return colour
