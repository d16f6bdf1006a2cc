"""Bare earth: clods, cracks where it is dry, stones, wheel ruts, and puddles after rain."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, mix, smoothstep, srgb
from .ground import Ground
from .patch import Patch
from .stones import stones
from .vegetation import grass_colours

_EARTH, _PALE, _CLAY = srgb(98, 80, 63), srgb(150, 130, 106), srgb(116, 90, 68)
STONES = (srgb(92, 84, 76), srgb(150, 140, 126))


def dirt(patch: Patch) -> Floats:
    """Trodden earth."""
    ground = Ground(patch)
    frame = patch.frame
    drift = frame.offsets("dirt")
    u, v = ground.x * np.float32(9) + drift[0], ground.distance * np.float32(8) + drift[1]
    clods, across, away = frame.fbm_slopes(u, v, 3, 0.62, ground.away_pixel * np.float32(7))
    ruts = _ruts(ground, drift)
    dry = smoothstep(-0.6, 0.7, ground.broad + 0.5 * ground.bumps)
    albedo = mix(mix(_EARTH, _CLAY, smoothstep(-0.4, 0.8, -ground.bumps)), _PALE, dry)
    grain = frame.fbm(patch.x * 190, patch.y * 150, 2, 0.7) * ground.nearness
    albedo = albedo * (1 + 0.20 * clods + 0.13 * grain - 0.20 * ruts)[:, None]
    albedo = _cracked(ground, albedo, dry, drift)
    albedo, stone = stones(ground, albedo, drift, STONES, patch.full(0.24))
    weeds = smoothstep(0.45, 0.85, clods * 0.5 - ground.broad * 0.7 - ruts) * (1 - stone)
    albedo = mix(albedo, grass_colours(frame.style)[0] * np.float32(1.1), weeds * np.float32(0.6 * ground.green))
    puddles = puddles_in(ground, ruts - 0.35 * clods)
    albedo = ground.wetted(albedo, 1 - 0.3 * dry) * (1 - 0.45 * puddles)[:, None]
    albedo = ground.snowed(albedo, 0.55 * ground.bumps + 0.35 * ground.broad - 0.35 * clods + 0.4 * ruts - 0.25 * stone)
    right, up, towards = ground.normal(0.10, 0.15)
    flat = 1 - puddles
    normal = (right - 0.06 * across * flat, up, towards + 0.06 * away * flat)
    light = frame.lit(albedo, normal, sunlit=ground.sunlit * (0.94 - 0.2 * ruts), skylit=0.9 - 0.15 * ruts)
    return ground.seen(ground.mirrored(light, puddles))


def puddles_in(ground: Ground, low: Floats) -> Floats:
    """Standing water, 0 to 1, in the low places (`low` about [-1, 1]); none unless it is wet."""
    if ground.wetness <= 0.2:
        return ground.patch.full(0)
    level = np.float32(1.15 - 0.8 * ground.wetness)
    few = np.clip(1.3 - ground.away_pixel * np.float32(8), 0, 1)
    return np.asarray(smoothstep(-0.12, 0.12, 0.7 * low - 0.8 * ground.bumps + 0.25 * ground.broad - level) * few)


def _ruts(ground: Ground, drift: Floats) -> Floats:
    """Wheel ruts that wind towards the horizon, 0 to 1, shallow where the ground is hard."""
    path = ground.x + np.float32(0.10) * noise.value(ground.distance * np.float32(0.7) + drift[6], ground.x * 0.2)
    lane = np.abs(path * np.float32(1.6) + drift[7]) % 1
    rut = np.minimum(np.abs(lane - 0.38), np.abs(lane - 0.62))
    clear = np.clip(1.3 - ground.across_pixel * np.float32(24), 0, 1)
    return np.asarray(smoothstep(0.055, 0.02, rut) * clear * smoothstep(-0.7, 0.2, ground.bumps - ground.broad))


def _cracked(ground: Ground, albedo: Floats, dry: Floats, drift: Floats) -> Floats:
    """Cracks in plates of dried mud."""
    if ground.wetness > 0.2 or ground.style.season == "winter":
        return albedo
    bend = np.float32(0.12) * ground.bumps
    plates = noise.cells(ground.x * 6 + drift[3] + bend, ground.distance * 5 + drift[5] + bend)
    near = np.clip(1.2 - ground.away_pixel * np.float32(16), 0, 1)
    crack = smoothstep(0.07, 0.015, plates.edge) * near * smoothstep(0.35, 0.9, dry)
    return np.asarray(albedo * (1 - 0.6 * crack)[:, None])
