"""Roads: asphalt with its lines, or a cart track with grass between the ruts."""

from __future__ import annotations

import numpy as np

from .colour import Floats, mix, smoothstep, srgb
from .ground import Ground
from .patch import Patch
from .vegetation import grass_colours, snowed

_ASPHALT, _PAINT, _VERGE = srgb(98, 98, 102), srgb(226, 220, 200), srgb(120, 108, 84)
_TRACK, _RUT = srgb(168, 142, 104), srgb(136, 110, 78)


def road(patch: Patch) -> Floats:
    """A road along its stretch of each row, of the style's kind."""
    ground = Ground(patch)
    grit = patch.frame.fbm(ground.u * 6, ground.v * 6, 3, 0.6, ground.pixel * 4)
    # A border of the picture is no edge of the road: there is neither line nor verge along it.
    side = np.minimum(np.where(patch.cut_left, 0.5, patch.across), np.where(patch.cut_right, 0.5, 1 - patch.across))
    if patch.frame.style.road == "asphalt":
        albedo = _asphalt(patch, ground, grit, side)
        albedo = snowed(patch, albedo, ground.bumps + 2.5 * smoothstep(0.16, 0.02, side) - 1.6, 0.9)
    else:
        albedo = _track(patch, grit, side)
        middle = smoothstep(0.10, 0, np.abs(patch.across - 0.5))
        albedo = snowed(patch, albedo, ground.bumps + 0.9 * middle + 1.2 * smoothstep(0.12, 0, side) - 1.1, 0.9)
    normal = (-0.1 * ground.across, 1.0, 0.15 + 0.1 * ground.away)
    return ground.seen(patch.frame.lit(albedo, normal, sunlit=0.95, skylit=0.95))


def _asphalt(patch: Patch, ground: Ground, grit: Floats, side: Floats) -> Floats:
    albedo = _ASPHALT * (1 + 0.16 * grit + 0.1 * ground.bumps)[:, None]
    dashes = smoothstep(0.029, 0.013, np.abs(patch.across - 0.5)) * (np.sin(patch.distance * 11) > -0.1)
    dashes = dashes * (patch.cut_left == patch.cut_right)
    lines = np.maximum(dashes, smoothstep(0.029, 0.013, np.abs(side - 0.06))) * (patch.breadth > 0.03)
    return mix(mix(albedo, _PAINT, lines * 0.85), _VERGE, smoothstep(0.04, 0, side) * 0.8)


def _track(patch: Patch, grit: Floats, side: Floats) -> Floats:
    ruts = smoothstep(0.10, 0.03, np.abs(side - 0.28))
    albedo = mix(_TRACK, _RUT, ruts) * (1 + 0.25 * grit)[:, None]
    middle = smoothstep(0.08, 0, np.abs(patch.across - 0.5)) * 0.55 * (0.5 + 0.5 * grit)
    return mix(albedo, grass_colours(patch.frame.style)[1], np.clip(middle + smoothstep(0.08, 0, side) * 0.5, 0, 1))
