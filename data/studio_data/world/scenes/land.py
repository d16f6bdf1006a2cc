"""The lie of the land: ridges at the horizon, banks, ribbons of road and water, ponds, fog, snow."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes.canvas import Canvas, Floats
from studio_data.world.scenes.noise1d import crags, outline, teeth
from studio_data.world.scenes.shapes import blob

OPEN_GROUND = ("grass", "field", "flower", "snow", "sand", "dirt")


def ground(canvas: Canvas, horizon: float, label: str) -> None:
    """Everything below the horizon."""
    canvas.below(horizon, label)


def mountains(canvas: Canvas, rng: np.random.Generator, horizon: float, height: float, label: str = "mountain") -> None:
    """A range behind the horizon, across the whole width or massed on a part of it."""
    height = min(height * rng.uniform(1.0, 2.1), horizon - 0.04)
    top = np.float32(0.35) + np.float32(0.65) * crags(canvas.x, rng, rng.uniform(1.6, 3.6))
    if rng.random() < 0.45:
        top = top * _mass(canvas, rng)
    canvas.below(_capped(horizon + 0.01 - height * top), label, bottom=horizon + 0.015)


def peak(canvas: Canvas, rng: np.random.Generator, horizon: float, height: float) -> None:
    """One great mountain, with a cap of snow now and then."""
    x = rng.uniform(0.15, 0.85) * canvas.aspect
    height = min(height * rng.uniform(1.0, 1.7), (horizon - 0.04) / 1.2)
    slopes = height * rng.uniform(1.0, 1.8, 2)
    away = canvas.x - np.float32(x)
    fall = np.abs(away) / np.where(away < 0, slopes[0], slopes[1]).astype(np.float32)
    rough = np.float32(0.13) * outline(canvas.x, rng, 7.0, 5, 0.55)
    steep = np.sign(1 - fall) * np.abs(1 - fall) ** np.float32(1.2)
    top = horizon + 0.01 - height * steep * (1 + rough)
    canvas.below(_capped(top), "mountain", bottom=horizon + 0.015)
    if rng.random() < 0.35:
        line = horizon - height * rng.uniform(0.72, 0.85) + height * np.float32(0.12) * outline(canvas.x, rng, 14.0, 3)
        canvas.below(top, "snow", bottom=line, over=("mountain",))


def hills(canvas: Canvas, rng: np.random.Generator, horizon: float, height: float, label: str = "hill") -> None:
    """Soft rolling hills behind the horizon."""
    top = np.float32(0.45) + np.float32(0.55) * outline(canvas.x, rng, rng.uniform(1.0, 2.6), 4, 0.38)
    if rng.random() < 0.3:
        top = top * _mass(canvas, rng)
    canvas.below(_capped(horizon + 0.01 - height * top), label, bottom=horizon + 0.015)


def far_forest(canvas: Canvas, rng: np.random.Generator, horizon: float, height: float, label: str = "forest") -> None:
    """A wood along the horizon, its tips showing; whole or with gaps."""
    body = np.float32(0.55) + np.float32(0.3) * outline(canvas.x, rng, rng.uniform(1.5, 4.0), 3)
    if rng.random() < 0.4:
        body = body * _mass(canvas, rng)
    tips = np.float32(0.35) * teeth(canvas.x, rng, rng.uniform(25.0, 60.0))
    canvas.below(
        horizon + 0.012 - height * np.where(body > 0.12, body + tips, 0).astype(np.float32),
        label,
        bottom=horizon + 0.012 + height * 0.25 * np.clip(body, 0, 1),
    )


def bank(
    canvas: Canvas,
    rng: np.random.Generator,
    label: str,
    y: float,
    slope: float = 0.0,
    rough: float = 0.03,
    over: tuple[str, ...] = (),
) -> None:
    """Ground nearer than a rough line that crosses the canvas at `y` and falls by `slope` per unit of width."""
    edge = (
        y
        + slope * (canvas.x - np.float32(canvas.aspect / 2))
        + rough * outline(canvas.x, rng, rng.uniform(1.2, 2.5), 4)
    )
    canvas.below(edge.astype(np.float32), label, over=over)


def ribbon(
    canvas: Canvas, rng: np.random.Generator, horizon: float, label: str, width: float, x: float, bend: float
) -> None:
    """A road or river from the horizon at `x` (0..1 of the width) towards us, `width` wide where it leaves below."""
    near = np.clip((canvas.y - horizon) / (1 - horizon), 0, 1)
    middle = canvas.aspect * x + bend * (np.sin(3.2 / (near + 0.35) + rng.uniform(0.0, 6.28)) * (0.25 + near) * 0.5)
    half = np.float32(0.004) + width * 0.5 * near ** np.float32(1.25)
    window = canvas.window(0.0, horizon, canvas.aspect, 1.0)
    rows = slice(len(canvas.y) - len(window.y), None)
    canvas.fill(window, np.abs(window.x - middle[rows, None]) < half[rows, None], label)


def pond(canvas: Canvas, rng: np.random.Generator, horizon: float, label: str = "lake") -> None:
    """A flat water on open ground, seen at a low angle; never across a house or the sky."""
    x = rng.uniform(0.15, 0.85) * canvas.aspect
    y = horizon + (1 - horizon) * rng.uniform(0.22, 0.6)
    rx = rng.uniform(0.15, 0.45)
    ry = min(rx * rng.uniform(0.18, 0.3), (y - horizon) * 0.8)
    blob(canvas, rng, x, y, rx, ry, label, over=OPEN_GROUND, lump=0.25)


def fog_band(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Mist that lies along the horizon in front of what is far."""
    middle = horizon + rng.uniform(-0.05, 0.02) + 0.02 * outline(canvas.x, rng, 2.0, 3)
    thick = rng.uniform(0.015, 0.06) * (1 + np.float32(0.5) * outline(canvas.x, rng, 3.0, 3))
    far = ("mountain", "hill", "forest", "sky", "tree", "building", "sea", "lake", "grass", "field", "snow")
    canvas.below((middle - thick).astype(np.float32), "fog", bottom=(middle + thick).astype(np.float32), over=far)


def snow_cover(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Snow on what grew: everywhere, or only on the near or the far ground."""
    covered = ("grass", "field", "flower")
    extent = rng.random()
    if extent < 0.65:
        canvas.replace((*covered, "dirt"), "snow")
        return
    edge = horizon + (1 - horizon) * rng.uniform(0.25, 0.75) + 0.04 * outline(canvas.x, rng, 2.0, 5)
    top, bottom = (horizon, edge) if extent < 0.85 else (edge, 2.0)
    canvas.below(top, "snow", bottom=bottom, over=covered)
    canvas.replace(("flower",), "grass")


def _mass(canvas: Canvas, rng: np.random.Generator) -> Floats:
    """Where along the width something rises, 0..1: a wide hump with soft ends, or a slope to one side."""
    middle = rng.uniform(-0.1, 1.1) * canvas.aspect
    reach = rng.uniform(0.35, 0.8)
    hump: Floats = np.clip(1.25 - (np.abs(canvas.x - np.float32(middle)) / np.float32(reach)) ** 2, 0, 1).astype(
        np.float32
    )
    return hump


def _capped(top: Floats | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Floats:
    """Outlines that stay inside the picture: a strip of sky is left above them."""
    return np.maximum(top, 0.03).astype(np.float32)
