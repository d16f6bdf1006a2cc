"""Rocks and cliffs: folded noise cut into stones, mossy or snowed upon on top."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, mix, smoothstep, srgb
from .patch import Patch

_DARK, _LIGHT, _MOSS = srgb(104, 98, 90), srgb(142, 132, 118), srgb(84, 94, 50)


def rock(patch: Patch) -> Floats:
    """A rock that bulges towards the viewer across its own breadth and height."""
    frame = patch.frame
    drift = frame.offsets("rock")
    x, y = patch.x, patch.y
    depth = y - patch.top
    down = depth / np.maximum(patch.foot - patch.top, 0.01)
    folds, across, away = frame.ridges(x * 10 + drift[0], y * 12 + drift[1], 5, 0.55)
    stones = noise.cells(x * 22 + drift[2] + 0.3 * folds, y * 26 + drift[3])
    whole = smoothstep(0, 0.10, stones.edge)
    nx = (patch.across - 0.5) * 1.1 - 0.45 * across + stones.dx * 0.9
    ny = 0.85 - down + 0.45 * away - stones.dy * 0.9
    albedo = mix(_DARK, _LIGHT, smoothstep(-0.6, 0.6, folds))
    albedo = albedo * ((0.55 + 0.45 * whole) * (0.85 + 0.3 * stones.key))[:, None]
    if frame.style.season == "winter":
        albedo = mix(albedo, SNOW, smoothstep(0.5, 0.9, ny + 0.3 * folds) * 0.9)
    else:
        albedo = mix(albedo, _MOSS, smoothstep(0.4, 1.1, ny + 0.5 * folds - 0.35) * 0.35)
    skylit = np.clip(0.6 + 0.4 * folds + 0.25 * whole - 0.35 * smoothstep(0.6, 1, down), 0.2, 1)
    colour = frame.lit(albedo, (nx, ny, 0.7), skylit=skylit)
    return frame.hazed(colour, patch.column, 0.6 / (1 + 12 * np.maximum(patch.foot - frame.horizon, 0)))
