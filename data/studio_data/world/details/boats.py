"""Sailing boats on the sea and on lakes: hull, mast and two sails, and their image in the water."""

from __future__ import annotations

import numpy as np

from ..colour import Floats, mix, smoothstep, srgb
from ..frame import Frame
from .places import grid_around, roomy_places

_SAIL, _HULL = srgb(240, 236, 226), srgb(96, 56, 40)
_LEAST_WATER = 0.14  # share of the picture: nobody sails on a pond
_SMALLEST = 0.02  # a boat smaller than this share of the picture's height would be a speck


def draw_boats(frame: Frame, picture: Floats, chance: np.random.Generator) -> None:
    """One to three boats where there is room for them, in place."""
    if frame.mask("sea", "lake").mean() < _LEAST_WATER:
        return
    count = int(chance.integers(0, 3))
    for y, x in roomy_places(frame, ("sea", "lake"), (0.02, 0.12), count, chance):
        size = 0.03 + 0.30 * max(float(y) - frame.horizon, 0.0)
        if frame.horizon < y < 0.85 and _SMALLEST < size < 0.14:
            _boat(frame, picture, float(y), float(x), size, float(chance.choice((-1.0, 1.0))))


def _boat(frame: Frame, picture: Floats, y: float, x: float, size: float, way: float) -> None:
    window, down, right = grid_around(frame, y, x, size * 1.2)
    soft = 0.7 / frame.height
    for mirrored in (True, False):
        up = down if mirrored else -down
        if mirrored:
            up = up + np.float32(0.004) * np.sin(right * 260 + down * 900)
        across = right * way
        hull = _inside(np.minimum(up + 0.05 * size, 0.16 * size - up), soft) * _inside(
            0.42 * size - np.abs(across) - 0.5 * np.maximum(0.1 * size - up, 0), soft
        )
        height = np.clip(up / size, 0, 1)
        main = _inside(np.minimum(up - 0.2 * size, size - up), soft) * _inside(
            np.minimum(across + 0.02 * size, 0.42 * size * (1 - height) - across), soft
        )
        jib = _inside(np.minimum(up - 0.2 * size, 0.8 * size - up), soft) * _inside(
            np.minimum(-across - 0.03 * size, 0.36 * size * (1 - 1.2 * height) + across), soft
        )
        light = frame.light
        facing = np.float32(0.5 + 0.3 * max(0.0, -way * float(light.direction[0])))
        sail = _SAIL * (light.ambient * np.float32(0.75) + light.sun * facing)
        wood = _HULL * (light.ambient + light.sun * np.float32(0.5))
        strength = np.float32(0.45) * smoothstep(1.0, 0.3, np.abs(down) / size) if mirrored else np.float32(1)
        part = picture[window]
        part = mix(part, np.broadcast_to(sail, part.shape), np.maximum(main, jib * 0.95) * strength)
        picture[window] = mix(part, np.broadcast_to(wood, part.shape), hull * strength)


def _inside(distance: Floats, soft: float) -> Floats:
    return np.asarray(np.clip(distance / np.float32(soft) + 0.5, 0, 1))
