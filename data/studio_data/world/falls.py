"""Water that can't lie level: a river painted up a slope, above the horizon, runs down it white."""

from __future__ import annotations

import numpy as np

from .colour import Floats, floats, mix, smoothstep, srgb
from .patch import Patch

_WHITE = floats(0.86, 0.90, 0.94)
_DEEP = srgb(58, 92, 104)


def falling_water(patch: Patch, level: Floats) -> Floats:
    """`level` (n, 3), the water as if it lay level, turned into falls and rapids where it stands above the horizon."""
    frame = patch.frame
    above = np.float32(frame.horizon) - patch.y
    steep = smoothstep(0.004, 0.03, above)
    if not steep.any():
        return level
    drift = frame.offsets("falls")
    # Strands follow the bed: they are told apart by their place across it, and stretched along it.
    strands = frame.fbm(patch.across * 5 + patch.breadth * 30 + drift[0], patch.y * 7 + drift[1], 4, 0.6)
    spray = frame.fbm(patch.x * 70 + drift[2], patch.y * 24 + drift[3], 3, 0.6)
    white = smoothstep(-0.45, 0.55, strands + 0.45 * spray)
    edge = smoothstep(0.0, 0.22, np.minimum(patch.across, 1 - patch.across))
    albedo = mix(
        np.broadcast_to(_DEEP, level.shape), np.broadcast_to(_WHITE, level.shape), white * (0.35 + 0.65 * edge)
    )
    fallen = frame.lit(albedo, (0.25 * strands, 0.5, 0.8), sunlit=0.9, skylit=0.95)
    return mix(level, frame.hazed(fallen, patch.column, 1.2), steep)
