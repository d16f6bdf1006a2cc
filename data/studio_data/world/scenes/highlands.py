"""Scenes under mountains: alpine, winter, a cabin on a lake, a snowy village."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes import buildings, land, plants
from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.sky import paint_sky


def alpine(canvas: Canvas, rng: np.random.Generator) -> float:
    """High mountains over a lake or a meadow. Returns the height of the horizon."""
    horizon = rng.uniform(0.4, 0.64)
    paint_sky(canvas, rng, horizon * 0.8)
    _summits(canvas, rng, horizon, 0.18, 0.46)
    if rng.random() < 0.5:
        land.hills(canvas, rng, horizon, rng.uniform(0.04, 0.12))
    if rng.random() < 0.55:
        land.ground(canvas, horizon, "lake")
        land.far_forest(canvas, rng, horizon, rng.uniform(0.03, 0.09))
        near = str(rng.choice(["grass", "grass", "rock", "sand", "dirt", "flower"]))
        land.bank(canvas, rng, near, rng.uniform(0.7, 0.95), rng.uniform(-0.4, 0.4), 0.04)
    else:
        land.ground(canvas, horizon, str(rng.choice(["grass", "flower", "rock"], p=[0.8, 0.12, 0.08])))
        land.far_forest(canvas, rng, horizon, rng.uniform(0.03, 0.1))
        if rng.random() < 0.45:
            land.pond(canvas, rng, horizon)
    _conifers(canvas, rng, horizon)
    plants.scatter(canvas, rng, horizon, plants.boulder, 3)
    return horizon


def winter(canvas: Canvas, rng: np.random.Generator) -> float:
    """Snow fields, conifers and mountains, a frozen lake at times. Returns the height of the horizon."""
    horizon = rng.uniform(0.38, 0.64)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.7:
        _summits(canvas, rng, horizon, 0.08, 0.3)
    if rng.random() < 0.5:
        land.hills(canvas, rng, horizon, rng.uniform(0.04, 0.1))
    land.ground(canvas, horizon, "snow")
    if rng.random() < 0.75:
        land.far_forest(canvas, rng, horizon, rng.uniform(0.03, 0.11))
    track = rng.random()
    if track < 0.3:
        land.pond(canvas, rng, horizon)
    elif track < 0.55:
        label = str(rng.choice(["river", "road", "dirt"]))
        land.ribbon(
            canvas, rng, horizon, label, rng.uniform(0.12, 0.35), rng.uniform(0.25, 0.75), rng.uniform(0.0, 0.4)
        )
    _conifers(canvas, rng, horizon)
    plants.scatter(canvas, rng, horizon, plants.tree, 2)
    plants.scatter(canvas, rng, horizon, plants.boulder, 2)
    return horizon


def lake_cabin(canvas: Canvas, rng: np.random.Generator) -> float:
    """A house at the water, woods behind it, a mountain perhaps. Returns the height of the horizon."""
    horizon = rng.uniform(0.4, 0.58)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.6:
        _summits(canvas, rng, horizon, 0.08, 0.24)
    if rng.random() < 0.5:
        land.hills(canvas, rng, horizon, rng.uniform(0.05, 0.12))
    land.ground(canvas, horizon, str(rng.choice(["grass", "grass", "flower"])))
    land.far_forest(canvas, rng, horizon, rng.uniform(0.06, 0.14), str(rng.choice(["forest", "tree"])))
    shore = horizon + rng.uniform(0.12, 0.24)
    slope = rng.uniform(-0.15, 0.15)
    land.bank(canvas, rng, "lake", shore, slope, 0.02)
    scale = rng.uniform(0.14, 0.3)
    place = plants.Spot(rng.uniform(0.15, 0.85) * canvas.aspect, shore - 0.03, scale)
    plants.conifer(canvas, rng, plants.Spot(place.x - scale * 1.1, shore - 0.03, scale))
    buildings.house(canvas, rng, place)
    for spot in plants.open_spots(canvas, rng, horizon, int(rng.integers(1, 7)), reach=0.4):
        plants.conifer(canvas, rng, spot)
    if rng.random() < 0.55:
        near = str(rng.choice(["grass", "sand", "rock", "flower"]))
        land.bank(canvas, rng, near, rng.uniform(0.85, 0.95), rng.uniform(-0.25, 0.25))
    return horizon


def snowy_village(canvas: Canvas, rng: np.random.Generator) -> float:
    """Houses and a church in the snow. Returns the height of the horizon."""
    horizon = rng.uniform(0.38, 0.58)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.6:
        _summits(canvas, rng, horizon, 0.08, 0.28)
    if rng.random() < 0.6:
        land.hills(canvas, rng, horizon, rng.uniform(0.05, 0.12), str(rng.choice(["hill", "forest"])))
    land.ground(canvas, horizon, "snow")
    land.far_forest(canvas, rng, horizon, rng.uniform(0.03, 0.09))
    if rng.random() < 0.5:
        label = str(rng.choice(["road", "dirt", "river"]))
        land.ribbon(
            canvas, rng, horizon, label, rng.uniform(0.12, 0.32), rng.uniform(0.25, 0.75), rng.uniform(0.0, 0.4)
        )
    if rng.random() < 0.4:
        for spot in plants.open_spots(canvas, rng, horizon, 1, reach=0.3):
            buildings.church(canvas, rng, spot)
    buildings.houses(canvas, rng, horizon, int(rng.integers(2, 8)))
    plants.scatter(canvas, rng, horizon, plants.conifer, 5)
    plants.scatter(canvas, rng, horizon, plants.tree, 2)
    return horizon


def _summits(canvas: Canvas, rng: np.random.Generator, horizon: float, lowest: float, highest: float) -> None:
    """A range, or one great peak, or a peak over a range."""
    height = rng.uniform(lowest, highest)
    if rng.random() < 0.3:
        if rng.random() < 0.5:
            land.mountains(canvas, rng, horizon, height * 0.5)
        land.peak(canvas, rng, horizon, height * 1.1)
    else:
        land.mountains(canvas, rng, horizon, height)


def _conifers(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Conifers here and there, or a wood of them on one side."""
    if rng.random() < 0.4:
        plants.receding_wood(canvas, rng, horizon, plants.conifer, int(rng.choice([-1, 1])), int(rng.integers(6, 14)))
    plants.scatter(canvas, rng, horizon, plants.conifer, 5)
