"""Towns: towers with rows of windows, houses under tiled roofs, stone bridges."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, floats, mix, palette, smoothstep, srgb
from .patch import Patch

_FACADES = palette((172, 128, 104), (196, 186, 170), (210, 204, 196), (150, 140, 134), (118, 128, 140), (96, 108, 124))
_LAMP = floats(1.0, 0.72, 0.32)
_ROOFS = {"tile": srgb(150, 70, 52), "brown": srgb(120, 84, 64), "slate": srgb(88, 92, 104), "clay": srgb(168, 96, 60)}
_WALLS = {
    "lime": srgb(232, 224, 208),
    "ochre": srgb(216, 196, 164),
    "timber": srgb(196, 178, 160),
    "white": srgb(236, 236, 232),
}
_DOOR = srgb(92, 60, 40)
_STONE, _COPING = srgb(156, 142, 126), srgb(190, 178, 160)
_EAVES = 0.46  # share of a house that is roof
_WINDOWS = 3  # in a row on a house


def building(patch: Patch) -> Floats:
    """Towers: a new one wherever the skyline steps; the taller, the more glass."""
    frame, style = patch.frame, patch.frame.style
    skyline = patch.outline * frame.height
    number = np.cumsum(np.abs(np.diff(skyline, prepend=skyline[:1])) > frame.height * 0.012)[patch.column]
    depth = patch.y - patch.top
    tall = np.clip((patch.foot - patch.top) * 2.2, 0, 0.999)
    width = 0.016 + 0.014 * noise.hashed(number, 1)
    storey = 0.020 + 0.014 * noise.hashed(number, 2)
    column, row = np.floor(patch.x / width), np.floor(depth / storey)
    window = (np.abs(patch.x / width - column - 0.5) < 0.30) & (np.abs(depth / storey - row - 0.5) < 0.30)
    window &= (depth > 0.014) & (patch.foot - patch.y > 0.012)
    chance = noise.hashed(column, row, number, frame.seed)

    shade = np.clip(tall + 0.22 * (noise.hashed(number, 3) - 0.5), 0, 0.999) * len(_FACADES)
    facade = _FACADES[shade.astype(np.int32)] * (1 + 0.06 * frame.fbm(patch.x * 40, patch.y * 60, 2))[:, None]
    side = np.where(noise.hashed(number, 4) > 0.5, 0.5, -0.5)
    skylit = 0.75 + 0.25 * smoothstep(0, 0.2, patch.foot - patch.y)
    wall = frame.lit(facade, (side, 0.25, 0.8), sunlit=0.9, skylit=skylit)

    glass = mix(frame.light.ambient * 0.25, frame.light.radiance(patch.x, patch.full(0.35)) * 0.55, chance)
    if style.is_night or style.hour == "sunset":
        burning = chance > (0.45 if style.is_night else 0.8)
        glass = np.where(burning[:, None], _LAMP * (0.5 if style.is_night else 1.1), glass)
    colour = np.where(window[:, None], glass, wall)
    return frame.hazed(colour, patch.column, 0.9 / (1 + 8 * np.maximum(patch.foot - frame.horizon, 0)))


def house(patch: Patch) -> Floats:
    """A house in each painted thing's box: roof, wall with a shaded side, windows, a door."""
    frame, style = patch.frame, patch.frame.style
    thing, boxes = patch.things
    top, left, bottom, right = (boxes[thing, k] / np.float32(frame.height) for k in range(4))
    down = (patch.y - top) / (bottom - top)
    across = (patch.x - left) / (right - left)
    roof = down < _EAVES

    tiles = 0.9 + 0.14 * np.sin(patch.y * (2.2 * 256)) + 0.1 * noise.value(patch.x * 120, patch.y * 40)
    roof_albedo = _ROOFS[style.roof] * tiles[:, None]
    if style.season == "winter":
        roof_albedo = mix(roof_albedo, SNOW, patch.full(0.85))
    roof_colour = frame.lit(roof_albedo, (np.where(across < 0.5, -0.4, 0.4), 0.8, 0.5), sunlit=0.95, skylit=0.95)

    away = across > 0.62 if frame.light.direction[0] <= 0 else across < 0.38
    turned = 0.8 if frame.light.direction[0] <= 0 else -0.8
    plaster = _WALLS[style.wall] * (1 + 0.04 * noise.value(patch.x * 90, patch.y * 90))[:, None]
    wall = frame.lit(
        plaster,
        (np.where(away, turned, -0.19 * turned), 0.15, np.where(away, 0.4, 0.9)),
        sunlit=0.9,
        skylit=0.8 - 0.25 * smoothstep(0.58, _EAVES, down),
    )
    window = (np.abs(across * _WINDOWS % 1 - 0.5) < 0.2) & (np.abs(down - 0.68) < 0.10)
    door = (np.abs(across - 0.5) < 0.07) & (down > 0.62)
    lamp = {"night": 0.7, "sunset": 1.6}.get(style.hour)
    glass = frame.light.ambient * np.float32(0.22) if lamp is None else floats(1.0, 0.68, 0.28) * np.float32(lamp)
    wall = np.where(window[:, None], glass, wall)
    wall = np.where(door[:, None], frame.lit(_DOOR, (0, 0.2, 0.8), sunlit=0.7, skylit=0.6), wall)
    colour = np.where(roof[:, None], roof_colour, wall)
    return frame.hazed(colour, patch.column, 0.7 / (1 + 12 * np.maximum(patch.foot - frame.horizon, 0)))


def bridge(patch: Patch) -> Floats:
    """Masonry with a coping along its upper edge."""
    frame = patch.frame
    depth = patch.y - patch.top
    stones = noise.cells(patch.x * 40, patch.y * 55)
    joints = 0.6 + 0.4 * smoothstep(0, 0.08, stones.edge)
    albedo = _STONE * ((0.8 + 0.3 * stones.key) * joints)[:, None]
    albedo = mix(albedo, _COPING, (depth < 0.012) * np.float32(0.8))
    normal = (0.0, 0.35 - 0.3 * smoothstep(0, 0.06, depth), 0.8)
    colour = frame.lit(albedo, normal, sunlit=0.9, skylit=0.8 - 0.3 * smoothstep(0.03, 0.1, depth))
    return frame.hazed(colour, patch.column, 0.4)
