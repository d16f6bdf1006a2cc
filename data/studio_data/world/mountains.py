"""Mountains and hills: what stands along the horizon, lit by folded noise under the slope of its own outline."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, lerp, mix, smoothstep, srgb
from .fields import one_dimensional_blur
from .patch import Patch
from .vegetation import grass_colours, leaf_colours, snowed

_ROCK_LIGHT, _ROCK_DARK, _ROCK_WARM = srgb(112, 100, 92), srgb(74, 74, 80), srgb(136, 112, 86)
_ALPINE_GREEN = {
    "summer": srgb(70, 88, 42),
    "autumn": srgb(124, 92, 44),
    "winter": srgb(108, 104, 98),
    "spring": srgb(84, 104, 48),
}


def mountain(patch: Patch) -> Floats:
    """Rock with alpine meadows at its foot and snow from the style's snow line up."""
    frame, style = patch.frame, patch.frame.style
    drift = frame.offsets("mountain")
    x, y = patch.x, patch.y
    slope = _outline_slope(patch, 0.02)
    depth = y - patch.outline[patch.column]
    base = patch.underside[patch.column]
    span = np.maximum(base - patch.outline[patch.column], 0.02)

    u = (x + 0.07 * frame.fbm(x * 5 + drift[0], y * 5, 3, 0.6)) * 7.5
    large, large_u, large_v = frame.ridges(u + drift[1], y * 6 + drift[2], 6, 0.58, erosion=0.05)
    small, small_u, small_v = frame.ridges(u * 3.3 + drift[3] + 0.3 * large, y * 13 + drift[4], 4, 0.62)
    large_bend = 1 / np.sqrt(1 + 0.12 * (large_u * large_u + large_v * large_v))
    small_bend = 1 / np.sqrt(1 + 0.10 * (small_u * small_u + small_v * small_v))
    nx = 0.55 * slope * np.exp(-depth * 5) - (0.42 * large_u * large_bend + 0.36 * small_u * small_bend)
    ny = 0.55 + 0.30 * large_v * large_bend + 0.24 * small_v * small_bend
    upward = ny / np.sqrt(nx * nx + ny * ny + 0.5625)

    relative = depth / max(0.06, float(np.percentile(span, 85)))
    albedo = mix(_ROCK_LIGHT, _ROCK_DARK, smoothstep(-0.5, 0.5, small))
    strata = smoothstep(0.1, 0.9, noise.value(x * 6 + drift[5], y * 22)) * 0.6
    albedo = mix(albedo, _ROCK_WARM, strata)
    winter = style.season == "winter"
    meadow = smoothstep(0.45, 0.95, relative + 0.35 * large + 0.15 * small) * (0.42 if winter else 0.85)
    albedo = mix(albedo, _ALPINE_GREEN[style.season], meadow)
    if style.snow_line > 0:
        line = style.snow_line * (1.6 if winter else 0.85)
        rough = 0.25 * large + 0.30 * small
        held = smoothstep(0.02, 0.42, upward + 0.15 * large + 0.30 * small)
        albedo = mix(albedo, SNOW, smoothstep(0, 0.34, line - relative + rough) * held)

    below = np.maximum(base - np.float32(frame.horizon), 0)
    distance = 3.2 / (1 + 9 * below) * (1.15 - 0.55 * np.clip(depth / span, 0, 1)) + 0.3
    colour = frame.lit(
        albedo,
        (nx, ny, 0.75),
        sunlit=smoothstep(-0.75, -0.1, large + 0.3),
        skylit=np.clip(0.55 + 0.5 * large + 0.2 * small, 0.25, 1.1),
    )
    return frame.hazed(colour, patch.column, distance * 2)


def hill(patch: Patch) -> Floats:
    """Rolling grassland with scattered bushes."""
    frame = patch.frame
    drift = frame.offsets("hill")
    x, y = patch.x, patch.y
    height, across, down = frame.fbm_slopes(x * 4 + drift[0], y * 9 + drift[1], 4, 0.5)
    grain = frame.fbm(x * 30 + drift[2], y * 60, 3, 0.6)
    deep, light, dry = grass_colours(frame.style)
    albedo = mix(mix(deep, light, smoothstep(-0.6, 0.6, height)), dry, smoothstep(0, 1, grain + 0.3 * height) * 0.5)
    albedo = snowed(patch, albedo, 0.9 * height + 0.5 * grain)

    clumps = noise.cells(x * 70 + drift[3], y * 90 + drift[4])
    bush = smoothstep(0.25, 0.9, frame.fbm(x * 7 + drift[5], y * 16, 3)) * (clumps.near < 0.42)
    leaves = leaf_colours(frame.style)
    bush_albedo = leaves[np.clip((clumps.key * 4).astype(np.int32), 0, 3)] * np.float32(0.7)
    albedo = mix(albedo, snowed(patch, bush_albedo, -clumps.dy * 2, 0.8), bush)

    nx = 0.8 * _outline_slope(patch, 0.03) - 0.30 * across + bush * clumps.dx * 1.2
    ny = 0.8 + 0.16 * down - bush * clumps.dy * 1.2
    below = np.maximum(patch.underside[patch.column] - np.float32(frame.horizon), 0)
    colour = frame.lit(albedo, (nx, ny, 0.6), sunlit=1 - 0.25 * bush, skylit=lerp(0.85, 1.0, height))
    return frame.hazed(colour, patch.column, 2.6 / (1 + 10 * below) + 0.15)


def _outline_slope(patch: Patch, smoothing: float) -> Floats:
    """Slope of the outline over each pixel, after smoothing it over a share of the picture's height."""
    height = patch.frame.height
    line = one_dimensional_blur(patch.outline, height * smoothing)
    return np.asarray((np.gradient(line) * height)[patch.column])
