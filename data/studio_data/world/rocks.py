"""Rocks: boulders of a few facets where they are small, bedded and fractured cliffs where they are wide."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, lerp, mix, smoothstep, srgb
from .patch import Patch
from .vegetation import snowed

_DARK, _LIGHT, _WARM, _MOSS = srgb(92, 88, 84), srgb(150, 143, 132), srgb(150, 124, 96), srgb(84, 94, 50)
_WATER = ("river", "lake", "sea")


def rock(patch: Patch) -> Floats:
    """Stone that bulges as a boulder or stands as a cliff, dark and wet at its foot, mossy or snowed upon on top."""
    frame = patch.frame
    drift = frame.offsets("rock")
    x, y = patch.x, patch.y
    thing, boxes = patch.things
    tall = (boxes[:, 2] - boxes[:, 0]) / np.float32(frame.height)
    broad = (boxes[:, 3] - boxes[:, 1]) / np.float32(frame.height)
    cliff = smoothstep(0.28, 0.5, np.maximum(tall, broad).astype(np.float32))[thing]
    size = np.clip(2.6 / np.maximum(np.minimum(tall, broad), 0.02), 9, 34).astype(np.float32)[thing]
    down = (y - patch.top) / np.maximum(patch.foot - patch.top, 0.01)

    grain, grain_x, grain_y = frame.fbm_slopes(x * 14 + drift[0], y * 14 + drift[1], 4, 0.5)
    fold = noise.value(x * 3.1 + drift[2], y * 3.1 + drift[3])
    # A boulder is cut by planes; a cliff by upright joints between its beds.
    block = noise.cells(
        x * lerp(size, 11.0, cliff) + drift[4] + 0.10 * grain + 0.5 * fold * cliff,
        y * lerp(size * 1.1, 6.0, cliff) + drift[5] + 0.10 * grain,
    )
    tilt_x, tilt_y = block.key * 2 - 1, (block.key * 7.31) % 1 * 2 - 1
    joint = (1 - smoothstep(0.0, 0.05, block.edge)) * smoothstep(-0.7, 0.5, grain + fold)
    bed = (y + 0.07 * fold + 0.10 * x) * 15 + 0.25 * grain
    layer = bed - np.floor(bed)
    ledge = (1 - smoothstep(0.0, 0.22, layer)) * cliff
    undercut = smoothstep(0.72, 1.0, layer) * cliff
    hardness = noise.value(np.floor(bed) * 0.73 + drift[6], x * 1.2)

    bulge = 1 - cliff
    nx = (patch.across - 0.5) * (1.9 * bulge + 0.25) + tilt_x * (0.6 + 0.2 * cliff) - 0.05 * grain_x
    ny = (0.95 - 1.5 * down) * bulge + (0.18 + 0.9 * ledge - 0.5 * undercut) * cliff + 0.4 * tilt_y + 0.05 * grain_y
    albedo = mix(_DARK, _LIGHT, smoothstep(-0.9, 0.9, grain + 0.5 * hardness * cliff + 0.4 * tilt_y))
    albedo = mix(albedo, _WARM, smoothstep(-0.1, 0.8, fold + 0.4 * hardness) * 0.45)
    growing = smoothstep(0.35, 1.0, ny + 0.35 * fold) * smoothstep(-0.3, 0.5, grain)
    albedo = mix(albedo, _MOSS, growing * np.float32(0.45 * (1 - frame.style.snow_cover)))
    albedo = snowed(patch, albedo, 1.1 * ny - 0.1 + 0.2 * grain)
    foot = smoothstep(0.78, 1.0, down) * (1 - 0.6 * cliff)
    shore = patch.of(frame.near(_WATER, 0.02)) * smoothstep(0.6, 0.95, down)
    wet = np.maximum(shore, np.float32(frame.style.wetness * 0.6))
    albedo = albedo * ((1 - 0.45 * joint) * (1 - 0.35 * undercut) * (1 - 0.45 * wet))[:, None]
    skylit = np.clip(0.85 + 0.2 * grain - 0.45 * joint - 0.3 * undercut - 0.5 * foot, 0.2, 1.1)
    colour = frame.lit(albedo, (nx, ny, 0.75), sunlit=(1 - 0.7 * undercut) * (1 - 0.6 * joint), skylit=skylit)
    return frame.hazed(colour, patch.column, 0.6 / (1 + 12 * np.maximum(patch.foot - frame.horizon, 0)))
