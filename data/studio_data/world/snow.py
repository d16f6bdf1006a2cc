"""Fields of snow: drifts with blue shadows, wind ridges, and sparkles where details are wanted."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, smoothstep
from .ground import Ground
from .patch import Patch


def snow(patch: Patch) -> Floats:
    """A field of snow."""
    ground = Ground(patch)
    frame = patch.frame
    drift = frame.offsets("snow")
    u, v = ground.x * np.float32(1.1) + drift[0], ground.distance * np.float32(1.5) + drift[1]
    dunes, across, away = frame.fbm_slopes(u, v, 2, 0.45, ground.away_pixel * np.float32(1.5))
    # The wind's ridges (sastrugi) run aslant over the ground: long waves that break up into fine scales.
    wind = ground.distance * np.float32(13) + ground.x * np.float32(5) + np.float32(1.2) * dunes
    side = ground.x * np.float32(7) - ground.distance * np.float32(2)
    ridges = ground.patch.full(0)
    for scale, weight in ((1.0, 0.8), (2.3, 0.7), (5.1, 0.5)):
        clear = np.clip(1.5 - ground.away_pixel * np.float32(13 * scale), 0, 1)
        ridge = noise.value(wind * np.float32(scale) + drift[2], side * np.float32(0.45 * scale) + drift[3])
        ridges += np.float32(weight) * ridge * clear
    where = smoothstep(-0.7, 0.7, noise.value(u * np.float32(0.8) + drift[4], v * np.float32(0.6) + drift[5]))
    ridges *= 0.25 + 0.75 * where
    grain = frame.fbm(patch.x * 170, patch.y * 170, 2) * 0.02
    albedo = SNOW * (1.0 + 0.03 * dunes + grain)[:, None]
    normal = (ground.tilt - 0.34 * across - 0.16 * ridges, 1.0, 0.16 + 0.30 * away + 0.30 * ridges)
    hollows = smoothstep(-0.7, 0.25, dunes + 0.3 * ridges)
    light = frame.lit(albedo, normal, sunlit=ground.sunlit * (0.42 + 0.58 * hollows), skylit=0.86 + 0.14 * hollows)
    if frame.details and not frame.style.overcast:
        light = _sparkling(ground, light, hollows)
    return ground.seen(light)


def _sparkling(ground: Ground, light: Floats, sunny: Floats) -> Floats:
    """Single crystals that throw the sun to the viewer."""
    patch = ground.patch
    key = noise.hashed(patch.column, patch.row, patch.frame.seed)
    glint = (key > 0.994) * sunny * smoothstep(0.05, 0.3, ground.scale)
    return np.asarray(light + np.multiply.outer(glint * np.float32(0.5), patch.frame.light.sun))
