"""Rain and snow in the air: shafts and veils that one sees from afar, and the drops and flakes close by (details)."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, floats, mix, smoothstep
from .frame import Frame

_STREAK, _FLAKE = floats(0.80, 0.86, 0.95), floats(1.0, 1.0, 1.05)
_LAYERS = ((22.0, 0.055, 0.55), (40.0, 0.06, 0.35), (66.0, 0.075, 0.2))  # flakes: cells per height, size, strength


def draw_falling(frame: Frame, picture: Floats) -> None:
    """Lays rain or snowfall over `picture` (height, width, 3), in place; nothing in other weather."""
    if frame.style.weather not in ("rain", "snowfall"):
        return
    y = (np.arange(frame.height, dtype=np.float32)[:, None] + np.float32(0.5)) / np.float32(frame.height)
    x = (np.arange(frame.width, dtype=np.float32)[None] + np.float32(0.5)) / np.float32(frame.height)
    x, y = np.broadcast_arrays(x, y)
    _veil(frame, picture, x, y)
    if frame.details:
        bright = np.float32((frame.light.ambient.mean() + 0.3 * frame.light.sun.mean()) * 1.2)
        fall = _drops(frame, x, y) if frame.style.weather == "rain" else _flakes(frame, x, y)
        colour = (_STREAK if frame.style.weather == "rain" else _FLAKE) * bright
        picture[:] = mix(picture, np.broadcast_to(colour, picture.shape), fall)


def _veil(frame: Frame, picture: Floats, x: Floats, y: Floats) -> None:
    """Shafts of rain (soft curtains of snow) that hang from the clouds to the horizon and stand before what is far."""
    drift = frame.offsets("shafts")
    lean = np.float32(0.25 if frame.style.weather == "rain" else 0.1)
    curtains = frame.fbm((x + lean * y) * 2.2 + drift[0], y * 0.35 + drift[1], 3, 0.5)
    near_horizon = np.exp(-(((y - np.float32(frame.horizon)) / np.float32(0.22)) ** 2))
    above = smoothstep(0.12, -0.02, y - np.float32(frame.horizon))
    share = smoothstep(-0.35, 0.75, curtains) * near_horizon * (0.25 + 0.75 * above)
    strength = np.float32(0.42 if frame.style.weather == "rain" else 0.5)
    tone = np.float32(0.78 if frame.style.weather == "rain" else 1.03)
    veil = np.broadcast_to(frame.haze_columns[None] * tone, picture.shape)
    picture[:] = mix(picture, veil, share * strength)


def _drops(frame: Frame, x: Floats, y: Floats) -> Floats:
    drift = frame.offsets("drops")
    slant = x + np.float32(0.16) * y
    finest = np.float32(min(190.0, 0.4 * len(frame.source)))  # streaks finer than pixels would be specks
    fine = noise.value(slant * finest + drift[0], y * 11 + drift[1])
    near = noise.value(slant * (0.5 * finest) + drift[2], y * 6 + drift[3])
    return np.asarray(0.16 * smoothstep(0.62, 0.95, fine) + 0.13 * smoothstep(0.7, 0.98, near))


def _flakes(frame: Frame, x: Floats, y: Floats) -> Floats:
    drift = frame.offsets("flakes")
    fall = np.zeros(x.shape, np.float32)
    for number, (grain, size, strength) in enumerate(_LAYERS):
        spots = noise.cells(x * grain + drift[number], y * grain + drift[3 + number])
        flake = smoothstep(size * 2.4, size * 0.9, spots.near) * (spots.key > 0.55)
        fall = np.maximum(fall, flake * np.float32(strength + 0.3))
    return np.asarray(np.clip(fall, 0, 0.9))
