"""Scenes as a child, or anyone with a fat brush, draws them: flat bands, a square sun, a box house, a lollipop tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.shapes import box, ellipse, triangle, wedge
from studio_data.world.scenes.sky import SUN_RADIUS

BANDS: tuple[tuple[str, ...], ...] = (
    ("sea", "sand"),
    ("sea", "sand"),
    ("sea",),
    ("grass",),
    ("grass",),
    ("snow",),
    ("sand",),
    ("field",),
    ("field", "grass"),
    ("flower",),
    ("grass", "flower"),
    ("lake", "grass"),
    ("lake", "rock"),
    ("river", "grass"),
    ("dirt", "grass"),
    ("grass", "road", "grass"),
    ("grass", "river", "grass"),
)
DRY = ("grass", "snow", "sand", "field", "flower", "dirt")


def drawing(canvas: Canvas, rng: np.random.Generator) -> float:
    """Level bands with a few plain signs on them. Returns the height of the horizon."""
    horizon = rng.uniform(0.28, 0.68)
    if rng.random() < 0.55:
        _sun(canvas, rng, horizon)
    for _ in range(int(rng.integers(0, 4))):
        _cloud(canvas, rng, horizon)
    _behind(canvas, rng, horizon)
    bands = BANDS[int(rng.integers(len(BANDS)))]
    _bands(canvas, rng, horizon, bands)
    if bands[0] in DRY:
        _on_land(canvas, rng, horizon)
    elif rng.random() < 0.4:
        for _ in range(int(rng.integers(1, 4))):
            rx = rng.uniform(0.05, 0.16)
            x, y = rng.uniform(0.0, 1.0) * canvas.aspect, rng.uniform(horizon, 0.8)
            ellipse(
                canvas, x, y, rx, rx * rng.uniform(0.5, 0.8), str(rng.choice(["rock", "sand", "grass", "mountain"]))
            )
    return horizon


def _sun(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A square, a disc, or a quarter of one in a corner."""
    radius = rng.uniform(SUN_RADIUS[0] * 1.3, SUN_RADIUS[1])
    x, y = rng.uniform(0.08, 0.92) * canvas.aspect, rng.uniform(0.08, max(0.1, horizon - radius))
    look = rng.random()
    if look < 0.45:
        box(canvas, x - radius, y - radius, x + radius, y + radius, "sun")
    elif look < 0.9:
        ellipse(canvas, x, y, radius, radius, "sun")
    else:
        ellipse(canvas, rng.choice([0.0, canvas.aspect]), 0.0, radius * 1.6, radius * 1.6, "sun")


def _cloud(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """An oval, two or three overlapping ovals, or a bar."""
    x, y = rng.uniform(0.0, 1.0) * canvas.aspect, rng.uniform(0.05, 0.75) * horizon
    rx = rng.uniform(0.06, 0.2)
    ry = rx * rng.uniform(0.25, 0.5)
    if rng.random() < 0.25:
        box(canvas, x - rx, y - ry * 0.6, x + rx, y + ry * 0.6, "cloud")
        return
    for step in range(int(rng.integers(1, 4))):
        ellipse(canvas, x + step * rx * 0.9, y + rng.normal(0.0, 0.25) * ry, rx, ry, "cloud", floor=horizon)


def _behind(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """What rises behind the horizon: triangles, round hills, a wall of forest, or nothing."""
    what = rng.random()
    if what < 0.4:
        for _ in range(int(rng.integers(1, 4))):
            x, half = rng.uniform(0.1, 0.9) * canvas.aspect, rng.uniform(0.12, 0.5)
            top = max(0.04, horizon - half * rng.uniform(0.5, 1.3))
            triangle(canvas, (x + rng.normal(0.0, 0.15) * half, top), horizon, x - half, x + half, "mountain")
            if rng.random() < 0.2:
                cap = (horizon - top) * rng.uniform(0.15, 0.28)
                triangle(canvas, (x, top), top + cap, x - half * 0.2, x + half * 0.2, "snow")
    elif what < 0.6:
        for _ in range(int(rng.integers(1, 4))):
            half = rng.uniform(0.2, 0.6)
            x = rng.uniform(0.0, 1.0) * canvas.aspect
            ellipse(
                canvas, x, horizon, half, half * rng.uniform(0.25, 0.6), str(rng.choice(["hill", "hill", "forest"]))
            )
    elif what < 0.72:
        canvas.below(horizon - rng.uniform(0.04, 0.25), str(rng.choice(["forest", "tree"])), bottom=horizon)
    elif what < 0.8:
        _blocks(canvas, rng, horizon)


def _blocks(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A few towers with gaps between them."""
    for _ in range(int(rng.integers(2, 7))):
        x, wide = rng.uniform(0.0, 0.95) * canvas.aspect, rng.uniform(0.08, 0.18)
        box(canvas, x, horizon - rng.uniform(0.12, 0.4), x + wide, horizon + 0.02, "building")


def _bands(canvas: Canvas, rng: np.random.Generator, horizon: float, bands: tuple[str, ...]) -> None:
    """One band under the other, each edge level or slightly sloping."""
    edges = np.sort(rng.uniform(0.25, 0.9, len(bands) - 1)) * (1 - horizon) + horizon
    slope = rng.normal(0.0, 0.12) if rng.random() < 0.3 else 0.0
    canvas.below(horizon, bands[0])
    for edge, label in zip(edges, bands[1:], strict=True):
        line = edge + slope * (canvas.x - np.float32(canvas.aspect / 2))
        canvas.below(np.maximum(line, horizon + 0.02).astype(np.float32), label)


def _on_land(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Signs on the ground, in any order, as a hand puts them there."""
    signs: tuple[tuple[float, Callable[[Canvas, np.random.Generator, float], None]], ...] = (
        (0.3, _way),
        (0.2, _puddle),
        (0.4, _house),
        (0.55, _lollipop),
        (0.3, _fir),
        (0.25, _dab),
    )
    for odds, sign in signs:
        while rng.random() < odds:
            sign(canvas, rng, horizon)


def _way(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A straight road, track or river to the horizon."""
    x = rng.uniform(0.2, 0.8) * canvas.aspect
    foot = x + rng.normal(0.0, 0.15)
    half = rng.uniform(0.08, 0.22)
    tip = rng.uniform(0.005, 0.03)
    label = str(rng.choice(["road", "road", "river", "dirt"]))
    wedge(canvas, horizon, 1.0, (x - tip, x + tip), (foot - half, foot + half), label, over=DRY)


def _puddle(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """An oval lake."""
    rx = rng.uniform(0.12, 0.35)
    ry = rx * rng.uniform(0.2, 0.45)
    x, y = rng.uniform(0.15, 0.85) * canvas.aspect, rng.uniform(horizon + ry, max(horizon + ry, 0.92))
    ellipse(canvas, x, y, rx, ry, str(rng.choice(["lake", "lake", "river"])))


def _house(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A box with a triangle on it."""
    half = rng.uniform(0.06, 0.19)
    x = rng.uniform(0.12, 0.88) * canvas.aspect
    foot = rng.uniform(horizon + 0.02, min(horizon + 0.35, 0.95))
    eaves = foot - half * rng.uniform(0.9, 1.7)
    over = half * rng.choice([1.0, 1.2, 1.35])
    box(canvas, x - half, eaves, x + half, foot, "house")
    triangle(canvas, (x, eaves - half * rng.uniform(0.6, 1.3)), eaves + 0.004, x - over, x + over, "house")


def _lollipop(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A round crown on a stick."""
    radius = rng.uniform(0.05, 0.14)
    x = rng.uniform(0.04, 0.96) * canvas.aspect
    foot = rng.uniform(horizon + 0.02, min(horizon + 0.4, 1.0))
    stick = radius * rng.uniform(0.08, 0.2)
    crown = foot - radius * rng.uniform(1.3, 2.2)
    ellipse(canvas, x, crown, radius, radius * rng.uniform(0.9, 1.5), "tree")
    box(canvas, x - stick, crown, x + stick, foot, "tree")


def _fir(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A green triangle."""
    tall = rng.uniform(0.12, 0.34)
    half = tall * rng.uniform(0.18, 0.32)
    x = rng.uniform(0.04, 0.96) * canvas.aspect
    foot = rng.uniform(horizon + 0.02, min(horizon + 0.4, 1.0))
    triangle(canvas, (x, foot - tall), foot, x - half, x + half, "forest")


def _dab(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """A round patch of something."""
    rx = rng.uniform(0.05, 0.15)
    label = str(rng.choice(["bush", "rock", "flower", "snow", "dirt", "sand"]))
    x, y = rng.uniform(0.0, 1.0) * canvas.aspect, rng.uniform(horizon + rx * 0.6, 1.0)
    ellipse(canvas, x, y, rx, rx * rng.uniform(0.4, 0.9), label)
