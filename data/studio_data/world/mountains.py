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
    """Rock faces with spurs that come down from the outline's peaks, meadows at their foot, snow from its line up."""
    frame, style = patch.frame, patch.frame.style
    drift = frame.offsets("mountain")
    x, y = patch.x, patch.y
    outline = patch.outline[patch.column]
    base = patch.underside[patch.column]
    depth, span = y - outline, np.maximum(base - outline, 0.02)

    wide = _outline_slope(patch, 0.06)
    bend = 0.025 * noise.value(x * 5 + drift[0], y * 4)
    u = (x + bend - 0.40 * np.clip(_outline_slope(patch, 0.12), -1, 1) * depth) * 5.5
    large, large_u, large_v = frame.ridges(u + drift[1], depth * 2.4 + drift[2], 4, 0.45)
    small, small_u, small_v = frame.fbm_slopes(u * 3.2 + drift[3], y * 12 + drift[4], 4, 0.5)
    large_bend = 1 / np.sqrt(1 + 0.10 * (large_u * large_u + large_v * large_v))
    small_bend = 1 / np.sqrt(1 + 0.10 * (small_u * small_u + small_v * small_v))
    crest = np.exp(-depth * 22)
    flank = crest * _outline_slope(patch, 0.012) + (1 - crest) * 0.8 * wide
    nx = 1.1 * flank - 0.85 * large_u * large_bend - 0.20 * small_u * small_bend
    ny = 0.55 + 0.30 * large_v * large_bend + 0.14 * small_v * small_bend
    upward = ny / np.sqrt(nx * nx + ny * ny + 0.5625)

    tallest = max(0.06, float(np.percentile(span, 85)))
    relative = 0.4 * depth / tallest + 0.6 * (1 - (base - y) / tallest)
    winter = style.season == "winter"
    albedo = mix(_ROCK_LIGHT, _ROCK_DARK, smoothstep(-0.5, 0.5, small))
    albedo = mix(albedo, _ROCK_WARM, smoothstep(0.1, 0.9, noise.value(x * 6 + drift[5], y * 22)) * 0.5)
    meadow = smoothstep(0.35, 0.95, relative + 0.40 * large + 0.10 * small) * (0.42 if winter else 0.85)
    albedo = mix(albedo, _ALPINE_GREEN[style.season], meadow)
    if style.snow_line > 0:
        # What does not rise over the horizon is an islet or a crag, and no height for eternal snow.
        rising = smoothstep(-0.02, 0.10, np.float32(frame.horizon) - outline)
        line = style.snow_line * (1.7 if winter else 0.6)
        held = smoothstep(0.16, 0.48, upward + 0.25 * large + 0.05 * small)
        albedo = mix(albedo, SNOW, smoothstep(0, 0.30, line - relative + 0.30 * large + 0.12 * small) * held * rising)

    albedo = snowed(patch, albedo, 0.9 * upward + 0.05 + 0.35 * large + 0.1 * small, 0.9)
    albedo = mix(albedo, SNOW, patch.of(frame.snow_caps).astype(np.float32))

    below = np.maximum(base - np.float32(frame.horizon), 0)
    distance = 3.2 / (1 + 9 * below) * (1.15 - 0.55 * np.clip(depth / span, 0, 1)) + 0.3
    colour = frame.lit(
        albedo,
        (nx, ny, 0.75),
        sunlit=smoothstep(-0.75, -0.05, large + 0.25),
        skylit=np.clip(0.55 + 0.5 * large + 0.15 * small, 0.25, 1.1),
    )
    return frame.hazed(colour, patch.column, distance * 2)


def hill(patch: Patch) -> Floats:
    """Rolling grassland with scattered bushes."""
    frame = patch.frame
    drift = frame.offsets("hill")
    x, y = patch.x, patch.y
    # Each fold of the land hides the foot of the one behind it: broad bands that rise and sink along the slope.
    depth = y - patch.outline[patch.column]
    swell = 0.10 * noise.value(x * 2.1 + drift[6], depth * 3) + 0.03 * noise.value(x * 5.3, depth * 4 + drift[7])
    band = (depth + swell + 0.04) * 5.5
    fold = band - np.floor(band)
    parcel = noise.cells(x * 9 + drift[7] + 0.5 * swell, band * 1.6 + drift[6])
    height, across, down = frame.fbm_slopes(x * 4 + drift[0], y * 9 + drift[1], 3, 0.4)
    grain = frame.fbm(x * 30 + drift[2], y * 60, 3, 0.6)
    deep, light, dry = grass_colours(frame.style)
    albedo = mix(mix(deep, light, smoothstep(-0.6, 0.6, height)), dry, smoothstep(0, 1, grain + 0.3 * height) * 0.5)
    pasture = mix(light, dry, np.float32(0.6) * (parcel.key > 0.75))
    albedo = mix(albedo, pasture, (parcel.key > 0.45) * np.float32(0.65))
    hedge = (1 - smoothstep(0.01, 0.05, parcel.edge)) * np.float32(0.4)
    albedo = mix(albedo, deep * np.float32(0.5), hedge)
    albedo = snowed(patch, albedo, 0.3 + 0.5 * height + 0.15 * grain - 0.5 * hedge)

    clumps = noise.cells(x * 70 + drift[3], y * 90 + drift[4])
    bush = smoothstep(0.3, 0.8, frame.fbm(x * 5 + drift[5], y * 11, 3)) * (clumps.near < 0.42)
    leaves = leaf_colours(frame.style)
    bush_albedo = leaves[np.clip((clumps.key * 4).astype(np.int32), 0, 3)] * np.float32(0.7)
    albedo = mix(albedo, snowed(patch, bush_albedo, -clumps.dy * 2, 0.8), bush)

    nx = 0.8 * _outline_slope(patch, 0.03) - 0.10 * across - 0.15 * (parcel.key - 0.5) + bush * clumps.dx * 1.2
    ny = 0.25 + 0.9 * (1 - fold) + 0.05 * down - bush * clumps.dy * 1.2
    below = np.maximum(patch.underside[patch.column] - np.float32(frame.horizon), 0)
    colour = frame.lit(albedo, (nx, ny, 0.6), sunlit=1 - 0.25 * bush, skylit=lerp(1.0, 0.55, smoothstep(0.5, 1, fold)))
    return frame.hazed(colour, patch.column, 2.6 / (1 + 10 * below) + 0.15)


def _outline_slope(patch: Patch, smoothing: float) -> Floats:
    """Slope of the outline over each pixel, after smoothing it over a share of the picture's height."""
    height = patch.frame.height
    line = one_dimensional_blur(patch.outline, height * smoothing)
    return np.asarray((np.gradient(line) * height)[patch.column])
