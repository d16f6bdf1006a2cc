"""What stands in the sky: the sun (or moon) and clouds."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.noise1d import outline
from studio_data.world.scenes.shapes import blob, box, ellipse

SUN_RADIUS = (0.0235, 0.125)
"""In heights: 3 to 16 pixels at 128, as wide as people paint them."""


def paint_sky(canvas: Canvas, rng: np.random.Generator, horizon: float, sun: float = 0.24) -> None:
    """A sun with the odds `sun`, then a kind of cloud cover, or none."""
    if rng.random() < sun:
        put_sun(canvas, rng, horizon)
    cover = rng.choice(4, p=[0.26, 0.46, 0.2, 0.08])
    if cover == 1:
        for _ in range(int(rng.integers(1, 5))):
            cumulus(canvas, rng, horizon)
    elif cover == 2:
        for _ in range(int(rng.integers(1, 4))):
            streak(canvas, rng, horizon)
        if rng.random() < 0.4:
            cumulus(canvas, rng, horizon)
    elif cover == 3:
        deck(canvas, rng, horizon)


def put_sun(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Round or square, small or large, anywhere in the sky (what is drawn later may hide a part of it)."""
    radius = float(np.exp(rng.uniform(*np.log(SUN_RADIUS))))
    x, y = rng.uniform(0.04, 0.96) * canvas.aspect, rng.uniform(0.05, 0.97) * horizon
    if rng.random() < 0.35:
        box(canvas, x - radius, y - radius, x + radius, min(y + radius, horizon), "sun")
    else:
        ellipse(canvas, x, y, radius, radius, "sun", floor=horizon)


def cumulus(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A heap of round puffs, highest in the middle, over a nearly level base; small near the horizon."""
    height = rng.uniform(0.12, 0.85)
    base = height * horizon
    width = rng.uniform(0.12, 0.42) * (1.15 - 0.7 * height)
    x = rng.uniform(-0.05, 1.05) * canvas.aspect
    tall = width * rng.uniform(0.16, 0.34)
    ellipse(canvas, x, base - tall * 0.25, width * 0.5, tall * 0.4, "cloud", floor=horizon)
    for across in np.linspace(-0.85, 0.85, int(rng.integers(4, 8))):
        rise = (1 - across * across) * rng.uniform(0.5, 1.1)
        puff = tall * (0.35 + 0.5 * rise) * rng.uniform(0.8, 1.15)
        ellipse(canvas, x + across * width * 0.5, base - tall * 0.5 * rise, puff * 1.25, puff, "cloud", floor=base)


def streak(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A long thin veil."""
    y = rng.uniform(0.08, 0.9) * horizon
    long = rng.uniform(0.15, 0.5)
    x = rng.uniform(0.0, 1.0) * canvas.aspect
    for _ in range(int(rng.integers(1, 4))):
        blob(
            canvas,
            rng,
            x + rng.normal(0.0, 0.4) * long,
            y + rng.normal(0.0, 0.018),
            long * rng.uniform(0.4, 1.0),
            rng.uniform(0.008, 0.022),
            "cloud",
            over=("sky", "sun"),
            lump=0.3,
        )


def deck(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A ceiling of cloud that closes the upper sky."""
    edge = horizon * rng.uniform(0.25, 0.7) + 0.07 * outline(canvas.x, rng, rng.uniform(2.0, 5.0), 4)
    canvas.below(0.0, "cloud", bottom=np.minimum(edge, np.float32(horizon * 0.95)))
