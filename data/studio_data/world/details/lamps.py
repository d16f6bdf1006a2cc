"""Street lamps along roads as it gets dark: a post, a flame, and a pool of light on the ground."""

from __future__ import annotations

import numpy as np

from ..colour import Floats, floats, mix, smoothstep, srgb
from ..frame import Frame
from .places import grid_around

_GLOW, _POST = floats(1.0, 0.62, 0.26), srgb(40, 40, 44)
_ROWS = 5


def draw_lamps(frame: Frame, picture: Floats, chance: np.random.Generator) -> None:
    """Lamps beside the road, smaller towards the horizon, in place; none by day."""
    lamplight = frame.light.lamplight
    road = frame.mask("road")
    if lamplight < 0.3 or not road.any():
        return
    for number in range(_ROWS):
        y = frame.horizon + (0.97 - frame.horizon) * (0.06 + 0.8 * (number / _ROWS) ** 1.7)
        row = int(y * frame.height)
        columns = np.flatnonzero(road[min(row, frame.height - 1)])
        if not len(columns) or columns[-1] - columns[0] > 0.8 * frame.width:
            continue
        size = 0.05 + 0.55 * (y - frame.horizon)
        for edge, side in ((columns[0], -1.0), (columns[-1], 1.0)):
            x = edge / frame.height + side * 0.12 * size
            if 0.01 < x < frame.aspect - 0.01:
                _lamp(frame, picture, y, x, size, lamplight)


def _lamp(frame: Frame, picture: Floats, y: float, x: float, size: float, lamplight: float) -> None:
    window, down, right = grid_around(frame, y - size * 0.5, x, size * 0.95)
    foot = down - np.float32(0.5 * size)
    post = np.clip((np.float32(0.012 * size + 0.6 / frame.height) - np.abs(right)) * frame.height + 0.5, 0, 1)
    post = post * (foot < 0) * (foot > -size)
    part = picture[window]
    part = mix(part, np.broadcast_to(_POST * frame.light.ambient, part.shape), post)
    bulb = np.hypot(right, foot + np.float32(size))
    glow = np.exp(-((bulb / np.float32(0.035 * size + 0.5 / frame.height)) ** 2)) * 1.6
    glow = glow + 0.32 * np.exp(-bulb / np.float32(0.22 * size))
    pool = 0.5 * np.exp(-((right / np.float32(0.42 * size)) ** 2) - (foot / np.float32(0.12 * size)) ** 2)
    glow = glow * smoothstep(0.92, 0.55, bulb / np.float32(size))
    picture[window] = part + np.multiply.outer((glow + pool * (0.4 + 2 * part.mean(-1))) * np.float32(lamplight), _GLOW)
