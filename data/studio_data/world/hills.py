"""Hills: soft folds one before the other, with pastures, rows of trees and small woods that follow them."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, lerp, mix, smoothstep, srgb
from .fields import one_dimensional_blur
from .lowlight import low_light, lowness
from .patch import Patch
from .ranges import Ranges, ranges, standing_apart
from .vegetation import grass_colours, leaf_colours, snowed

_CRAG = srgb(116, 106, 94)
_FOLD = 0.105  # picture heights from one fold to the next


def hill(patch: Patch) -> Floats:
    """Rolling grassland; a hill that stands in water or hangs in the sky is wooded, with rock at its foot."""
    frame = patch.frame
    drift = frame.offsets("hill")
    x, y = patch.x, patch.y
    base = patch.underside[patch.column]
    folds = _folds(patch, drift)
    depth, turn = folds.depth, folds.number * np.float32(3.3)

    parcel = noise.cells(x * 5.5 + drift[7] + turn, depth * 17 + 0.12 * noise.value(x * 9, depth * 20) + drift[6])
    height, across, down = frame.fbm_slopes(x * 5 + drift[0], depth * 12 + turn + drift[1], 3, 0.4)
    grain = frame.fbm(x * 34 + drift[2], y * 70, 2, 0.6)
    deep, light, dry = grass_colours(frame.style)
    albedo = mix(deep, light, smoothstep(-0.9, 0.7, height + 0.3 * grain))
    pasture = mix(mix(deep, light, np.float32(0.5) + parcel.key * 0.5), dry, smoothstep(0.62, 0.9, parcel.key) * 0.6)
    albedo = mix(albedo, pasture, smoothstep(0.25, 0.4, parcel.key) * np.float32(0.6))
    albedo = snowed(patch, albedo, 0.3 + 0.5 * height + 0.15 * grain)

    apart = standing_apart(patch)
    clumps = noise.cells(x * 62 + drift[3], y * 72 + drift[4])
    woods = 0.75 * frame.fbm(x * 3.2 + drift[5], depth * 8 + turn, 3) + 0.30 * smoothstep(0.02, 0.09, depth) - 0.28
    rows = smoothstep(0.14, 0.05, parcel.edge) * smoothstep(0.35, 0.45, parcel.key)
    wooded = np.maximum(np.maximum(smoothstep(0.02, 0.12, woods), rows * 0.9), apart * smoothstep(0.03, 0.05, base - y))
    crown = wooded * smoothstep(0.62, 0.50, clumps.near + 0.25 * (1 - wooded) + 0.05 * grain)
    shade = wooded * smoothstep(0.0, 0.6, woods + 0.4 * apart)
    leaves = leaf_colours(frame.style)[np.clip((clumps.key * 4).astype(np.int32), 0, 3)] * np.float32(0.8)
    albedo = mix(albedo, deep * np.float32(0.42), np.maximum(shade, 0.35 * wooded) * (1 - crown))
    albedo = mix(albedo, snowed(patch, leaves, -clumps.dy * 1.6 - 0.35, 0.7), crown)
    rocky = apart * smoothstep(0.045, 0.03, base - y + 0.012 * grain)
    albedo = mix(albedo, _CRAG * (1 + 0.4 * grain[:, None]), rocky)

    rounded = np.exp(-depth * 24)
    nx = 0.9 * _crest_slope(patch, folds) * (0.35 + 0.65 * rounded) - 0.13 * across + crown * clumps.dx * 1.3
    nx += rocky * 1.2 * grain
    ny = 0.30 + 0.75 * rounded + 0.06 * down - crown * clumps.dy * 1.3
    below = np.maximum(base - np.float32(frame.horizon), 0)
    colour = frame.lit(
        albedo,
        (nx, ny, 0.6),
        sunlit=1 - 0.35 * shade * (1 - crown),
        skylit=lerp(1.0, 0.62, smoothstep(0.01, 0.12, depth)),
    )
    colour += low_light(patch, albedo, nx, ny)
    far = (1 - 0.72 * folds.nearness) * (0.8 + 0.5 * smoothstep(0, 0.1, depth))
    return frame.hazed(colour, patch.column, 3.3 * (1 - 0.5 * lowness(frame)) * far / (1 + 6 * below) + 0.2)


def _folds(patch: Patch, drift: Floats) -> Ranges:
    """As many folds as the hill is tall, the nearest ones the lowest."""
    span = patch.underside - patch.outline
    tall = float(np.percentile(span[patch.mask.any(0)], 85))
    count = int(np.clip(round(tall / _FOLD), 1, 8))
    shares = [1 - ((index + 1) / count) ** 1.3 + 0.05 / count for index in range(count - 1)]
    return ranges(patch, shares, 0.65 / count, 2.0, drift, 0.2)


def _crest_slope(patch: Patch, folds: Ranges) -> Floats:
    """Slope of the fold's crest over each pixel."""
    height = patch.frame.height
    slopes = [np.gradient(one_dimensional_blur(crest, height * 0.03)) * height for crest in folds.crests]
    return np.asarray(np.stack(slopes)[folds.number, patch.column], np.float32)
