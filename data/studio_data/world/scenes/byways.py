"""Scenes one comes through: a canyon, an oasis, a pass, a park, a street, a misty valley, the inside of a wood."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes import buildings, land, plants
from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.noise1d import outline
from studio_data.world.scenes.shapes import blob, wedge
from studio_data.world.scenes.sky import paint_sky


def canyon(canvas: Canvas, rng: np.random.Generator) -> float:
    """Walls of rock on both sides of a dry or a running bed. Returns the horizon's height."""
    horizon = rng.uniform(0.42, 0.58)
    paint_sky(canvas, rng, horizon * 0.7, sun=0.3)
    land.mountains(canvas, rng, horizon, rng.uniform(0.08, 0.18), "rock")
    land.ground(canvas, horizon, str(rng.choice(["sand", "dirt"])))
    for side in (-1, 1):
        inland = canvas.x if side < 0 else np.float32(canvas.aspect) - canvas.x
        reach = rng.uniform(0.25, 0.48)
        rise = np.clip((reach - inland) / np.float32(reach * 0.55), 0, 1).astype(np.float32)
        steps = np.float32(0.3) * np.round(rise * 3) / 3 + np.float32(0.7) * rise
        rough = 1 + np.float32(0.12) * outline(canvas.x, rng, 9.0, 5)
        top = np.where(rise > 0, np.maximum(horizon - rng.uniform(0.2, 0.42) * steps * rough, 0.03), 2.0)
        foot = horizon + 0.02 + rng.uniform(0.15, 0.4) * rise
        canvas.below(top.astype(np.float32), "rock", bottom=foot.astype(np.float32))
    bed = str(rng.choice(["river", "dirt", "road"]))
    land.ribbon(canvas, rng, horizon, bed, rng.uniform(0.15, 0.4), rng.uniform(0.4, 0.6), rng.uniform(0.1, 0.5))
    plants.scatter(canvas, rng, horizon, plants.bush, 5)
    plants.scatter(canvas, rng, horizon, plants.boulder, 5)
    return horizon


def oasis(canvas: Canvas, rng: np.random.Generator) -> float:
    """Dunes around a pond with trees and a few houses. Returns the horizon's height."""
    horizon = rng.uniform(0.36, 0.52)
    paint_sky(canvas, rng, horizon, sun=0.45)
    land.hills(canvas, rng, horizon, rng.uniform(0.06, 0.16), "sand")
    land.ground(canvas, horizon, "sand")
    land.pond(canvas, rng, horizon)
    for spot in plants.open_spots(canvas, rng, horizon, int(rng.integers(3, 9)), reach=0.6):
        plants.tree(canvas, rng, spot)
    plants.scatter(canvas, rng, horizon, plants.bush, 6)
    buildings.houses(canvas, rng, horizon, int(rng.integers(0, 4)))
    return horizon


def mountain_pass(canvas: Canvas, rng: np.random.Generator) -> float:
    """A road that winds up between rocks and meadows towards a gap. Returns the horizon's height."""
    horizon = rng.uniform(0.4, 0.56)
    paint_sky(canvas, rng, horizon * 0.6)
    land.mountains(canvas, rng, horizon, rng.uniform(0.22, 0.42))
    if rng.random() < 0.6:
        land.hills(canvas, rng, horizon, rng.uniform(0.06, 0.14))
    land.ground(canvas, horizon, str(rng.choice(["grass", "rock", "grass", "dirt"])))
    land.ribbon(canvas, rng, horizon, "road", rng.uniform(0.2, 0.42), rng.uniform(0.3, 0.7), rng.uniform(0.5, 1.1))
    for side in (-1, 1):
        if rng.random() < 0.6:
            x = 0.0 if side < 0 else canvas.aspect
            blob(canvas, rng, x, rng.uniform(0.55, 0.8), rng.uniform(0.12, 0.3), rng.uniform(0.1, 0.24), "rock")
    plants.scatter(canvas, rng, horizon, plants.conifer, 6)
    plants.scatter(canvas, rng, horizon, plants.boulder, 6)
    return horizon


def park(canvas: Canvas, rng: np.random.Generator) -> float:
    """Lawns, paths, flower beds and a pond under a skyline. Returns the horizon's height."""
    horizon = rng.uniform(0.42, 0.58)
    paint_sky(canvas, rng, horizon)
    buildings.skyline(canvas, rng, horizon + 0.01, rng.uniform(0.12, 0.3), rng.uniform(0.5, 0.9))
    land.ground(canvas, horizon, "grass")
    land.far_forest(canvas, rng, horizon + 0.01, rng.uniform(0.04, 0.09), "tree")
    if rng.random() < 0.6:
        land.pond(canvas, rng, horizon)
    path = str(rng.choice(["dirt", "road", "sand"]))
    land.ribbon(canvas, rng, horizon, path, rng.uniform(0.1, 0.3), rng.uniform(0.25, 0.75), rng.uniform(0.2, 0.7))
    for _ in range(int(rng.integers(1, 5))):
        y = rng.uniform(horizon + 0.08, 0.95)
        wide = rng.uniform(0.05, 0.14) * (0.4 + y)
        blob(canvas, rng, rng.uniform(0.0, canvas.aspect), y, wide, wide * 0.35, "flower", over=("grass",))
    plants.scatter(canvas, rng, horizon, plants.tree, 7)
    plants.scatter(canvas, rng, horizon, plants.bush, 6)
    return horizon


def street(canvas: Canvas, rng: np.random.Generator) -> float:
    """A street that runs away between two rows of buildings, trees along it. Returns the horizon's height."""
    horizon = rng.uniform(0.46, 0.58)
    paint_sky(canvas, rng, horizon * 0.7)
    land.ground(canvas, horizon, str(rng.choice(["grass", "dirt", "grass"])))
    vanishing = rng.uniform(0.42, 0.58) * canvas.aspect
    for side in (-1, 1):
        _row_of_houses(canvas, rng, horizon, vanishing, side)
    half = rng.uniform(0.22, 0.4)
    wedge(canvas, horizon, 1.0, (vanishing - 0.006, vanishing + 0.006), (vanishing - half, vanishing + half), "road")
    for side in (-1, 1):
        for near in np.sort(rng.uniform(0.1, 0.8, int(rng.integers(0, 5)))):
            y = horizon + (1 - horizon) * near * 0.8
            x = vanishing + side * (half * near + 0.06 * near + 0.01)
            plants.tree(canvas, rng, plants.Spot(float(x), float(y), plants.scale_at(float(y), horizon) * 0.8))
    return horizon


def _row_of_houses(canvas: Canvas, rng: np.random.Generator, horizon: float, vanishing: float, side: int) -> None:
    """Buildings side by side whose eaves and feet run to the vanishing point."""
    inner, tall = rng.uniform(0.28, 0.5), rng.uniform(0.5, 1.2)
    away = np.abs(canvas.x - np.float32(vanishing))
    on_side = (canvas.x - vanishing) * side > 0
    near = np.clip((away - np.float32(0.02)) / np.float32(inner), 0, 1.6)
    storeys = np.floor(near * 5 + rng.uniform(0, 1)) / 5
    height = tall * near * (0.75 + np.float32(0.25) * np.sin(storeys * 37 + rng.uniform(0, 6)))
    foot = horizon + np.minimum(near * np.float32(0.36), 0.5)
    top = np.where(on_side & (near > 0), np.maximum(horizon - height * np.float32(0.42), 0.02), 2.0)
    canvas.below(top.astype(np.float32), "building", bottom=foot.astype(np.float32))


def misty_valley(canvas: Canvas, rng: np.random.Generator) -> float:
    """Ridges behind ridges with mist between them. Returns the horizon's height."""
    horizon = rng.uniform(0.56, 0.72)
    paint_sky(canvas, rng, horizon * 0.5, sun=0.3)
    land.mountains(canvas, rng, horizon, rng.uniform(0.26, 0.4))
    for depth in np.linspace(0.16, 0.02, int(rng.integers(2, 4))):
        label = str(rng.choice(["hill", "forest", "mountain"]))
        land.hills(canvas, rng, horizon - depth + 0.04, rng.uniform(0.05, 0.12), label)
        if rng.random() < 0.75:
            land.fog_band(canvas, rng, horizon - depth + 0.03)
    land.ground(canvas, horizon, str(rng.choice(["grass", "field", "forest"])))
    if rng.random() < 0.4:
        land.ribbon(canvas, rng, horizon, "river", rng.uniform(0.15, 0.4), rng.uniform(0.3, 0.7), rng.uniform(0.2, 0.6))
    plants.scatter(canvas, rng, horizon, plants.conifer, 6)
    buildings.houses(canvas, rng, horizon, 2)
    return horizon


def woodland(canvas: Canvas, rng: np.random.Generator) -> float:
    """Inside a wood: trunks and crowns all around, a glade or a path, hardly any sky. Returns the horizon's height."""
    horizon = rng.uniform(0.46, 0.6)
    paint_sky(canvas, rng, 0.3)
    plant, label = (plants.conifer, "forest") if rng.random() < 0.45 else (plants.tree, "tree")
    land.ground(canvas, horizon, str(rng.choice(["grass", "dirt", "bush", "grass"])))
    roof = rng.uniform(0.06, 0.3) + np.float32(0.06) * outline(canvas.x, rng, 6.0, 5)
    canvas.below(np.maximum(roof, 0).astype(np.float32), label, bottom=horizon + 0.02)
    if rng.random() < 0.6:
        way = str(rng.choice(["dirt", "river", "road"]))
        land.ribbon(canvas, rng, horizon, way, rng.uniform(0.14, 0.34), rng.uniform(0.35, 0.65), rng.uniform(0.1, 0.5))
    for side in (-1, 1):
        plants.receding_wood(canvas, rng, horizon, plant, side, int(rng.integers(4, 10)), clear=rng.uniform(0.16, 0.3))
    plants.scatter(canvas, rng, horizon, plants.bush, 8)
    plants.scatter(canvas, rng, horizon, plants.boulder, 3)
    return horizon
