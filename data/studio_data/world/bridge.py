"""Bridges: masonry under a parapet; a plain bar that somebody painted becomes a row of arches."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, floats, mix, smoothstep, srgb
from .patch import Patch

_STONE, _COPING = srgb(160, 146, 128), srgb(196, 184, 164)
_SLENDER = 0.42  # height by width up to which a thing can be a bar
_SHADE = floats(0.10, 0.12, 0.13)


def bridge(patch: Patch) -> Floats:
    """Courses of stone, a coping with its shadow, arches where the thing is a bar without any."""
    frame = patch.frame
    depth = patch.y - patch.top
    thing, boxes = patch.things
    height = np.float32(frame.height)
    top, left, bottom, right = (boxes[thing, k] / height for k in range(4))
    high, wide = bottom - top, right - left
    filled = np.bincount(thing, minlength=len(boxes))[thing] / np.maximum(high * wide * height * height, 1)
    is_bar = (high / wide < _SLENDER) & (filled > 0.72)

    course = 0.016
    row = np.floor(depth / course)
    stone = patch.x / (course * 2.1) + 0.5 * (row % 2)
    joints = np.maximum(np.abs(stone % 1 - 0.5) * 2, np.abs(depth / course - row - 0.5) * 2)
    tone = 0.82 + 0.3 * noise.hashed(np.floor(stone), row, 3)
    albedo = _STONE * (tone * (1 - 0.35 * smoothstep(0.86, 1.0, joints)))[:, None]
    albedo = mix(albedo, _COPING, (depth < 0.012) * np.float32(0.85))
    albedo = mix(albedo, SNOW, (depth < 0.007) * np.float32(frame.style.snow_cover))
    damp = smoothstep(0.05, 0.0, patch.foot - patch.y)
    albedo = albedo * (1 - 0.4 * damp)[:, None]
    shadow = smoothstep(0.010, 0.014, depth) * smoothstep(0.030, 0.016, depth)
    normal = (0.0, 0.35 - 0.3 * smoothstep(0, 0.06, depth), 0.8)
    colour = frame.lit(
        albedo, normal, sunlit=0.9 * (1 - 0.6 * shadow), skylit=0.85 - 0.3 * smoothstep(0.03, 0.1, depth)
    )

    opening = _arches(patch, left, top, high, wide) * is_bar
    under = frame.haze_columns[patch.column] * np.float32(0.35) + frame.light.ambient * _SHADE
    colour = mix(colour, under, opening)
    return frame.hazed(colour, patch.column, 0.35)


def _arches(patch: Patch, left: Floats, top: Floats, high: Floats, wide: Floats) -> Floats:
    """1 inside the openings of a row of arches under a bar's deck, with soft rims."""
    deck = np.maximum(0.30 * high, 0.012)
    tall = np.maximum(high - deck, 1e-3)
    count = np.maximum(1, np.round(wide / (2.6 * tall)))
    span = wide / count
    across = ((patch.x - left) / span) % 1 - 0.5
    down = (patch.y - top - deck) / tall
    roundness = (across / 0.38) ** 2 + (1 - np.clip(down, 0, 1)) ** 2
    return np.asarray(smoothstep(1.12, 0.94, roundness) * (down > 0))
