"""Houses: each painted thing becomes one, built as its own proportions ask; nothing of it is left to chance.

Wide ones show their long side under a tiled slope, narrow ones their gable; tall walls get a second row of windows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import noise
from .colour import SNOW, Floats, Mask, floats, mix, smoothstep, srgb
from .patch import Patch

_LAMP = floats(1.0, 0.66, 0.26)
_ROOFS = {"tile": srgb(156, 70, 50), "brown": srgb(118, 82, 62), "slate": srgb(86, 92, 106), "clay": srgb(176, 100, 62)}
_WALLS = {
    "lime": srgb(232, 224, 208),
    "ochre": srgb(218, 190, 146),
    "timber": srgb(222, 212, 194),
    "white": srgb(238, 238, 234),
}
_SHUTTERS = {
    "lime": srgb(70, 96, 110),
    "ochre": srgb(84, 104, 70),
    "timber": srgb(96, 62, 44),
    "white": srgb(60, 84, 128),
}
_BEAM, _DOOR, _FRAME, _PLINTH = srgb(78, 54, 40), srgb(92, 60, 40), srgb(240, 238, 232), srgb(138, 130, 120)
_GABLE = 1.15  # narrower houses than this (width by height) turn their gable to us
_POINTED = 0.62  # a gable's uppermost rows are narrower than this share of it
_TALL = 0.62  # walls higher than this share of their width have two storeys


class _Plan(NamedTuple):
    """Where each pixel lies in its house: across and down its box (0..1), the eaves' height in it, and its facade."""

    across: Floats
    down: Floats
    eaves: Floats
    is_gable: Mask
    columns: Floats
    storeys: Floats
    pixel: Floats
    """Share of the house's width that a pixel takes: what is finer is left out."""


def house(patch: Patch) -> Floats:
    """Roof, walls with a shaded side, windows with frames and shutters, a door."""
    frame = patch.frame
    plan = _plan(patch)
    slope = np.minimum(patch.across, 1 - patch.across) * patch.breadth
    band = 0.055 / np.maximum(plan.pixel * frame.height, 1e-3)
    on_slope = plan.down < plan.eaves
    roof = np.where(plan.is_gable, on_slope & (slope < band), on_slope)
    colour = np.where(roof[:, None], _roof(patch, plan), _wall(patch, plan))
    return frame.hazed(colour, patch.column, 0.7 / (1 + 12 * np.maximum(patch.foot - frame.horizon, 0)))


def _plan(patch: Patch) -> _Plan:
    thing, boxes = patch.things
    height = np.float32(patch.frame.height)
    top, left, bottom, right = (boxes[thing, k] / height for k in range(4))
    wide, high = right - left, bottom - top
    shape = wide / high
    is_gable = (shape < _GABLE) & (_top_breadth(patch, (patch.y - top) / high) / wide < _POINTED)
    eaves = np.where(is_gable, np.float32(0.42), np.clip(0.36 + 0.05 * shape, 0.4, 0.5)).astype(np.float32)
    walls = high * (1 - eaves) / wide
    return _Plan(
        across=np.asarray((patch.x - left) / wide),
        down=np.asarray((patch.y - top) / high),
        eaves=eaves,
        is_gable=np.asarray(is_gable),
        columns=np.clip(np.round(shape * 1.9 + 0.6), 2, 6).astype(np.float32),
        storeys=np.where(walls > _TALL, np.float32(2), np.float32(1)),
        pixel=np.asarray(1 / (wide * height)),
    )


def _top_breadth(patch: Patch, down: Floats) -> Floats:
    """Mean breadth of each pixel's thing in its highest rows (picture heights)."""
    thing, boxes = patch.things
    uppermost = (down < 0.15).astype(np.float32)
    total = np.bincount(thing, weights=uppermost * patch.breadth, minlength=len(boxes))
    count = np.bincount(thing, weights=uppermost, minlength=len(boxes))
    return np.asarray((total / np.maximum(count, 1)).astype(np.float32)[thing])


def _roof(patch: Patch, plan: _Plan) -> Floats:
    """Rows of tiles under snow, lighter towards the ridge, dark where the eaves end."""
    frame, style = patch.frame, patch.frame.style
    rows = np.sin(patch.y * np.float32(2.2 * 256)) * smoothstep(0.05, 0.02, plan.pixel)
    tiles = 0.92 + 0.13 * rows + 0.10 * noise.value(patch.x * 120, patch.y * 40)
    albedo = _ROOFS[style.roof] * (tiles * (1.06 - 0.24 * smoothstep(0.0, 1.0, plan.down / plan.eaves)))[:, None]
    lying = np.clip(1.25 * style.snow_cover + 0.15 * noise.value(patch.x * 30, patch.y * 30), 0, 1) * (
        style.snow_cover > 0
    )
    albedo = mix(albedo, SNOW, lying * np.float32(0.94))
    gloss = np.float32(1 - 0.25 * style.wetness)
    lean = np.where(plan.across < 0.5, -0.4, 0.4) * np.where(plan.is_gable, 2.0, 0.6)
    colour = frame.lit(albedo * gloss, (lean, 0.85, 0.5), sunlit=0.95, skylit=0.95)
    edge = smoothstep(0.05, 0.0, plan.eaves - plan.down) * ~plan.is_gable
    return np.asarray(colour * (1 - 0.45 * edge)[:, None])


def _wall(patch: Patch, plan: _Plan) -> Floats:
    frame, style = patch.frame, patch.frame.style
    lit_from_left = frame.light.direction[0] <= 0
    away = ((plan.across > 0.66) if lit_from_left else (plan.across < 0.34)) & ~plan.is_gable
    turned = 0.8 if lit_from_left else -0.8
    albedo = _WALLS[style.wall] * (1 + 0.05 * noise.value(patch.x * 90, patch.y * 90))[:, None]
    if style.wall == "timber":
        albedo = mix(albedo, _BEAM, _beams(plan))
    albedo = mix(albedo, _PLINTH, smoothstep(0.92, 0.95, plan.down))
    under_eaves = smoothstep(0.16, 0.0, plan.down - plan.eaves) * ~plan.is_gable
    wall = frame.lit(
        albedo,
        (np.where(away, turned, -0.19 * turned), 0.15, np.where(away, 0.4, 0.9)),
        sunlit=0.9 * (1 - 0.7 * under_eaves),
        skylit=0.85 - 0.3 * under_eaves,
    )
    return _openings(patch, plan, wall)


def _beams(plan: _Plan) -> Floats:
    """Half-timbering: posts between the windows, beams at eaves and floor."""
    half = np.maximum(0.012, 0.6 * plan.pixel)
    posts = np.abs((plan.across * plan.columns + 0.5) % 1 - 0.5) / plan.columns < half
    sills = (np.abs(plan.down - plan.eaves - 0.015) < 0.018) | (np.abs(plan.down - 0.93) < 0.012)
    return np.asarray((posts | sills) * np.float32(0.9))


def _openings(patch: Patch, plan: _Plan, wall: Floats) -> Floats:
    """Windows in rows and a door in the middle of the lowest."""
    frame, style = patch.frame, patch.frame.style
    level = (plan.down - plan.eaves) / (1 - plan.eaves) * plan.storeys
    storey = np.floor(np.clip(level, 0, 1.99))
    inside = level - storey
    cell = plan.across * plan.columns
    place = cell - np.floor(cell) - 0.5
    walled = (plan.down > plan.eaves + 0.02) & (plan.across > 0.03) & (plan.across < 0.97)
    half_height = np.where(plan.storeys > 1, np.float32(0.24), np.float32(0.20))
    up = np.abs(inside - 0.44)
    fine = plan.pixel < 0.03
    pane = walled & (np.abs(place) < 0.19) & (up < half_height)
    shutter = walled & fine & (np.abs(np.abs(place) - 0.27) < 0.07) & (up < half_height)
    casing = walled & (np.abs(place) < 0.225) & (up < half_height + 0.035) & ~pane
    bars = fine & ((np.abs(place) < 0.022) | (np.abs(inside - 0.44) < 0.022))

    middle = (np.floor(plan.columns / 2) + 0.5) / plan.columns
    door_half = np.maximum(0.30 / plan.columns * 0.62, 1.2 * plan.pixel)
    lowest = storey == plan.storeys - 1
    door = (np.abs(plan.across - middle) < door_half) & lowest & (inside > 0.30) & walled
    by_the_door = (np.abs(plan.across - middle) < 0.5 / plan.columns) & lowest

    lamp = np.float32(frame.light.lamplight)
    sky = frame.light.radiance(patch.x, patch.full(0.3))
    dark = frame.light.ambient * np.float32(0.16) + sky * (0.10 + 0.25 * smoothstep(0.7, 0.2, inside))[:, None]
    glass = dark + (_LAMP * np.float32(0.85) - dark) * lamp
    glass = np.where(bars[:, None], frame.lit(_FRAME, (0, 0.2, 0.9), sunlit=0.7, skylit=0.7), glass)
    wall = np.where((casing & ~by_the_door)[:, None], frame.lit(_FRAME, (0, 0.2, 0.9), sunlit=0.8, skylit=0.8), wall)
    shut = frame.lit(_SHUTTERS[style.wall], (0, 0.2, 0.9), sunlit=0.8, skylit=0.8)
    wall = np.where((shutter & ~by_the_door)[:, None], shut, wall)
    wall = np.where((pane & ~by_the_door)[:, None], glass, wall)
    return np.where(door[:, None], frame.lit(_DOOR, (0, 0.2, 0.8), sunlit=0.7, skylit=0.65), wall)
