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
    here = _density(frame, x, y, body.reshape(-1)[index])
    ahead = _density(frame, x + toward[0], y + toward[1], sunward.reshape(-1)[index])
    opacity = smoothstep(0.05, 0.11, here) if frame.cartoon else smoothstep(0, 0.42, here)
    rim = np.clip(0.35 * (here - ahead), -1, 1)
    lightness = np.exp(-np.maximum(ahead, 0) * 2.6) * (0.55 + 0.45 * smoothstep(0.6, -0.1, here - ahead)) + rim
    lightness = np.clip(lightness, 0.05, 1.15)
    if frame.cartoon:
        lightness = 0.35 + 0.35 * smoothstep(0.28, 0.33, lightness) + 0.35 * smoothstep(0.50, 0.56, lightness)
    flat = picture.reshape(-1, 3)
    behind = flat[index]
    flat[index] = mix(behind, _colour(frame, x, y, behind, lightness), opacity * np.float32(0.97))


def _density(frame: Frame, x: Floats, y: Floats, body: Floats) -> Floats:
    drift = frame.offsets("clouds")
    warp = noise.value(x * 5 + drift[0], y * 5)
    return np.asarray(body * 1.5 - 0.62 + 0.55 * frame.fbm(x * 9 + drift[1] + 0.5 * warp, y * 13 + drift[2], 5, 0.56))


def _colour(frame: Frame, x: Floats, y: Floats, behind: Floats, lightness: Floats) -> Floats:
    light = frame.light
    sunlight = _MOONLIT if frame.style.is_night else light.disc * np.float32(0.26)
    direct = lightness * np.float32(1 - 0.93 * frame.style.overcast)
    if frame.sun.front:
        direct = direct * (1 + 1.2 * np.exp(-5 * np.hypot(x - np.float32(frame.sun.x), y - np.float32(frame.sun.y))))
    skylight = light.ambient * np.float32(0.95) + behind * np.float32(0.15)
    return np.asarray(skylight * (0.70 + 0.3 * lightness)[:, None] + np.multiply.outer(direct, sunlight))
