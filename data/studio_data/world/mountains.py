"""Mountains: ranges one before the other, each with ridges down from its peaks and spurs that branch off them.

The relief is a drainage pattern folded together without simulating one: the distance from the ridge under the nearest
peak is the first fold; spurs leave the ridges downhill, so they are level lines of that distance and the depth below
the crest; gullies leave the spurs in the same way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import noise
from .colour import SNOW, Floats, mix, smoothstep, srgb
from .fields import one_dimensional_blur
from .lowlight import low_light, lowness
from .patch import Patch
from .ranges import Ranges, ranges, ridge_distance, standing_apart
from .vegetation import snowed

_ROCK_LIGHT, _ROCK_DARK, _ROCK_WARM = srgb(126, 116, 108), srgb(82, 82, 88), srgb(140, 118, 96)
_TALUS = srgb(138, 130, 122)
_ALPINE_GREEN = {
    "summer": srgb(84, 100, 48),
    "autumn": srgb(132, 104, 54),
    "winter": srgb(108, 104, 98),
    "spring": srgb(92, 112, 52),
}
_CONIFERS = {
    "summer": srgb(34, 52, 32),
    "autumn": srgb(62, 58, 30),
    "winter": srgb(46, 54, 48),
    "spring": srgb(40, 60, 34),
}
_SPURS, _GULLIES = 7.5, 21.0  # per picture height


class _Relief(NamedTuple):
    """ridge, spur, gully: -1 (valley) to 1 (crest) of each order; nx, ny: the surface's slope; all (n,)."""

    ridge: Floats
    spur: Floats
    gully: Floats
    nx: Floats
    ny: Floats


def mountain(patch: Patch) -> Floats:
    """Rock with spurs and valleys, talus and meadows below, woods at the foot, snow from its line up."""
    frame, style = patch.frame, patch.frame.style
    drift = frame.offsets("mountain")
    folds = ranges(patch, [0.50, 0.22], 0.17, 3.2, drift, 0.45)
    relief = _relief(patch, folds, drift)
    outline, base = patch.outline[patch.column], patch.underside[patch.column]
    span = np.maximum(base - outline, 0.02)
    tallest = max(0.06, float(np.percentile(span, 85)))
    below = np.clip(1 - (base - patch.y) / tallest, 0, 1)  # the tallest peak: 0, the foot: 1
    # What does not rise over the horizon is an islet or a crag, and no height for eternal snow.
    rising = smoothstep(-0.02, 0.10, np.float32(frame.horizon) - outline)
    valley = -0.5 * relief.ridge - 0.6 * relief.spur

    apart = standing_apart(patch)
    grain = frame.fbm(patch.x * 34 + drift[5], patch.y * 46 + drift[6], 2, 0.6)
    upward = relief.ny / np.sqrt(relief.nx * relief.nx + relief.ny * relief.ny + 0.36)
    albedo = mix(_ROCK_LIGHT, _ROCK_DARK, smoothstep(-0.7, 0.7, 0.6 * relief.gully + 0.6 * grain))
    broad = noise.value(patch.x * 5 + drift[5], patch.y * 14)
    albedo = mix(albedo, _ROCK_WARM, smoothstep(0.0, 0.9, broad) * 0.5)
    albedo = mix(albedo, _TALUS, smoothstep(0.1, 0.7, valley + 0.4 * grain - abs(below - 0.45) * 2) * 0.7)
    green = smoothstep(0.38, 0.62, below + 0.10 * broad + 0.16 * valley + 0.06 * grain)
    albedo = mix(albedo, _ALPINE_GREEN[style.season], green * smoothstep(0.25, 0.6, upward + 0.15 * grain) * 0.9)
    wood = smoothstep(0.62, 0.70, below + 0.12 * broad + 0.10 * valley + 0.04 * grain + 0.10 * folds.nearness)
    shore = smoothstep(0.05, 0.03, base - patch.y + 0.012 * grain)
    tufts = smoothstep(-0.25, 0.15, upward - 0.75 + 0.5 * broad + 0.2 * grain)
    wood += (tufts * (1 - shore) - wood) * apart
    green *= 1 - apart * shore
    crowns = noise.cells(patch.x * 78 + drift[3], patch.y * 62 + drift[4])
    albedo = mix(albedo, _CONIFERS[style.season] * np.float32(0.9), wood)

    exposed = 1.3 * upward - 0.35 + 0.25 * valley + 0.25 * grain - 0.8 * wood - apart * (0.45 + 1.5 * shore)
    albedo = snowed(patch, albedo, exposed, 0.9)
    if style.snow_line > 0:
        line = style.snow_line * (0.9 if style.season == "winter" else 0.72)
        held = smoothstep(0.0, 0.30, upward + 0.45 * valley + 0.10 * grain)
        fallen = smoothstep(0, 0.14, line - below + 0.28 * valley + 0.07 * grain)
        albedo = mix(albedo, SNOW, fallen * held * rising)
    albedo = mix(albedo, SNOW, patch.of(frame.snow_caps).astype(np.float32))

    nx = relief.nx - wood * crowns.dx * -0.9
    ny = relief.ny + wood * (0.1 - crowns.dy * 0.9)
    colour = frame.lit(
        albedo,
        (nx, ny, 0.60),
        sunlit=smoothstep(1.2, 0.1, valley) * (1 - 0.3 * wood * smoothstep(0.2, 0.6, crowns.near)),
        skylit=np.clip(0.74 - 0.22 * valley + 0.12 * relief.gully, 0.3, 1.1),
    )
    colour += low_light(patch, albedo, nx, ny)
    return frame.hazed(colour, patch.column, _distance(patch, folds, base))


def _relief(patch: Patch, folds: Ranges, drift: Floats) -> _Relief:
    """Ridges under the peaks, spurs off the ridges, gullies off the spurs."""
    frame = patch.frame
    x, depth = patch.x, folds.depth
    wander = noise.value(x * 1.7 + drift[2], depth * 3.2 + drift[3] + folds.number) * np.minimum(depth, 0.2) * 0.30
    wander += 0.010 * noise.value(x * 4 + drift[4], depth * 11 + drift[5])
    place = x + wander
    away, side = np.empty_like(x), np.empty_like(x)
    for number, crest in enumerate(folds.crests):
        here = folds.number == number
        knots, distances = ridge_distance(crest, frame.height, drift + np.float32(2.3 * number))
        away[here] = np.interp(place[here], knots, distances)
        interval = np.clip(np.searchsorted(knots, place[here]), 1, len(knots) - 1)
        side[here] = np.sign(np.diff(distances))[interval - 1]

    # Downhill on a ridge's flank is down and away from it; what is level along that is the place along the ridge.
    along = 0.80 * depth - 0.62 * away
    spur, spur_u, spur_v = frame.ridges(along * _SPURS + drift[6], place * 2.6 + drift[7] + folds.number, 2, 0.5)
    spur_x, spur_y = -0.62 * side * _SPURS * spur_u + 2.6 * spur_v, 0.80 * _SPURS * spur_u
    run = 0.62 * depth + 0.80 * away
    gully, gully_u, gully_v = frame.ridges(
        run * _GULLIES + 1.1 * spur + drift[1], along * (0.5 * _GULLIES) + drift[0], 3, 0.55
    )
    gully_x = _GULLIES * (0.80 * side * gully_u - 0.31 * side * gully_v)
    gully_y = _GULLIES * (0.62 * gully_u + 0.40 * gully_v)
    slope_x = -1.35 * side + 0.10 * spur_x + 0.013 * gully_x
    slope_y = 0.10 * spur_y + 0.013 * gully_y
    steep = 1 / np.sqrt(1 + 0.12 * (slope_x * slope_x + slope_y * slope_y))
    crest_slope = np.exp(-depth * 30) * _outline_slope(patch, 0.012)
    return _Relief(1 - away * 6, spur, gully, crest_slope - 0.75 * slope_x * steep, 0.42 + 0.55 * slope_y * steep)


def _distance(patch: Patch, folds: Ranges, base: Floats) -> Floats:
    """How much air lies before each pixel: most before the farthest range, and more in the valleys between ranges."""
    frame = patch.frame
    foot = np.maximum(base - np.float32(frame.horizon), 0)
    mist = np.clip(folds.depth * 5, 0, 1)
    far = (1 - 0.62 * folds.nearness) * (0.85 + 0.40 * mist)
    return np.asarray(5.6 * (1 - 0.55 * lowness(frame)) * far / (1 + 6 * foot) + 0.4)


def _outline_slope(patch: Patch, smoothing: float) -> Floats:
    """Slope of the outline over each pixel, after smoothing it over a share of the picture's height."""
    height = patch.frame.height
    line = one_dimensional_blur(patch.outline, height * smoothing)
    return np.asarray((np.gradient(line) * height)[patch.column])
