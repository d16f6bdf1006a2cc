"""Scenes of the open land: country, meadow, river, a road through woods, a village."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes import buildings, land, plants
from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.sky import paint_sky


def country(canvas: Canvas, rng: np.random.Generator) -> float:
    """Fields, a road or a pond, a farm, trees. Returns the height of the horizon."""
    horizon = _backdrop(canvas, rng, mountains=0.35)
    land.ground(canvas, horizon, str(rng.choice(["grass", "field"])))
    _far_wood(canvas, rng, horizon, 0.55)
    for _ in range(int(rng.integers(1, 4))):
        label = str(rng.choice(["field", "flower", "grass", "field", "dirt"]))
        land.bank(canvas, rng, label, rng.uniform(horizon + 0.08, 0.82), rng.uniform(-0.4, 0.4))
    _way(canvas, rng, horizon, 0.55)
    buildings.houses(canvas, rng, horizon, int(rng.integers(0, 3)))
    _growth(canvas, rng, horizon, trees=4)
    return horizon


def meadow(canvas: Canvas, rng: np.random.Generator) -> float:
    """Grass and flowers up to the hills. Returns the height of the horizon."""
    horizon = _backdrop(canvas, rng, mountains=0.5)
    land.ground(canvas, horizon, "grass")
    _far_wood(canvas, rng, horizon, 0.55)
    for _ in range(int(rng.integers(1, 3))):
        land.bank(canvas, rng, "flower", rng.uniform(horizon + 0.06, 0.85), rng.uniform(-0.35, 0.35), over=("grass",))
        if rng.random() < 0.4:
            land.bank(canvas, rng, "grass", rng.uniform(0.75, 0.95), rng.uniform(-0.35, 0.35))
    _way(canvas, rng, horizon, 0.35)
    _growth(canvas, rng, horizon, trees=3)
    return horizon


def river(canvas: Canvas, rng: np.random.Generator) -> float:
    """A river that winds towards us, a bridge over it at times. Returns the height of the horizon."""
    horizon = _backdrop(canvas, rng, mountains=0.55)
    land.ground(canvas, horizon, str(rng.choice(["grass", "sand", "rock"], p=[0.82, 0.14, 0.04])))
    _far_wood(canvas, rng, horizon, 0.55)
    if rng.random() < 0.3:
        land.bank(
            canvas, rng, str(rng.choice(["flower", "field", "sand"])), rng.uniform(0.7, 0.85), rng.uniform(-0.4, 0.4)
        )
    land.ribbon(canvas, rng, horizon, "river", rng.uniform(0.25, 0.8), rng.uniform(0.3, 0.7), rng.uniform(0.05, 0.5))
    if rng.random() < 0.3:
        buildings.bridge_over(canvas, rng, horizon + rng.uniform(0.09, 0.2))
    _growth(canvas, rng, horizon, trees=4)
    return horizon


def forest_road(canvas: Canvas, rng: np.random.Generator) -> float:
    """A road or stream between two woods. Returns the height of the horizon."""
    horizon = rng.uniform(0.42, 0.62)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.3:
        land.mountains(canvas, rng, horizon, rng.uniform(0.1, 0.24))
    land.ground(canvas, horizon, str(rng.choice(["grass", "grass", "dirt", "snow"], p=[0.45, 0.3, 0.2, 0.05])))
    plant, label = (plants.conifer, "forest") if rng.random() < 0.5 else (plants.tree, "tree")
    land.far_forest(canvas, rng, horizon, rng.uniform(0.08, 0.3), label)
    way = str(rng.choice(["road", "road", "dirt", "river"]))
    if canvas.key_at(0.0, 0.99) == way:
        way = "road"
    place = rng.uniform(0.38, 0.62)
    land.ribbon(canvas, rng, horizon, way, rng.uniform(0.18, 0.45), place, rng.uniform(0.0, 0.3))
    for side in (-1, 1):
        plants.receding_wood(canvas, rng, horizon, plant, side, int(rng.integers(6, 14)), clear=rng.uniform(0.26, 0.34))
    plants.scatter(canvas, rng, horizon, plants.bush, 4)
    return horizon


def village(canvas: Canvas, rng: np.random.Generator) -> float:
    """Houses, a church, gardens and a road. Returns the height of the horizon."""
    horizon = _backdrop(canvas, rng, mountains=0.5)
    land.ground(canvas, horizon, "grass")
    _far_wood(canvas, rng, horizon, 0.55)
    if rng.random() < 0.45:
        label = str(rng.choice(["field", "field", "flower", "dirt"]))
        land.bank(canvas, rng, label, rng.uniform(horizon + 0.08, 0.8), rng.uniform(-0.4, 0.4))
    _way(canvas, rng, horizon, 0.65)
    if rng.random() < 0.3:
        for spot in plants.open_spots(canvas, rng, horizon, 1, reach=0.3):
            buildings.church(canvas, rng, spot)
    buildings.houses(canvas, rng, horizon, int(rng.integers(2, 8)))
    _growth(canvas, rng, horizon, trees=4)
    return horizon


def _backdrop(canvas: Canvas, rng: np.random.Generator, mountains: float) -> float:
    """Sky, then mountains with the given odds, then hills; returns the height of the horizon."""
    horizon = rng.uniform(0.34, 0.62)
    paint_sky(canvas, rng, horizon)
    if rng.random() < mountains:
        land.mountains(canvas, rng, horizon, rng.uniform(0.07, 0.22))
    if rng.random() < 0.6:
        land.hills(canvas, rng, horizon, rng.uniform(0.04, 0.12))
    return horizon


def _far_wood(canvas: Canvas, rng: np.random.Generator, horizon: float, odds: float) -> None:
    """Broad-leaved or coniferous woods along the horizon."""
    if rng.random() < odds:
        land.far_forest(canvas, rng, horizon, rng.uniform(0.03, 0.1), str(rng.choice(["forest", "tree", "forest"])))


def _way(canvas: Canvas, rng: np.random.Generator, horizon: float, odds: float) -> None:
    """A road or a track with the given odds, else a pond now and then."""
    if rng.random() < odds:
        label = "road" if rng.random() < 0.6 else "dirt"
        land.ribbon(canvas, rng, horizon, label, rng.uniform(0.14, 0.48), rng.uniform(0.2, 0.8), rng.uniform(0.0, 0.4))
    elif rng.random() < 0.35:
        land.pond(canvas, rng, horizon)


def _growth(canvas: Canvas, rng: np.random.Generator, horizon: float, trees: int) -> None:
    """Trees, a wood on one side, bushes, a few stones, and something close to us."""
    plants.scatter(canvas, rng, horizon, plants.tree, trees)
    if rng.random() < 0.4:
        plant = plants.tree if rng.random() < 0.7 else plants.conifer
        plants.receding_wood(canvas, rng, horizon, plant, int(rng.choice([-1, 1])), int(rng.integers(5, 12)))
    plants.scatter(canvas, rng, horizon, plants.bush, 3)
    plants.scatter(canvas, rng, horizon, plants.boulder, 2)
    if rng.random() < 0.2:
        plants.framing_tree(canvas, rng)
    elif rng.random() < 0.25:
        plants.near_strip(canvas, rng, ("bush", "flower", "rock"))
