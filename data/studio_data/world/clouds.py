"""Painted clouds: heaps of puffs over flat bases, lit by the sun's side; a painted ceiling is seen from below.

The mask, blurred, is a density; cells of noise at three sizes heap it up and tell how each puff turns to the light.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

from . import noise
from .colour import Floats, floats, mix, smoothstep
from .fields import blurred, column_runs, enlarged
from .frame import Frame
from .geometry import SKY, is_any

Indices = NDArray[np.intp]

_CLOUD = LANDSCAPE.id("cloud")
_MOONLIT = floats(0.10, 0.12, 0.17)
_PUFFS = ((6.0, 0.46), (13.0, 0.32), (29.0, 0.22))  # cells per picture height, and their share of the heap


class _Cloud(NamedTuple):
    """At each pixel of the clouds: density (above 0 inside), how far it turns to the sun, how deep in a ceiling."""

    density: Floats
    facing: Floats
    base: Floats
    ceiling: Floats


def draw_clouds(frame: Frame, picture: Floats) -> None:
    """Lays the painted clouds over `picture` (height, width, 3), in place, softly beyond their borders."""
    mask = (frame.source == _CLOUD).astype(np.float32)
    if not mask.any():
        return
    height = frame.source.shape[0]
    body = blurred(mask, height * 0.020)
    # What stands before a cloud doesn't end it.
    wide = blurred((mask.astype(np.bool_) | ~is_any(frame.source, SKY)).astype(np.float32), height * 0.075)
    if frame.supersample > 1:
        body, wide = (enlarged(plane, frame.supersample, frame.labels.shape) for plane in (body, wide))
    index = np.flatnonzero((body > 0.02) & frame.open_sky)
    if not len(index):
        return
    y = (index // frame.width + np.float32(0.5)) / np.float32(frame.height)
    x = (index % frame.width + np.float32(0.5)) / np.float32(frame.height)
    cloud = _heaped(frame, x, y, index, body, wide)
    opacity = smoothstep(0.05, 0.11, cloud.density) if frame.cartoon else smoothstep(0.0, 0.30, cloud.density)
    flat = picture.reshape(-1, 3)
    behind = flat[index]
    flat[index] = mix(behind, _colour(frame, x, y, behind, cloud), opacity * np.float32(0.97))


def _heaped(frame: Frame, x: Floats, y: Floats, index: Indices, body: Floats, wide: Floats) -> _Cloud:
    drift = frame.offsets("clouds")
    right, up, forward = frame.light.direction
    here, around = body.reshape(-1)[index], wide.reshape(-1)[index]
    ceiling = smoothstep(0.80, 0.99, around)
    fray = frame.fbm(x * 15 + drift[0], y * 19 + drift[1], 4, 0.6)
    heap = np.zeros_like(here)
    facing = _slope_to_the_sun(frame, wide, index) * 1.5
    for number, (grain, share) in enumerate(_PUFFS):
        bend = np.float32(0.22) * fray
        puff = noise.cells(x * grain + drift[2 + number] + bend, y * grain * 1.2 + drift[5 + number % 3] - bend)
        heap = heap + np.float32(share) * (1 - np.minimum(puff.near, 1) ** 2)
        facing = facing + np.float32(1.5 * share) * (puff.dx * right - puff.dy * (up + np.float32(0.25)))
    density = here * np.float32(1.62) + np.float32(0.55) * (heap - 0.35) + np.float32(0.20) * fray - np.float32(0.86)
    facing = facing + np.float32(0.25) * forward + np.float32(0.5) * (heap - 0.5)

    # A ceiling is far away at the horizon and shows its underside: long soft rolls instead of puffs.
    elevation = np.maximum(np.float32(frame.horizon) - y, 0) + np.float32(0.10)
    aside = (x - np.float32(frame.aspect / 2)) / elevation
    rolls = frame.fbm(aside * 0.35 + drift[3], 0.55 / elevation + drift[4], 4, 0.55)
    facing = facing * (1 - 0.8 * ceiling) + ceiling * (0.55 * rolls - 0.15)
    return _Cloud(density, np.clip(facing, -1, 1), _base(frame, body, index, y), ceiling)


def _slope_to_the_sun(frame: Frame, wide: Floats, index: Indices) -> Floats:
    """How far the cloud's whole shape falls away towards the sun, about -1 to 1."""
    step = max(1, frame.height // 40)
    row, column = index // frame.width, index % frame.width
    above, below = np.maximum(row - step, 0), np.minimum(row + step, frame.height - 1)
    left, beside = np.maximum(column - step, 0), np.minimum(column + step, frame.width - 1)
    down, across = wide[below, column] - wide[above, column], wide[row, beside] - wide[row, left]
    right, up = frame.light.direction[0], frame.light.direction[1] + np.float32(0.35)
    return np.asarray(np.clip((down * up - across * right) * 1.6, -0.8, 0.8))


def _base(frame: Frame, body: Floats, index: Indices, y: Floats) -> Floats:
    """How near a pixel lies to its cloud's flat underside, 0 (upper half) to 1; thick clouds have the darker one."""
    inside = np.zeros(body.shape, np.bool_)
    inside.reshape(-1)[index] = True
    top, bottom = column_runs(inside)
    thick = (bottom - top + 1) / np.float32(frame.height)
    down = (y - top / np.float32(frame.height)) / np.maximum(thick, 1e-3)
    return np.asarray(smoothstep(0.45, 1.0, down) * np.clip(thick * 7, 0.25, 1))


def _colour(frame: Frame, x: Floats, y: Floats, behind: Floats, cloud: _Cloud) -> Floats:
    light = frame.light
    lightness = np.clip(0.62 + 0.62 * cloud.facing - 0.34 * cloud.base, 0.06, 1.2)
    if frame.cartoon:
        lightness = 0.35 + 0.35 * smoothstep(0.28, 0.33, lightness) + 0.35 * smoothstep(0.50, 0.56, lightness)
    sunlight = _MOONLIT if frame.style.is_night else light.disc * np.float32(0.26 * (1 - 0.55 * light.twilight))
    direct = lightness * np.float32(1 - 0.93 * frame.style.overcast) * (1 - 0.55 * cloud.ceiling)
    if frame.sun.front:
        away = np.hypot(x - np.float32(frame.sun.x), y - np.float32(frame.sun.y))
        rim = smoothstep(0.5, 0.02, cloud.density)
        direct = direct * (1 + (0.8 + 1.6 * rim) * np.exp(-4.5 * away))
    skylight = light.ambient * np.float32(0.95) + behind * np.float32(0.15)
    return np.asarray(skylight * (0.62 + 0.38 * lightness)[:, None] + np.multiply.outer(direct, sunlight))
