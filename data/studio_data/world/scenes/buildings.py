"""What people built: houses, skylines, bridges."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.plants import Spot, open_spots, scale_at
from studio_data.world.scenes.shapes import box, ellipse, wedge

PLOTS = ("grass", "field", "flower", "snow", "sand")
"""What a house may stand on; tracks are of dirt, so not on that."""


def house(canvas: Canvas, rng: np.random.Generator, spot: Spot) -> None:
    """Walls and a gabled or hipped roof, with a chimney at times; they stand on `spot`."""
    wide = spot.scale * rng.uniform(0.4, 0.68)
    walls = wide * rng.uniform(0.55, 0.85)
    roof = wide * rng.uniform(0.4, 0.75)
    eaves = wide * rng.uniform(1.08, 1.2)
    ridge = wide * rng.choice([0.0, 0.45, 0.8])
    top = spot.y - walls - roof
    if rng.random() < 0.4:
        side = rng.choice([-1, 1]) * wide * 0.5
        box(canvas, spot.x + side - wide * 0.09, top, spot.x + side + wide * 0.09, spot.y - walls, "house")
    box(canvas, spot.x - wide, spot.y - walls, spot.x + wide, spot.y, "house")
    wedge(
        canvas,
        top,
        spot.y - walls + 0.004,
        (spot.x - ridge, spot.x + ridge),
        (spot.x - eaves, spot.x + eaves),
        "house",
    )


def houses(canvas: Canvas, rng: np.random.Generator, horizon: float, count: int, reach: float = 0.5) -> None:
    """Up to `count` houses, each wholly on open ground and clear of the others."""
    built: list[Spot] = []
    for spot in open_spots(canvas, rng, horizon, count, reach):
        crowded = any(abs(spot.x - other.x) < 0.75 * (spot.scale + other.scale) for other in built)
        if not crowded and _stands_free(canvas, spot):
            house(canvas, rng, spot)
            built.append(spot)


def big_houses(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """One or two houses near us, large enough that their windows and doors show."""
    wanted = int(rng.integers(1, 3))
    for _ in range(wanted * 3):
        y = min(0.96, horizon + rng.uniform(0.1, 0.34))
        scale = rng.uniform(0.8, 1.5) * scale_at(y, horizon) + 0.08
        spot = Spot(rng.uniform(0.1, 0.9) * canvas.aspect, y, scale)
        if _stands_free(canvas, spot):
            house(canvas, rng, spot)
            wanted -= 1
        if wanted == 0:
            return


def skyline(canvas: Canvas, rng: np.random.Generator, base: float, height: float, density: float = 0.9) -> None:
    """Towers of a city side by side, some with a stepped or a pointed top."""
    x = -rng.uniform(0.0, 0.08)
    middle, spread = rng.uniform(0.2, 0.8) * canvas.aspect, rng.uniform(0.35, 0.9)
    while x < canvas.aspect:
        wide = rng.uniform(0.045, 0.13)
        central = 0.45 + 0.55 * np.exp(-(((x + wide / 2 - middle) / spread) ** 2) * 2)
        tall = height * central * rng.uniform(0.35, 1.0)
        if rng.random() < density:
            _tower(canvas, rng, x, base, wide, tall)
        x += wide * rng.choice([1.0, 1.0, 1.15])


def _tower(canvas: Canvas, rng: np.random.Generator, left: float, base: float, wide: float, tall: float) -> None:
    """One block with its top."""
    top = base - tall
    box(canvas, left, top, left + wide, base, "building")
    crown = rng.random()
    if tall < 0.12 or crown > 0.4:
        return
    inset = wide * rng.uniform(0.18, 0.3)
    higher = top - tall * rng.uniform(0.08, 0.2)
    if crown < 0.25:
        box(canvas, left + inset, higher, left + wide - inset, top, "building")
    else:
        middle = left + wide / 2
        wedge(canvas, higher, top, (middle, middle), (left + inset, left + wide - inset), "building")


def arch_bridge(canvas: Canvas, rng: np.random.Generator, left: float, right: float, y: float, thick: float) -> None:
    """A stone bridge from bank to bank: a deck over one to three arches through which the water shows."""
    arches = int(rng.integers(1, 4))
    span = (right - left) / arches
    window = canvas.window(left, y - thick, right, y + thick)
    stone = np.ones(window.labels.shape, np.bool_)
    for arch in range(arches):
        middle = left + span * (arch + 0.5)
        across, up = (window.x - middle) / (span * 0.4), (window.y - y - thick) / (thick * 1.45)
        stone &= across * across + up * up > 1
    canvas.fill(window, stone, "bridge")


def bridge_over(canvas: Canvas, rng: np.random.Generator, y: float) -> None:
    """An arched bridge over whatever river crosses the height `y`."""
    row = min(int(y * len(canvas.y)), len(canvas.y) - 1)
    wet = canvas.x[[canvas.key_at(float(x), float(canvas.y[row])) == "river" for x in canvas.x]]
    if wet.size > 3:
        wide = float(wet[-1] - wet[0])
        arch_bridge(canvas, rng, float(wet[0]) - 0.06, float(wet[-1]) + 0.06, y, min(0.02 + wide * 0.12, 0.05))


def long_bridge(canvas: Canvas, rng: np.random.Generator, y: float, thick: float) -> None:
    """A deck on pillars across the whole picture, or hung from two towers."""
    x, end = -0.02, canvas.aspect + 0.02
    box(canvas, x, y - thick, end, y, "bridge")
    pillar = rng.uniform(0.012, 0.022)
    foot = y + rng.uniform(0.06, 0.12)
    step = rng.uniform(0.16, 0.4)
    places = np.arange(rng.uniform(0.0, step), end, step)
    for place in places:
        box(canvas, place - pillar, y - thick, place + pillar, foot, "bridge")
    if len(places) > 1 and rng.random() < 0.5:
        _towers_and_cables(canvas, float(places[0]), float(places[-1]), y, pillar, rng.uniform(0.12, 0.22))


def _towers_and_cables(canvas: Canvas, left: float, right: float, y: float, pillar: float, height: float) -> None:
    """Two towers on the deck and the sagging cable between them."""
    for x in (left, right):
        box(canvas, x - pillar, y - height, x + pillar, y, "bridge")
    along = np.clip((canvas.x - np.float32(left)) / np.float32(right - left), 0, 1)
    cable = np.float32(y - height) + np.float32(height * 0.85) * 4 * along * (1 - along)
    between = (canvas.x > left) & (canvas.x < right)
    cable = np.where(between, cable, np.float32(2.0)).astype(np.float32)
    canvas.below(
        cable - np.float32(0.006), "bridge", bottom=np.where(between, cable + np.float32(0.006), 0).astype(np.float32)
    )


def church(canvas: Canvas, rng: np.random.Generator, spot: Spot) -> None:
    """A nave and a tower with a steep spire."""
    wide = spot.scale * rng.uniform(0.16, 0.22)
    tall = spot.scale * rng.uniform(0.8, 1.1)
    house(canvas, rng, Spot(spot.x + wide * 2.5, spot.y, spot.scale * 0.85))
    box(canvas, spot.x - wide, spot.y - tall, spot.x + wide, spot.y, "house")
    spire = tall * rng.uniform(0.5, 0.9)
    wedge(
        canvas,
        spot.y - tall - spire,
        spot.y - tall,
        (spot.x, spot.x),
        (spot.x - wide * 1.15, spot.x + wide * 1.15),
        "house",
    )


def lighthouse(canvas: Canvas, x: float, y: float, height: float) -> None:
    """A tapering tower with a round lamp room."""
    wide = height * 0.12
    wedge(canvas, y - height, y, (x - wide * 0.65, x + wide * 0.65), (x - wide, x + wide), "building")
    ellipse(canvas, x, y - height, wide * 0.9, wide * 1.1, "building")


def _stands_free(canvas: Canvas, spot: Spot) -> bool:
    """Whether a house at `spot` would stand on ground all along its front, on no track and in no water."""
    front = spot.x + spot.scale * np.linspace(-0.65, 0.65, 7)
    return all(canvas.key_at(x, spot.y) in PLOTS for x in np.clip(front, 0.0, canvas.aspect))
