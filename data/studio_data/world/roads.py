"""Roads: asphalt with worn lanes, lines and shoulders, streets between pavements, or a cart track."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, Mask, mix, smoothstep, srgb
from .dirt import STONES, puddles_in
from .fields import row_runs
from .ground import Ground
from .lanes import Lanes
from .patch import Patch
from .stones import stones
from .turf import Turf
from .vegetation import grass_colours

_ASPHALT, _WORN, _TAR = srgb(92, 92, 95), srgb(112, 110, 108), srgb(62, 62, 66)
_PAINT, _GRAVEL, _KERB = srgb(226, 222, 208), srgb(132, 122, 104), srgb(156, 152, 144)
_SLUSH = srgb(168, 170, 174)
_SLABS = srgb(148, 142, 132)
_STANDING = ("bush", "tree", "forest", "rock", "building", "house")
_TRACK, _RUT = srgb(172, 146, 108), srgb(128, 102, 72)


def road(patch: Patch) -> Floats:
    """A road of the style's kind."""
    whole = Patch(patch.frame, _behind_things(patch))
    ground = Ground(whole)
    lanes = Lanes(ground)
    drift = patch.frame.offsets("road")
    draw = _asphalt if patch.frame.style.road == "asphalt" else _track
    colour = draw(ground, lanes, drift)
    return colour if len(whole) == len(patch) else colour[patch.mask.reshape(-1)[whole.index]]


def _behind_things(patch: Patch) -> Mask:
    """The road's mask with the gaps closed that something standing on it hides: its edge doesn't run around a bush."""
    standing = patch.frame.mask(*_STANDING)
    if not standing.any():
        return patch.mask
    gap = ~patch.mask
    first, last = row_runs(gap)
    rows = np.nonzero(gap)[0]
    so_far = np.zeros((len(gap), gap.shape[1] + 1), np.int32)
    np.cumsum(standing, axis=1, out=so_far[:, 1:])
    hidden = so_far[rows, last + 1] - so_far[rows, first] == last - first + 1
    whole = patch.mask.copy()
    whole[gap] = hidden & (first > 0) & (last < gap.shape[1] - 1)
    return whole


def _grit(ground: Ground, drift: Floats) -> Floats:
    """Grain from gravel size up, about [-1, 1]."""
    u, v = ground.x * np.float32(26) + drift[0], ground.distance * np.float32(22) + drift[1]
    return ground.frame.fbm(u, v, 3, 0.8, ground.away_pixel * np.float32(10))


def _asphalt(ground: Ground, lanes: Lanes, drift: Floats) -> Floats:
    grit = _grit(ground, drift)
    part = lanes.lane % 1
    wheels = smoothstep(0.17, 0.05, np.abs(np.abs(part - 0.5) - 0.24))
    albedo = mix(_ASPHALT, _WORN, smoothstep(-0.6, 0.8, ground.broad + 0.5 * ground.bumps) * 0.7)
    albedo = albedo * (1 + 0.16 * grit - 0.13 * wheels - 0.06 * smoothstep(0.2, 0.0, np.abs(part - 0.5)))[:, None]
    albedo = _mended(ground, lanes, albedo, drift)
    paint = _lines(lanes) * np.clip(0.85 + 0.35 * grit - 0.25 * wheels, 0.3, 1)
    albedo = mix(albedo, _PAINT, paint)
    albedo, aside = _borders(ground, lanes, albedo, grit)
    puddles = puddles_in(ground, 0.8 * wheels + 0.8 * smoothstep(0.3, 0.0, lanes.lane) - 0.95) * (1 - aside)
    albedo = ground.wetted(albedo) * (1 - 0.4 * puddles)[:, None]
    rims = smoothstep(0.35, 0.05, lanes.lane)
    packed = 0.5 * ground.bumps + 0.3 * grit + 0.9 * rims + 0.9 * aside - 1.0 * wheels - 0.15
    slush = np.float32(min(0.4, ground.style.snow_cover)) * (0.7 + 0.3 * grit)
    albedo = ground.snowed(mix(albedo, _SLUSH, slush), packed, 0.9)
    light = ground.frame.lit(albedo, ground.normal(0.05, 0.12), sunlit=ground.sunlit, skylit=0.95)
    gloss = np.float32(0.38 * ground.wetness) * (0.6 + 0.4 * wheels) * (1 - aside)
    return ground.seen(ground.mirrored(light, np.maximum(puddles, gloss)))


def _lines(lanes: Lanes) -> Floats:
    """Painted lines, 0 to 1: along the edges, between lanes, and in the middle."""
    thick = np.clip(lanes.half * 0.06, 0.004, 0.014)
    wide = 2 * lanes.half / lanes.count
    nearest = np.round(lanes.lane)
    offset = (lanes.lane - nearest) * wide
    middle = nearest >= lanes.count / 2
    dashed = lanes.line(offset, thick) * lanes.dashes(0.5, 0.42) * (nearest >= 1)
    double = lanes.line(np.abs(offset) - thick * 1.2, thick)
    between = np.where(middle & (lanes.count > 2), double, dashed) * lanes.plain
    return np.asarray(np.maximum(between, lanes.line(lanes.edge - lanes.half * 0.13, thick)))


def _mended(ground: Ground, lanes: Lanes, albedo: Floats, drift: Floats) -> Floats:
    """`albedo`, changed in place, with cracks and patches of fresh tar in a lane."""
    near = np.flatnonzero(ground.away_pixel < 0.05)
    u, v = ground.x[near] * np.float32(11) + drift[2], ground.distance[near] * np.float32(8) + drift[3]
    crack = np.abs(noise.value(u, v) + 0.35 * noise.value(u * 3, v * 3))
    where = smoothstep(-0.2, 0.5, -ground.broad[near] - 0.3 * ground.bumps[near])
    where = where * np.clip(1.3 - ground.away_pixel[near] * np.float32(26), 0, 1)
    albedo[near] *= (1 - 0.5 * smoothstep(0.05, 0.01, crack) * where)[:, None]
    near = np.flatnonzero(lanes.pixel_along < 0.23)
    place, across = lanes.along[near] * np.float32(1.7) + drift[4], lanes.lane[near] * np.float32(2)
    key = noise.hashed(np.floor(across), np.floor(place))
    inside = np.minimum(np.minimum(place % 1, 1 - place % 1), np.minimum(across % 1, 1 - across % 1))
    fresh = (key < 0.10) * smoothstep(0.08, 0.12, inside) * np.clip(1.4 - lanes.pixel_along[near] * 6, 0, 1)
    albedo[near] = mix(albedo[near], _TAR, fresh * np.float32(0.55))
    return albedo


def _borders(ground: Ground, lanes: Lanes, albedo: Floats, grit: Floats) -> tuple[Floats, Floats]:
    """`albedo` with a gravel shoulder along a country road, kerb and slabs beside a street; and where those are."""
    aside = smoothstep(0.075, 0.045, (lanes.edge + 0.012 * grit * lanes.half) / lanes.half)
    albedo = mix(albedo, _GRAVEL * (1 + 0.45 * grit)[:, None], aside * 0.9)
    street = np.flatnonzero(lanes.edge < 0.05)
    if not len(street) or not (lanes.edge < 0).any():
        return albedo, aside
    x, away = ground.x[street] * np.float32(14), ground.distance[street] * np.float32(9)
    joint = np.minimum(np.minimum(x % 1, 1 - x % 1) / 14, np.minimum(away % 1, 1 - away % 1) / 9)
    clear = np.clip(1.3 - ground.away_pixel[street] * np.float32(16), 0, 1)
    tone = noise.hashed(np.floor(x), np.floor(away)) - np.float32(0.5)
    gap = 0.4 * smoothstep(0.006, 0.002, joint)
    slabs = _SLABS * (1 + 0.10 * grit[street] + (0.22 * tone - gap) * clear)[:, None]
    pavement = (lanes.edge < 0).astype(np.float32)
    kerb = lanes.line(lanes.edge + 0.014, 0.024)[street]
    gutter = lanes.line(lanes.edge - 0.012, 0.02)[street]
    paved = mix(mix(albedo[street], slabs, pavement[street]), _TAR, gutter * np.float32(0.6))
    albedo[street] = mix(paved, _KERB * np.float32(1.25), kerb)
    return albedo, np.maximum(pavement, aside)


def _track(ground: Ground, lanes: Lanes, drift: Floats) -> Floats:
    grit = _grit(ground, drift)
    wander = 0.05 * ground.bumps
    place = 0.5 * (1 - np.abs(1 - lanes.lane % 2)) + wander  # 0 at the edge, 0.5 between a pair of ruts
    rut = smoothstep(0.10, 0.03, np.abs(place - 0.26)) * np.clip(1.6 - lanes.pixel / (0.12 * lanes.half), 0.35, 1)
    albedo = mix(_TRACK, _RUT, rut * 0.8) * (1 + 0.22 * grit + 0.10 * ground.bumps)[:, None]
    albedo, lying = stones(ground, albedo, drift, STONES, ground.patch.full(0.22))
    turf = Turf(ground, rows=10.0, stalks=34.0)
    deep, light, _ = grass_colours(ground.style)
    patchy = 0.35 * grit + 0.45 * ground.bumps + 0.35 * ground.broad
    middle = smoothstep(0.33, 0.50, place + 0.10 * patchy) * 0.85
    side = smoothstep(0.13, 0.03, place + 0.07 * patchy)
    green = np.clip(np.maximum(middle, side), 0, 1) * (1 - 0.5 * lying) * np.float32(ground.green)
    grass = mix(deep, light, smoothstep(-0.6, 0.8, patchy)) * turf.shade()[:, None]
    albedo = mix(albedo, grass, green)
    puddles = puddles_in(ground, 1.5 * rut - 0.75) * (1 - green)
    albedo = ground.wetted(albedo) * (1 - 0.45 * puddles)[:, None]
    packed = 0.5 * ground.bumps + 0.2 * grit + 0.5 * side + 0.3 * middle - 1.2 * rut
    packed = packed - 0.5 * green * turf.height * turf.seen
    albedo = ground.snowed(albedo, packed, 0.95)
    right, up, towards = ground.normal(0.10, 0.14)
    flat = (1 - puddles) * 0.10 * grit
    sunlit = ground.sunlit * (1 - 0.3 * rut)
    seen = ground.frame.lit(albedo, (right - flat, up, towards + flat), sunlit=sunlit, skylit=0.95 - 0.2 * rut)
    return ground.seen(ground.mirrored(seen, puddles))
