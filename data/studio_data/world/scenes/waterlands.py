"""Scenes that water made: a fjord, cliffs, a gorge with its fall, a marsh, a frozen lake."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes import buildings, land, plants
from studio_data.world.scenes.canvas import Canvas, Floats
from studio_data.world.scenes.noise1d import outline
from studio_data.world.scenes.shapes import blob, ellipse
from studio_data.world.scenes.sky import paint_sky


def fjord(canvas: Canvas, rng: np.random.Generator) -> float:
    """Steep sides that come down to still water, a strip of houses at the shore. Returns the horizon's height."""
    horizon = rng.uniform(0.46, 0.62)
    paint_sky(canvas, rng, horizon * 0.6)
    if rng.random() < 0.7:
        land.mountains(canvas, rng, horizon, rng.uniform(0.1, 0.24))
    land.ground(canvas, horizon, str(rng.choice(["sea", "lake", "sea"])))
    for side in (-1, 1):
        if side == -1 or rng.random() < 0.85:
            _steep_side(canvas, rng, horizon, side)
    if rng.random() < 0.45:
        near = str(rng.choice(["grass", "rock", "sand"]))
        land.bank(canvas, rng, near, rng.uniform(0.82, 0.94), rng.uniform(-0.4, 0.4), 0.03)
        if near == "grass":
            buildings.houses(canvas, rng, 0.8, 2, reach=0.8)
    return horizon


def _steep_side(canvas: Canvas, rng: np.random.Generator, horizon: float, side: int) -> None:
    """One wall of a fjord: mountain above, woods or grass at its foot, running out into the water."""
    inland = canvas.x if side < 0 else np.float32(canvas.aspect) - canvas.x
    reach = rng.uniform(0.3, 0.62)
    rise = np.clip(1 - inland / np.float32(reach), 0, 1).astype(np.float32)
    height = rng.uniform(0.25, 0.5)
    rough = 1 + np.float32(0.22) * outline(canvas.x, rng, 7.0, 6, 0.55)
    foot = horizon + rng.uniform(0.02, 0.1) * rise
    standing = rise > 0
    top = np.where(standing, np.maximum(horizon - height * rise ** np.float32(0.7) * rough, 0.04), 2.0)
    canvas.below(top.astype(np.float32), str(rng.choice(["mountain", "mountain", "rock"])), bottom=foot)
    woods = np.where(standing, np.maximum(foot - height * rise * rng.uniform(0.25, 0.5) * rough, top), 2.0)
    canvas.below(woods.astype(np.float32), str(rng.choice(["forest", "forest", "hill", "grass"])), bottom=foot)


def cliffs(canvas: Canvas, rng: np.random.Generator) -> float:
    """Rock walls above the surf with grass on top, a stack or an arch before them. Returns the horizon's height."""
    horizon = rng.uniform(0.32, 0.5)
    paint_sky(canvas, rng, horizon, sun=0.25)
    land.ground(canvas, horizon, "sea")
    left = rng.random() < 0.5
    inland = canvas.x if left else np.float32(canvas.aspect) - canvas.x
    reach = rng.uniform(0.45, 0.85)
    near = np.clip(1 - inland / np.float32(reach), 0, 1).astype(np.float32)
    rough = np.float32(0.03) * outline(canvas.x, rng, 8.0, 5)
    foot = horizon + 0.04 + 0.42 * near + rough
    wall = rng.uniform(0.1, 0.3) * (0.35 + 0.9 * near)
    standing = near > 0
    canvas.below(_where(standing, foot - wall), "rock", bottom=foot)
    meadow = foot - wall - 0.16 * near
    canvas.below(_where(standing, meadow + rough), str(rng.choice(["grass", "grass", "flower"])), bottom=foot - wall)
    for _ in range(int(rng.integers(0, 3))):
        x, y = rng.uniform(0.2, 0.8) * canvas.aspect, rng.uniform(horizon + 0.05, 0.75)
        wide = rng.uniform(0.02, 0.05) * (0.6 + y)
        blob(canvas, rng, x, y - wide * 1.6, wide, wide * 2.4, "rock", over=("sea",), lump=0.25)
    if rng.random() < 0.35:
        place = 0.2 * reach if left else canvas.aspect - 0.2 * reach
        row = int(min(place * len(canvas.y), len(canvas.x) - 1))
        buildings.lighthouse(canvas, place, float(meadow[row]) + 0.02, rng.uniform(0.14, 0.22))
    if rng.random() < 0.4:
        land.bank(canvas, rng, "sand", rng.uniform(0.84, 0.95), rng.uniform(-0.3, 0.3), 0.03, over=("sea", "rock"))
    return horizon


def gorge(canvas: Canvas, rng: np.random.Generator) -> float:
    """A river that falls over a step of rock into its pool, woods on both sides. Returns the horizon's height."""
    horizon = rng.uniform(0.36, 0.5)
    paint_sky(canvas, rng, horizon * 0.7)
    if rng.random() < 0.6:
        land.mountains(canvas, rng, horizon, rng.uniform(0.12, 0.28))
    land.ground(canvas, horizon, str(rng.choice(["grass", "rock", "grass"])))
    land.far_forest(canvas, rng, horizon, rng.uniform(0.06, 0.16), str(rng.choice(["forest", "tree"])))
    top, bottom = horizon + rng.uniform(0.04, 0.1), rng.uniform(0.6, 0.74)
    edge = np.float32(0.025) * outline(canvas.x, rng, 5.0, 5)
    canvas.below((top + edge).astype(np.float32), "rock", bottom=(bottom + edge).astype(np.float32))
    middle = rng.uniform(0.35, 0.65) * canvas.aspect
    half = rng.uniform(0.03, 0.09) * (1 + np.float32(0.3) * outline(canvas.y, rng, 4.0, 3))
    window = canvas.window(0.0, top - 0.03, canvas.aspect, bottom + 0.04)
    rows = slice(int(max(top - 0.03, 0) * len(canvas.y) + 0.5), None)
    canvas.fill(window, np.abs(window.x - middle) < half[rows][: len(window.y), None], "river")
    ellipse(canvas, middle, bottom + 0.1, rng.uniform(0.25, 0.5), rng.uniform(0.08, 0.14), "river")
    land.bank(canvas, rng, str(rng.choice(["rock", "grass"])), rng.uniform(0.86, 0.95), rng.uniform(-0.2, 0.2), 0.04)
    for _ in range(int(rng.integers(1, 6))):
        x, y = rng.uniform(0.0, canvas.aspect), rng.uniform(bottom, 0.98)
        wide = rng.uniform(0.03, 0.1)
        blob(canvas, rng, x, y, wide, wide * 0.6, "rock", lump=0.3)
    for side in (-1, 1):
        plant = plants.conifer if rng.random() < 0.6 else plants.tree
        plants.receding_wood(canvas, rng, horizon, plant, side, int(rng.integers(3, 9)))
    return horizon


def marsh(canvas: Canvas, rng: np.random.Generator) -> float:
    """Flat land and water in patches, reeds and bushes, mist at times. Returns the horizon's height."""
    horizon = rng.uniform(0.34, 0.5)
    paint_sky(canvas, rng, horizon, sun=0.3)
    land.ground(canvas, horizon, str(rng.choice(["grass", "field"])))
    land.far_forest(canvas, rng, horizon, rng.uniform(0.02, 0.06), str(rng.choice(["tree", "forest"])))
    water = str(rng.choice(["lake", "river"]))
    for depth in np.sort(rng.uniform(0.03, 0.55, int(rng.integers(4, 10)))):
        wide = rng.uniform(0.15, 0.6) * (0.3 + depth)
        place = rng.uniform(0.0, canvas.aspect)
        blob(canvas, rng, place, horizon + depth, wide, wide * rng.uniform(0.1, 0.22), water, lump=0.3)
    plants.scatter(canvas, rng, horizon, plants.bush, 9, reach=0.95)
    plants.scatter(canvas, rng, horizon, plants.tree, 2)
    if rng.random() < 0.3:
        land.fog_band(canvas, rng, horizon)
    return horizon


def frozen_lake(canvas: Canvas, rng: np.random.Generator) -> float:
    """A lake half under snow, conifers and mountains around it. Returns the horizon's height."""
    horizon = rng.uniform(0.38, 0.56)
    paint_sky(canvas, rng, horizon)
    land.mountains(canvas, rng, horizon, rng.uniform(0.1, 0.3))
    land.ground(canvas, horizon, "lake")
    land.far_forest(canvas, rng, horizon, rng.uniform(0.04, 0.1))
    for depth in np.sort(rng.uniform(0.04, 0.5, int(rng.integers(3, 8)))):
        wide = rng.uniform(0.15, 0.5) * (0.4 + depth)
        place = rng.uniform(0.0, canvas.aspect)
        blob(canvas, rng, place, horizon + depth, wide, wide * rng.uniform(0.12, 0.25), "snow", lump=0.35)
    land.bank(canvas, rng, "snow", rng.uniform(0.72, 0.9), rng.uniform(-0.4, 0.4), 0.04)
    plants.scatter(canvas, rng, 0.7, plants.conifer, 5, reach=0.9)
    plants.scatter(canvas, rng, 0.7, plants.boulder, 3)
    if rng.random() < 0.3:
        buildings.houses(canvas, rng, 0.72, 2, reach=0.8)
    return horizon


def _where(standing: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], top: Floats) -> Floats:
    return np.where(standing, np.maximum(top, 0.04), 2.0).astype(np.float32)
