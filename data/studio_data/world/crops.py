"""Fields: a patchwork of parcels with hedges far away, crops in rows and ripe ears near the viewer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import noise
from .colour import Floats, mix, palette, smoothstep, srgb
from .grass import Meadow
from .ground import Ground
from .patch import Patch
from .turf import Turf
from .vegetation import grass_colours


class Crops(NamedTuple):
    """What grows on parcels, one entry a kind: the plants' colour, what lies between rows, and how it stands."""

    plants: Floats
    between: Floats
    rows: Floats  # how clearly rows are seen, 0 to 1
    ears: Floats  # how much it stands in stalks, 0 to 1


def _crops(*kinds: tuple[tuple[int, int, int], tuple[int, int, int], float, float]) -> Crops:
    plants, between, rows, ears = zip(*kinds, strict=True)
    return Crops(palette(*plants), palette(*between), np.array(rows, np.float32), np.array(ears, np.float32))


_CROPS = {
    "summer": _crops(
        ((204, 168, 86), (150, 116, 56), 0.35, 1.0),  # ripe wheat
        ((190, 160, 92), (140, 114, 62), 0.35, 1.0),  # barley
        ((88, 118, 46), (96, 78, 52), 1.0, 0.5),  # maize
        ((126, 136, 62), (104, 108, 50), 0.3, 0.8),  # oats, still green
        ((216, 184, 100), (160, 126, 62), 0.35, 1.0),
    ),
    "autumn": _crops(
        ((190, 164, 108), (122, 96, 64), 0.9, 0.45),  # stubble
        ((110, 82, 58), (76, 56, 42), 1.0, 0.0),  # ploughed
        ((176, 146, 88), (118, 92, 60), 0.9, 0.45),
        ((112, 120, 58), (104, 80, 54), 0.9, 0.2),  # winter wheat coming up
    ),
    "winter": _crops(
        ((150, 132, 100), (108, 92, 72), 0.9, 0.4),
        ((98, 80, 62), (66, 54, 44), 1.0, 0.0),
        ((128, 112, 88), (90, 76, 60), 1.0, 0.1),
    ),
    "spring": _crops(
        ((104, 142, 52), (100, 78, 54), 0.9, 0.4),  # young wheat
        ((226, 204, 52), (120, 136, 48), 0.3, 0.9),  # rape in flower
        ((118, 88, 62), (84, 62, 46), 1.0, 0.0),  # tilled
        ((88, 130, 48), (72, 104, 40), 0.35, 0.8),
        ((132, 158, 66), (108, 84, 56), 0.8, 0.3),
    ),
}
_HEDGE = srgb(44, 58, 28)
_BARE_HEDGE = srgb(74, 62, 50)
_TRAMLINES = 14  # rows between the wheel tracks of one pass and those of the next


class _Parcels(NamedTuple):
    key: Floats  # a number in [0, 1) of each parcel
    border: Floats  # distance to the nearest other parcel, in parcels


def field(patch: Patch) -> Floats:
    """A patchwork of crops."""
    ground = Ground(patch)
    turf = Turf(ground, rows=9.0, stalks=24.0)
    meadow = Meadow(ground, turf)
    crops = _CROPS[ground.style.season]
    parcels = _parcels(ground)
    kind = np.clip((parcels.key * len(crops.rows)).astype(np.int32), 0, len(crops.rows) - 1)
    row, slope, wheels = _rows(ground, parcels)
    clear = crops.rows[kind]
    plants, between = crops.plants[kind], crops.between[kind]
    stand = crops.ears[kind] * (1 - 0.7 * wheels)
    roots = stand * turf.seen * (1 - turf.height) ** 2
    albedo = mix(between, plants, (0.72 + clear * (row - 0.72)) * (1 - 0.85 * roots) * (1 - 0.9 * wheels))
    merged = np.clip(ground.away_pixel * np.float32(0.8) - np.float32(0.3), 0, 0.85)
    albedo = mix(albedo, (crops.plants + crops.between).mean(0) * np.float32(0.5), merged)
    patchy = meadow.patches
    albedo = albedo * (1 + 0.10 * patchy + 0.10 * ground.broad + 0.14 * (parcels.key * 17.3 % 1 - 0.5))[:, None]
    shade = turf.shade(0.5, 1.32, 0.36)
    albedo = albedo * (1 + stand * (shade - 1) + (1 - stand) * 0.12 * turf.stroke * turf.seen)[:, None]
    wide = np.maximum(np.float32(0.022), ground.away_pixel * np.float32(0.35))
    edge = smoothstep(1.0, 0.5, (parcels.border + 0.012 * patchy) / wide)
    edge = edge * np.clip(1.35 - ground.away_pixel * np.float32(0.5), 0.12, 1)
    bushes = _BARE_HEDGE if ground.style.season == "winter" else _HEDGE
    hedge = 0.5 * bushes + 0.5 * grass_colours(ground.style)[0]
    far = smoothstep(0.16, 0.05, ground.scale)
    albedo = mix(albedo, hedge * (0.5 + 0.5 * turf.shade())[:, None], edge * (0.75 + 0.2 * far))
    furrows = (1 - row) * clear
    exposed = 0.4 * ground.broad + 0.3 * ground.bumps + 1.2 * (furrows - 0.6) - 0.4 * stand * turf.height * turf.seen
    albedo = ground.snowed(ground.wetted(albedo), exposed - 0.8 * edge)
    right, up, towards = ground.normal(0.08, 0.22)
    light = ground.frame.lit(
        albedo,
        (right + 0.32 * slope * clear, up, towards),
        sunlit=ground.sunlit * (0.95 + 0.05 * ground.bumps - 0.25 * furrows * (1 - stand)),
        skylit=0.9 - 0.12 * furrows,
        through=0.25,
    )
    return ground.seen(light)


def _parcels(ground: Ground) -> _Parcels:
    drift = ground.frame.offsets("field")
    x, away = ground.x, np.minimum(ground.distance, 60)
    column = x * np.float32(0.9) + drift[0] + np.float32(0.45) * noise.value(x * 0.3 + drift[1], away * np.float32(0.3))
    row = away * np.float32(0.55) + drift[2] + np.float32(0.4) * noise.value(x * 0.3, away * np.float32(0.2) + drift[3])
    key = noise.hashed(np.floor(column), np.floor(row))
    border = np.minimum(np.minimum(column % 1, 1 - column % 1), np.minimum(row % 1, 1 - row % 1) * np.float32(0.8))
    return _Parcels(key, border)


def _rows(ground: Ground, parcels: _Parcels) -> tuple[Floats, Floats, Floats]:
    """Rows of plants: where they stand, their sideways slope, and where a tractor's wheels have gone.

    Places are 0 (between rows, beside tracks) to 1; rows too far away to be seen are a half.
    """
    slant = np.float32(0.5) * (np.round((parcels.key * 7 % 1) * 3) / 3 - np.float32(0.5))
    across = (ground.x + slant * ground.distance) * np.float32(170)
    pixel = ground.across_pixel + np.abs(slant) * ground.away_pixel
    clear = np.clip(1.5 - pixel * np.float32(70), 0, 1)
    wave = np.sin(across + np.float32(0.7) * ground.bumps)
    row = smoothstep(-0.5, 0.6, wave) * clear + np.float32(0.5) * (1 - clear)
    lane = np.abs((across / np.float32(2 * np.pi * _TRAMLINES)) % 1 - np.float32(0.5))
    wheels = smoothstep(0.035, 0.012, np.abs(lane - np.float32(0.055))) * np.clip(1.4 - pixel * np.float32(24), 0, 1)
    return row, np.cos(across) * clear, wheels
