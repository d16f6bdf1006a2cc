"""Scenes by the sea: coast, islands, harbour."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes import buildings, land, plants
from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.noise1d import outline
from studio_data.world.scenes.shapes import blob, box
from studio_data.world.scenes.sky import paint_sky


def coast(canvas: Canvas, rng: np.random.Generator) -> float:
    """A beach, a headland, rocks in the surf. Returns the height of the horizon."""
    horizon = rng.uniform(0.3, 0.56)
    paint_sky(canvas, rng, horizon, sun=0.3)
    if rng.random() < 0.3:
        land.mountains(canvas, rng, horizon, rng.uniform(0.06, 0.2))
    land.ground(canvas, horizon, "sea")
    if rng.random() < 0.5:
        headland(canvas, rng, horizon)
    for _ in range(int(rng.integers(0, 5))):
        sea_rock(canvas, rng, horizon)
    if rng.random() < 0.82:
        shore = rng.uniform(0.62, 0.86)
        slope = rng.uniform(-0.5, 0.5)
        land.bank(canvas, rng, str(rng.choice(["sand", "grass", "rock"], p=[0.8, 0.1, 0.1])), shore, slope)
        if rng.random() < 0.4:
            land.bank(canvas, rng, "grass", min(shore + rng.uniform(0.12, 0.25), 0.95), slope, over=("sand", "rock"))
    plants.scatter(canvas, rng, max(horizon, 0.6), plants.boulder, 2)
    if rng.random() < 0.25:
        plants.scatter(canvas, rng, max(horizon, 0.6), plants.tree, 2)
    return horizon


def islands(canvas: Canvas, rng: np.random.Generator) -> float:
    """Islands and skerries in a wide sea, some wooded. Returns the height of the horizon."""
    horizon = rng.uniform(0.34, 0.6)
    paint_sky(canvas, rng, horizon, sun=0.32)
    if rng.random() < 0.4:
        land.mountains(canvas, rng, horizon, rng.uniform(0.05, 0.16))
    water = str(rng.choice(["sea", "sea", "lake"]))
    land.ground(canvas, horizon, water)
    for depth in np.sort(rng.uniform(0.0, 0.2, int(rng.integers(1, 5)))):
        island(canvas, rng, horizon + depth, str(rng.choice(["rock", "forest", "hill", "grass"])))
    if rng.random() < 0.4:
        land.bank(canvas, rng, "sand", rng.uniform(0.82, 0.92), rng.uniform(-0.3, 0.3), 0.02)
    return horizon


def harbour(canvas: Canvas, rng: np.random.Generator) -> float:
    """A town across the water, a quay or a long bridge. Returns the height of the horizon."""
    horizon = rng.uniform(0.4, 0.58)
    paint_sky(canvas, rng, horizon)
    if rng.random() < 0.5:
        land.hills(canvas, rng, horizon, rng.uniform(0.06, 0.14))
    elif rng.random() < 0.4:
        land.mountains(canvas, rng, horizon, rng.uniform(0.08, 0.2))
    land.ground(canvas, horizon, str(rng.choice(["sea", "sea", "river"])))
    far_side = horizon + rng.uniform(0.015, 0.05)
    canvas.below(horizon, str(rng.choice(["grass", "rock", "sand", "road"])), bottom=far_side)
    if rng.random() < 0.6:
        buildings.skyline(canvas, rng, far_side, rng.uniform(0.1, 0.3), rng.uniform(0.6, 0.95))
    else:
        waterfront(canvas, rng, far_side)
    if rng.random() < 0.55:
        buildings.long_bridge(canvas, rng, far_side + rng.uniform(0.02, 0.12), rng.uniform(0.02, 0.04))
    if rng.random() < 0.5:
        quay = rng.uniform(0.8, 0.93)
        box(canvas, 0.0, quay, canvas.aspect, 1.0, str(rng.choice(["road", "sand", "rock", "grass"])))
        plants.scatter(canvas, rng, 0.8, plants.tree, 2, reach=1.0)
    return horizon


def headland(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Land that runs out into the sea from one side, with a lighthouse at times."""
    from_left = rng.random() < 0.5
    reach = rng.uniform(0.2, 0.55)
    inland = canvas.x if from_left else np.float32(canvas.aspect) - canvas.x
    swell = np.clip(1 - inland / np.float32(reach), 0, 1) ** np.float32(0.6)
    height = rng.uniform(0.05, 0.22)
    top = horizon + 0.02 - height * swell * (1 + np.float32(0.3) * outline(canvas.x, rng, 8.0, 4))
    bottom = horizon + 0.02 + rng.uniform(0.03, 0.07) * swell
    label = str(rng.choice(["rock", "rock", "hill", "mountain", "grass"]))
    canvas.below(top.astype(np.float32), label, bottom=bottom.astype(np.float32))
    if rng.random() < 0.25:
        x = 0.3 * reach if from_left else canvas.aspect - 0.3 * reach
        buildings.lighthouse(canvas, x, horizon + 0.03 - height * 0.6, rng.uniform(0.12, 0.2))


def sea_rock(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A rock with the sea around it, larger when nearer."""
    y = rng.uniform(horizon + 0.04, 0.95)
    wide = rng.uniform(0.04, 0.2) * (0.25 + y - horizon)
    blob(canvas, rng, rng.uniform(0.0, canvas.aspect), y, wide * 1.5, wide, "rock", over=("sea", "lake"), lump=0.3)


def island(canvas: Canvas, rng: np.random.Generator, y: float, label: str) -> None:
    """A dome of land that stands in the water at `y`."""
    x = rng.uniform(0.0, canvas.aspect)
    half = rng.uniform(0.08, 0.26)
    dome = np.clip(1 - ((canvas.x - np.float32(x)) / np.float32(half)) ** 2, 0, 1)
    top = y - dome * rng.uniform(0.04, 0.15) * (1 + np.float32(0.35) * outline(canvas.x, rng, 9.0, 4))
    canvas.below(np.where(dome > 0, top, 2.0).astype(np.float32), label, bottom=y + 0.006)


def waterfront(canvas: Canvas, rng: np.random.Generator, base: float) -> None:
    """A row of gabled houses along the far shore."""
    x = rng.uniform(0.0, 0.2)
    while x < canvas.aspect:
        scale = rng.uniform(0.08, 0.15)
        buildings.house(canvas, rng, plants.Spot(x, base, scale))
        x += scale * rng.choice([0.9, 1.1, 1.1, 2.2])
