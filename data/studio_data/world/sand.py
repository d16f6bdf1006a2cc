"""Sand: ripples, pebbles and shells near the viewer, a wet rim along water, dunes where it is heaped up."""

from __future__ import annotations

import numpy as np

from .colour import Floats, floats, mix, smoothstep, srgb
from .ground import Ground
from .patch import Patch
from .stones import stones

_DRY, _PALE = srgb(206, 178, 130), srgb(228, 206, 162)
_DAMP = floats(0.46, 0.42, 0.40)
_PEBBLES = (srgb(120, 108, 96), srgb(196, 186, 172))
_WATER = ("river", "lake", "sea")


def sand(patch: Patch) -> Floats:
    """A beach or a desert."""
    ground = Ground(patch)
    frame = patch.frame
    drift = frame.offsets("sand")
    wave, sharp, dune_across, dune_away, shade = _dunes(ground, drift)
    bend = np.float32(1.3) * ground.bumps + np.float32(2.0) * ground.broad
    phase = ground.distance * np.float32(70) + ground.x * np.float32(22) + bend * np.float32(4)
    part = phase * np.float32(0.159) % 1
    # A ripple rises slowly away from the wind and falls steeply.
    slope = np.where(part < 0.68, np.float32(0.47), np.float32(-1.0)) * np.sin(part * np.float32(2 * np.pi)) ** 2
    crisp = np.clip(1.3 - ground.away_pixel * np.float32(36), 0, 1) * smoothstep(-0.7, 0.2, ground.broad + wave)
    ripple = slope * crisp
    grain = frame.fbm(patch.x * 230, patch.y * 230, 2) * 0.07 * (0.3 + 0.7 * ground.nearness)
    albedo = mix(_DRY, _PALE, smoothstep(-0.8, 0.8, ground.broad + 0.5 * ground.bumps + 0.3 * sharp))
    albedo = albedo * (1 + grain + 0.10 * ripple + 0.05 * ground.bumps)[:, None]
    crowd = smoothstep(0.0, 0.9, -ground.broad - 0.4 * ground.bumps)
    albedo, _ = stones(ground, albedo, drift, _PEBBLES, 0.12 + 0.45 * crowd, 0.85)
    water = frame.near(_WATER, 0.08)
    damp = np.clip(patch.of(water) * 1.25 + 0.12 * ground.bumps * (patch.of(water) > 0.02), 0, 1)
    damp = np.maximum(smoothstep(0.15, 0.75, damp), np.float32(0.75 * ground.wetness))
    albedo = mix(albedo, albedo * _DAMP, damp)
    albedo = ground.snowed(albedo, ground.bumps * 0.6 + 0.4 * ground.broad - 0.6 * ripple - 2.2 * damp * (damp > 0.76))
    right, up, towards = ground.normal(0.13, 0.14)
    light = frame.lit(
        albedo,
        (right + dune_across - 0.15 * ripple, up, towards + dune_away + 0.5 * ripple),
        sunlit=ground.sunlit * shade,
        skylit=0.86 + 0.14 * shade,
    )
    return ground.seen(ground.mirrored(light, smoothstep(0.8, 1.0, damp) * 0.55))


def _dunes(ground: Ground, drift: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Height, crest, tilt to the right and towards the viewer, and the sun's share of dunes; flat on a beach."""
    u, v = ground.x * np.float32(0.8) + drift[0], ground.distance * np.float32(1.1) + drift[1]
    high = np.clip(0.35 + ground.rise * 4, 0, 1) * np.clip(1.5 - ground.away_pixel * 1.2, 0, 1)
    height, across, away = ground.frame.ridges(u, v, 2, 0.4)
    crest = smoothstep(0.2, 0.8, height)
    sideways = np.float32(np.sign(ground.frame.light.direction[0]) or 1.0)
    shade = 1 - 0.45 * high * smoothstep(0.1, 1.6, -across * sideways * 0.6 - away * 0.5)
    return height * high, crest * high, -0.22 * across * high, 0.22 * away * high, shade
