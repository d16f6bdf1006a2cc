"""What a low sun does to heights, also one that stands behind them: faces turned its way glow, the others are blue."""

from __future__ import annotations

import numpy as np

from .colour import Floats, floats, smoothstep
from .frame import Frame
from .patch import Patch

_SHADE = floats(0.11, 0.17, 0.30)


def lowness(frame: Frame) -> float:
    """0 while the sun is high, 1 when it stands on the horizon or below."""
    return float(smoothstep(0.42, 0.08, floats(frame.sun.elevation))[0])


def low_light(patch: Patch, albedo: Floats, nx: Floats, ny: Floats) -> Floats:
    """What comes to the light of a surface (n, 3) of slope nx (right) and ny (up) when the sun or moon is low."""
    frame, light = patch.frame, patch.frame.light
    low = np.float32(0.9 if frame.style.is_night else lowness(frame))
    toward = np.clip((frame.sun.x - patch.x) * 2.5, -1, 1) if frame.sun.front else np.sign(light.direction[0])
    facing = np.clip((nx * toward + 0.25 * ny) / np.sqrt(nx * nx + ny * ny + 0.36), 0, 1)
    glow = light.sun * np.float32(0.30 * (1 - light.twilight)) + frame.haze_columns.mean(0) * np.float32(0.55)
    shade = _SHADE * (frame.haze_columns.mean() * np.float32(0.8))
    return np.asarray(albedo * (np.multiply.outer(facing, glow) + np.multiply.outer(1 - facing, shade)) * low)
