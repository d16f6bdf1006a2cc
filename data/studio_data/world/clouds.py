"""Painted clouds: the mask turned into a density, lit by one look towards the sun for their own shadow."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from studio.labels import LANDSCAPE

from . import noise
from .colour import Floats, floats, mix, smoothstep
from .fields import blurred, enlarged
from .frame import Frame

_CLOUD = LANDSCAPE.id("cloud")
_STEP = 0.03  # length of the look towards the sun, in picture heights
_MOONLIT = floats(0.10, 0.12, 0.17)


def draw_clouds(frame: Frame, picture: Floats) -> None:
    """Lays the painted clouds over `picture` (height, width, 3), in place, softly beyond their borders."""
    mask = (frame.source == _CLOUD).astype(np.float32)
    if not mask.any():
        return
    body = blurred(mask, frame.source.shape[0] * 0.022)
    toward = np.array([frame.light.direction[0], -frame.light.direction[1] - 0.25], np.float32)
    toward *= _STEP / np.hypot(*toward)
    shift = (-toward[1] * frame.source.shape[0], -toward[0] * frame.source.shape[0])
    sunward = ndimage.shift(body, shift, order=1, mode="nearest")
    if frame.supersample > 1:
        body = enlarged(body, frame.supersample, frame.labels.shape)
        sunward = enlarged(sunward, frame.supersample, frame.labels.shape)

    index = np.flatnonzero((body > 0.02) & frame.open_sky)
    y = (index // frame.width + np.float32(0.5)) / np.float32(frame.height)
    x = (index % frame.width + np.float32(0.5)) / np.float32(frame.height)
    here, facing = _puffs(frame, x, y, body.reshape(-1)[index])
    ahead, _ = _puffs(frame, x + toward[0], y + toward[1], sunward.reshape(-1)[index])
    opacity = smoothstep(0.05, 0.11, here) if frame.cartoon else smoothstep(0, 0.34, here)
    shadow = np.exp(-np.maximum(ahead, 0) * 2.2) * (0.6 + 0.4 * smoothstep(0.6, -0.1, here - ahead))
    lightness = np.clip(shadow + 0.35 * (here - ahead) + 0.40 * facing, 0.05, 1.15)
    if frame.cartoon:
        lightness = 0.35 + 0.35 * smoothstep(0.28, 0.33, lightness) + 0.35 * smoothstep(0.50, 0.56, lightness)
    flat = picture.reshape(-1, 3)
    behind = flat[index]
    flat[index] = mix(behind, _colour(frame, x, y, behind, lightness), opacity * np.float32(0.97))


def _puffs(frame: Frame, x: Floats, y: Floats, body: Floats) -> tuple[Floats, Floats]:
    """Density of the cloud, above 0 inside, and how far its puffs turn to the sun, -1 to 1."""
    drift = frame.offsets("clouds")
    fray = frame.fbm(x * 16 + drift[0], y * 20 + drift[1], 4, 0.6)
    density = body * np.float32(1.6) + np.float32(0.30) * fray - np.float32(0.93)
    facing = np.zeros_like(body)
    right, up = frame.light.direction[0], frame.light.direction[1] + np.float32(0.3)
    for number, (scale, share) in enumerate(((11.0, 0.42), (27.0, 0.26))):
        bend = np.float32(0.25) * fray
        puff = noise.cells(x * scale + drift[2 + number] + bend, y * scale * 1.25 + drift[4 + number] - bend)
        density = density + share * (1 - np.minimum(puff.near, 1) ** 2)
        facing = facing + share * (puff.dx * right - puff.dy * up)
    return density, np.asarray(np.clip(facing * 1.5, -1, 1))


def _colour(frame: Frame, x: Floats, y: Floats, behind: Floats, lightness: Floats) -> Floats:
    light = frame.light
    sunlight = _MOONLIT if frame.style.is_night else light.disc * np.float32(0.26)
    direct = lightness * np.float32(1 - 0.93 * frame.style.overcast)
    if frame.sun.front:
        direct = direct * (1 + 1.2 * np.exp(-5 * np.hypot(x - np.float32(frame.sun.x), y - np.float32(frame.sun.y))))
    skylight = light.ambient * np.float32(0.95) + behind * np.float32(0.15)
    return np.asarray(skylight * (0.70 + 0.3 * lightness)[:, None] + np.multiply.outer(direct, sunlight))
