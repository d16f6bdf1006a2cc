"""The plants that woods are made of: spruces, pines, broad-leaved trees, their bare skeletons, and shrubs."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .colour import Floats
from .sprites import Points, Sprites, joined, sprites_of

# Half-width, top and bottom of the crown, balls of leaves, their radius: oak, lime, poplar, birch, two more.
_CROWNS = (
    (0.98, 0.01, 0.86, 44, 0.32),
    (0.86, 0.00, 0.90, 48, 0.28),
    (0.52, 0.00, 0.95, 44, 0.20),
    (0.68, 0.00, 0.90, 52, 0.20),
    (0.97, 0.02, 0.84, 36, 0.36),
    (0.90, 0.01, 0.88, 56, 0.25),
)


@lru_cache(maxsize=1)
def conifers() -> Sprites:
    """Four spruces and two pines."""
    return sprites_of([_spruce(np.random.default_rng([31, k]), pine=k >= 4) for k in range(6)])


@lru_cache(maxsize=1)
def crowns() -> Sprites:
    """Six broad-leaved trees in leaf: oak, lime, poplar, birch and two more."""
    return sprites_of([_crown(np.random.default_rng([32, k]), *shape) for k, shape in enumerate(_CROWNS)])


@lru_cache(maxsize=1)
def skeletons() -> Sprites:
    """The same six without leaves."""
    return sprites_of([_skeleton(np.random.default_rng([33, k]), shape[0]) for k, shape in enumerate(_CROWNS)])


@lru_cache(maxsize=1)
def shrubs() -> Sprites:
    """Four bushes."""
    shapes = (
        (0.98, 0.02, 1.15, 34, 0.32),
        (0.94, 0.01, 1.15, 44, 0.26),
        (0.98, 0.06, 1.15, 30, 0.38),
        (0.9, 0.0, 1.15, 50, 0.23),
    )
    return sprites_of([_crown(np.random.default_rng([34, k]), *shape, trunk=False) for k, shape in enumerate(shapes)])


def _spruce(rng: np.random.Generator, pine: bool) -> Points:
    """Whorls of boughs that droop and rise again at their tips, with needles hanging from them."""
    boughs = 150 if pine else 300
    level = np.sort(rng.uniform(0.08 if pine else 0.012, 0.72 if pine else 0.95, boughs)) ** 0.9
    if not pine:  # whorls: boughs gather in tiers
        level = level + 0.012 * np.sin(level * 2 * np.pi * rng.uniform(11, 14))
    reach = (0.42 + 0.3 * np.sin(level * 5)) if pine else 0.02 + 0.92 * level**0.85 * (1 - 0.25 * (level > 0.86))
    reach = reach * rng.uniform(0.68, 1.05, boughs) * (np.clip((level - 0.03) / 0.22, 0, 1) if pine else 1)
    turn = rng.uniform(0, 2 * np.pi, boughs)
    droop = rng.uniform(0.02, 0.10, boughs) if pine else rng.uniform(0.13, 0.24, boughs)
    each = 240
    bough = np.repeat(np.arange(boughs), each)
    out = rng.uniform(0, 1, len(bough)) ** 0.7
    side = rng.normal(0, 1, len(bough)) * 0.055 * (1.15 - out)
    hang = np.abs(rng.normal(0, 1, len(bough))) * (0.012 if pine else 0.016) * (0.4 + level[bough])
    length = reach[bough]
    x = out * length * np.cos(turn[bough]) - side * np.sin(turn[bough])
    z = out * length * np.sin(turn[bough]) + side * np.cos(turn[bough])
    sag = droop[bough] * length * (out - 0.45 * out**3)
    y = level[bough] + sag - (0.10 * length * out if pine else 0) + hang
    light = (
        0.16
        + 0.66 * out**1.4 * (1 - 0.5 * np.minimum(hang / 0.03, 1))
        + 0.18 * np.clip(z / np.maximum(length, 0.1), -1, 1)
    )
    light = light * rng.uniform(0.75, 1.2, len(bough))
    up = 0.95 - 38 * hang + rng.normal(0, 0.18, len(bough))
    needles = Points(x, y, z, x / np.maximum(length, 0.1), up, np.clip(light, 0.06, 1.1), np.zeros_like(x))
    return joined(needles, _stem(rng, 0.0, 1.0, 0.028))


def _crown(
    rng: np.random.Generator, half: float, top: float, bottom: float, balls: int, radius: float, trunk: bool = True
) -> Points:
    """Balls of leaves around the ends of the boughs: light outside, dark within and below."""
    middle, tall = (top + bottom) / 2, (bottom - top) / 2
    away = rng.normal(0, 1, (balls, 3))
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    away *= rng.uniform(0.1, 1, (balls, 1)) ** 0.5
    size = radius * rng.uniform(0.7, 1.25, balls)
    centre = away * [half - radius * 0.8, tall - radius * 0.4, half - radius * 0.8]
    each = 2300
    ball = np.repeat(np.arange(balls), each)
    leaf = rng.normal(0, 1, (len(ball), 3))
    leaf /= np.linalg.norm(leaf, axis=1, keepdims=True)
    twig = rng.normal(0, 1, (balls * 40, 3))  # leaves gather in tufts
    twig /= np.linalg.norm(twig, axis=1, keepdims=True)
    tuft = ball * 40 + rng.integers(0, 40, len(ball))
    leaf = 0.72 * twig[tuft] + 0.30 * leaf * rng.uniform(0.3, 1, (len(ball), 1))
    reach = rng.uniform(0.8, 1.12, balls * 40)[tuft] * size[ball]
    place = centre[ball] + leaf * reach[:, None] * [1, 0.42 if trunk else 0.6, 1]
    outward = 0.55 * leaf + 0.45 * away[ball]
    gloom = np.clip(0.5 - 0.5 * outward[:, 1], 0, 1)
    depth = np.linalg.norm(place / [half, tall, half], axis=1)
    light = (0.16 + 1.0 * gloom**0.8) * np.clip(0.15 + 0.95 * depth**1.5, 0.1, 1.1)
    light = light * (0.55 + 0.8 * rng.random(balls * 40)[tuft]) * rng.uniform(0.6, 1.35, len(ball))
    nothing = np.zeros(len(ball))
    leaves = Points(
        place[:, 0],
        middle + place[:, 1],
        place[:, 2],
        outward[:, 0] * 1.3,
        -outward[:, 1] * 1.3,
        np.clip(light, 0.05, 1.1),
        nothing,
    )
    if not trunk:
        return leaves
    return joined(leaves, _stem(rng, middle, 1.0, 0.05), _wood(rng, half * 0.55, 5, z=-0.1, top=0.16))


def _stem(rng: np.random.Generator, top: float, foot: float, half: float) -> Points:
    count = 14000
    y = rng.uniform(top, foot, count)
    x = rng.uniform(-1, 1, count)
    width = half * (0.1 + 0.9 * ((y - top) / (foot - top)) ** 0.7) * (1 + 0.5 * np.clip((y - 0.96) * 20, 0, 1))
    light = rng.uniform(0.5, 0.9, count)
    return Points(x * width, y, np.full(count, 0.02), x, np.full(count, 0.1), light, np.ones(count))


def _skeleton(rng: np.random.Generator, half: float) -> Points:
    return joined(_stem(rng, 0.45, 1.0, 0.045), _wood(rng, half, 8, z=0.0))


def _wood(rng: np.random.Generator, half: float, orders: int, z: float, top: float = 0.03) -> Points:
    """Branches that fork and grow thinner, all generations at once."""
    x, y = np.zeros(3), np.array([0.62, 0.55, 0.68])
    angle, length, width = rng.normal(0, 0.35, 3), np.full(3, 0.15), np.full(3, 0.034)
    parts: list[tuple[Floats, Floats, Floats, Floats]] = []
    for order in range(orders):
        steps = 70 if order < 4 else 26
        along = np.linspace(0, 1, steps)[None]
        bend = rng.normal(0, 0.25, len(x))[:, None]
        heading = angle[:, None] + bend * along
        px = x[:, None] + np.sin(heading) * length[:, None] * along * 1.5
        py = y[:, None] - np.cos(heading) * length[:, None] * along
        parts.append((px, py, width[:, None] * (1 - 0.35 * along), np.cos(heading) * np.ones_like(px)))
        x, y = np.repeat(px[:, -1], 2), np.repeat(py[:, -1], 2)
        fork = np.tile([-1.0, 1.0], len(angle)) * rng.uniform(0.18, 0.62, 2 * len(angle))
        angle = np.clip((np.repeat(angle, 2) + fork) * 0.97, -1.75, 1.75)
        length = np.repeat(length, 2) * rng.uniform(0.66, 0.95, len(x))
        width = np.repeat(width, 2) * 0.66
    flat = [np.concatenate([part[k].ravel() for part in parts]) for k in range(4)]
    spread = max(float(np.percentile(np.abs(flat[0]), 99)), 0.1)
    highest = float(flat[1].min())
    copies = np.repeat(np.arange(len(flat[0])), 5)
    across = np.tile(np.linspace(-1, 1, 5), len(flat[0]))
    wx = flat[0][copies] * half / spread + across * np.maximum(flat[2][copies] * 0.8, 0.004)
    wy = 1 - (1 - flat[1][copies]) * ((1 - top) / (1 - highest))
    upper = 1 - np.abs(flat[3][copies]) * 0.9 - 0.3 * across
    light = 0.75 - 0.25 * across
    return Points(wx, wy, np.full(len(wx), z), across, upper, light, np.ones(len(wx)))
