"""Trees, conifers, bushes and how they stand about."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.land import OPEN_GROUND
from studio_data.world.scenes.shapes import blob, box, ellipse, wedge


class Spot(NamedTuple):
    """A place on the ground; `scale` is how much of the picture's height something ten metres high takes there."""

    x: float
    y: float
    scale: float


def scale_at(y: float, horizon: float) -> float:
    """The scale of a spot at height y: small at the horizon, large near us."""
    return 0.07 + 0.72 * max(y - horizon, 0.0)


def open_spots(
    canvas: Canvas,
    rng: np.random.Generator,
    horizon: float,
    count: int,
    reach: float = 0.75,
    on: tuple[str, ...] = OPEN_GROUND,
) -> list[Spot]:
    """Up to `count` random places on open ground, the farthest first; `reach` (0..1) is how near they may be."""
    spots = []
    for _ in range(count):
        y = horizon + (1 - horizon) * reach * (0.02 + 0.98 * rng.random() ** 1.6)
        x = rng.uniform(0.0, canvas.aspect)
        if canvas.key_at(x, y) in on:
            spots.append(Spot(x, y, scale_at(y, horizon)))
    return sorted(spots, key=lambda spot: spot.y)


def tree(canvas: Canvas, rng: np.random.Generator, spot: Spot) -> None:
    """A trunk and a crown of overlapping balls."""
    height = spot.scale * rng.uniform(0.8, 1.4)
    wide = height * rng.uniform(0.32, 0.5)
    for _ in range(int(rng.integers(4, 8))):
        x = spot.x + rng.normal(0.0, 0.35) * wide
        y = spot.y - height * rng.uniform(0.46, 0.82)
        radius = wide * rng.uniform(0.38, 0.6)
        ellipse(canvas, x, y, radius, radius * 0.9, "tree")
    trunk = max(0.005, height * 0.035)
    box(canvas, spot.x - trunk, spot.y - height * 0.6, spot.x + trunk, spot.y, "tree")


def conifer(canvas: Canvas, rng: np.random.Generator, spot: Spot) -> None:
    """A spruce: tiers of branches, each wider than the one above."""
    height = spot.scale * rng.uniform(0.9, 1.6)
    wide = height * rng.uniform(0.16, 0.24)
    foot = spot.y - height * 0.06
    tiers = int(rng.integers(3, 6))
    for tier in range(tiers):
        top = spot.y - height * (1 - 0.8 * tier / tiers)
        bottom = min(top + height * 1.5 / tiers, foot)
        reach = wide * (0.35 + 0.65 * (tier + 1) / tiers) * rng.uniform(0.9, 1.1)
        wedge(canvas, top, bottom, (spot.x, spot.x), (spot.x - reach, spot.x + reach), "forest")
    trunk = max(0.004, height * 0.02)
    box(canvas, spot.x - trunk, foot - height * 0.1, spot.x + trunk, spot.y, "forest")


def bush(canvas: Canvas, rng: np.random.Generator, spot: Spot) -> None:
    """A low round shrub."""
    wide = spot.scale * rng.uniform(0.14, 0.28)
    blob(canvas, rng, spot.x, spot.y, wide, wide * rng.uniform(0.5, 0.75), "bush")


def boulder(canvas: Canvas, rng: np.random.Generator, spot: Spot) -> None:
    """A rock that lies about, broader than high."""
    wide = spot.scale * rng.uniform(0.08, 0.26)
    blob(canvas, rng, spot.x, spot.y, wide, wide * rng.uniform(0.45, 0.7), "rock", lump=0.3)


def scatter(
    canvas: Canvas,
    rng: np.random.Generator,
    horizon: float,
    plant: Callable[[Canvas, np.random.Generator, Spot], None],
    at_most: int,
    reach: float = 0.75,
) -> None:
    """None to `at_most` plants on open ground."""
    for spot in open_spots(canvas, rng, horizon, int(rng.integers(0, at_most + 1)), reach):
        plant(canvas, rng, spot)


def receding_wood(
    canvas: Canvas,
    rng: np.random.Generator,
    horizon: float,
    plant: Callable[[Canvas, np.random.Generator, Spot], None],
    side: int,
    count: int,
    clear: float = 0.24,
) -> None:
    """A wood on the left (side −1) or right (+1) that grows towards us; the middle stays `clear` (share of width)."""
    for step in range(count):
        away = (step + rng.uniform(0.0, 0.6)) / count
        y = horizon + (1 - horizon) * (0.02 + 0.62 * away**1.3)
        inside = rng.uniform(0.0, 0.5 - clear) * (1 - 0.35 * away)
        x = canvas.aspect * (0.5 + side * (0.5 - inside))
        if canvas.key_at(min(max(x, 0.0), canvas.aspect), y) in (*OPEN_GROUND, "tree", "forest"):
            plant(canvas, rng, Spot(x, y, scale_at(y, horizon) * 1.1))


def framing_tree(canvas: Canvas, rng: np.random.Generator) -> None:
    """A large tree close to us at one side; part of it may be out of the picture."""
    x = rng.choice([-0.02, 0.08, 0.92, 1.02]) * canvas.aspect
    tree(canvas, rng, Spot(x, rng.uniform(0.9, 1.06), rng.uniform(0.48, 0.68)))


def near_strip(canvas: Canvas, rng: np.random.Generator, labels: tuple[str, ...]) -> None:
    """A few mounds of the same thing along the lower edge."""
    label = str(rng.choice(labels))
    for _ in range(int(rng.integers(3, 8))):
        blob(
            canvas,
            rng,
            rng.uniform(0.0, canvas.aspect),
            rng.uniform(0.94, 1.03),
            rng.uniform(0.06, 0.15),
            rng.uniform(0.035, 0.075),
            label,
            over=OPEN_GROUND,
        )
