"""Scenes of room: a desert, a city on its plain, a town at a bridge, a wide sky."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes import buildings, land, plants
from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.noise1d import outline
from studio_data.world.scenes.sky import cumulus, paint_sky, put_sun


def desert(canvas: Canvas, rng: np.random.Generator) -> float:
    """Dunes, table rocks, a track. Returns the height of the horizon."""
    horizon = rng.uniform(0.36, 0.62)
    paint_sky(canvas, rng, horizon, sun=0.4)
    if rng.random() < 0.5:
        land.mountains(canvas, rng, horizon, rng.uniform(0.06, 0.2), str(rng.choice(["mountain", "rock"])))
    if rng.random() < 0.4:
        mesa(canvas, rng, horizon)
    land.ground(canvas, horizon, "sand")
    if rng.random() < 0.6:
        label = str(rng.choice(["dirt", "rock", "dirt"]))
        land.bank(canvas, rng, label, rng.uniform(horizon + 0.12, 0.92), rng.uniform(-0.35, 0.35))
    if rng.random() < 0.3:
        label = str(rng.choice(["road", "dirt"]))
        land.ribbon(canvas, rng, horizon, label, rng.uniform(0.12, 0.4), rng.uniform(0.25, 0.75), rng.uniform(0.0, 0.3))
    elif rng.random() < 0.15:
        land.pond(canvas, rng, horizon)
    plants.scatter(canvas, rng, horizon, plants.boulder, 4)
    plants.scatter(canvas, rng, horizon, plants.bush, 3)
    return horizon


def mesa(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A flat-topped rock with steep sides."""
    x, half = rng.uniform(0.1, 0.9) * canvas.aspect, rng.uniform(0.08, 0.22)
    steep = np.clip((half - np.abs(canvas.x - np.float32(x))) / np.float32(half * 0.22), 0, 1)
    rough = 1 + np.float32(0.1) * outline(canvas.x, rng, 10.0, 4)
    top = horizon + 0.01 - rng.uniform(0.08, 0.2) * steep * rough
    canvas.below(np.maximum(top, 0.03).astype(np.float32), "rock", bottom=horizon + 0.01)


def city(canvas: Canvas, rng: np.random.Generator) -> float:
    """A skyline behind a park, a river or a street. Returns the height of the horizon."""
    horizon = rng.uniform(0.42, 0.68)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.2:
        land.mountains(canvas, rng, horizon, rng.uniform(0.06, 0.16))
    if rng.random() < 0.3:
        buildings.skyline(canvas, rng, horizon + 0.01, rng.uniform(0.12, 0.22))
    front = str(rng.choice(["grass", "grass", "river", "lake", "road"]))
    land.ground(canvas, horizon, "grass" if front == "road" else front)
    if front == "road":
        kerb = horizon + rng.uniform(0.06, 0.14)
        canvas.below(kerb, "road", bottom=kerb + rng.uniform(0.12, 0.26))
    elif front == "grass" and rng.random() < 0.65:
        land.ribbon(canvas, rng, horizon, "road", rng.uniform(0.25, 0.6), rng.uniform(0.3, 0.7), rng.uniform(0.0, 0.1))
    buildings.skyline(canvas, rng, horizon + 0.02, rng.uniform(0.2, 0.45), rng.uniform(0.7, 0.97))
    if front in ("river", "lake"):
        if rng.random() < 0.35:
            buildings.long_bridge(canvas, rng, horizon + rng.uniform(0.05, 0.14), rng.uniform(0.018, 0.035))
        if rng.random() < 0.6:
            land.bank(canvas, rng, "grass", rng.uniform(0.82, 0.93), rng.uniform(-0.2, 0.2), 0.015)
    if rng.random() < 0.5:
        land.far_forest(canvas, rng, horizon + 0.015, rng.uniform(0.02, 0.05), "tree")
    plants.scatter(canvas, rng, horizon, plants.tree, 6)
    plants.scatter(canvas, rng, horizon, plants.bush, 3)
    return horizon


def bridge_town(canvas: Canvas, rng: np.random.Generator) -> float:
    """A small town on both sides of a river with its stone bridge. Returns the height of the horizon."""
    horizon = rng.uniform(0.4, 0.56)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.6:
        land.hills(canvas, rng, horizon, rng.uniform(0.06, 0.14))
    land.ground(canvas, horizon, "grass")
    land.far_forest(canvas, rng, horizon, rng.uniform(0.03, 0.07), "tree")
    if rng.random() < 0.4:
        land.bank(canvas, rng, str(rng.choice(["field", "flower"])), rng.uniform(0.7, 0.85), rng.uniform(-0.3, 0.3))
    land.ribbon(canvas, rng, horizon, "river", rng.uniform(0.4, 1.0), rng.uniform(0.25, 0.75), rng.uniform(0.0, 0.4))
    if rng.random() < 0.5:
        for spot in plants.open_spots(canvas, rng, horizon, 1, reach=0.25):
            buildings.church(canvas, rng, spot)
    buildings.houses(canvas, rng, horizon, int(rng.integers(8, 24)), reach=0.45)
    buildings.bridge_over(canvas, rng, horizon + rng.uniform(0.12, 0.32))
    plants.scatter(canvas, rng, horizon, plants.tree, 4)
    plants.scatter(canvas, rng, horizon, plants.bush, 3)
    return horizon


def wide_sky(canvas: Canvas, rng: np.random.Generator) -> float:
    """Nearly all sky over a low strip of land or sea: room for clouds, a sunset, stars. Returns the horizon."""
    horizon = rng.uniform(0.68, 0.9)
    if rng.random() < 0.35:
        put_sun(canvas, rng, horizon)
    for _ in range(int(rng.choice([0, 0, 2, 4, 7]))):
        cumulus(canvas, rng, horizon)
    if rng.random() < 0.35:
        land.mountains(canvas, rng, horizon, rng.uniform(0.05, 0.16))
    if rng.random() < 0.35:
        land.hills(canvas, rng, horizon, rng.uniform(0.03, 0.08))
    land.ground(canvas, horizon, str(rng.choice(["grass", "sea", "field", "sand", "lake", "snow"])))
    if rng.random() < 0.4:
        land.far_forest(canvas, rng, horizon, rng.uniform(0.02, 0.06))
    if rng.random() < 0.3:
        buildings.houses(canvas, rng, horizon, 2)
    plants.scatter(canvas, rng, horizon, plants.tree, 2)
    return horizon
