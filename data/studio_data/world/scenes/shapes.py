"""Plain shapes on a canvas: ellipses, blobs, boxes, wedges."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes.canvas import Canvas

SPOKES = 128


def ellipse(
    canvas: Canvas, x: float, y: float, rx: float, ry: float, label: str, over: tuple[str, ...] = (), floor: float = 2.0
) -> None:
    """A filled ellipse; nothing of it reaches below the height `floor`."""
    window = canvas.window(x - rx, y - ry, x + rx, min(y + ry, floor))
    canvas.fill(window, ((window.x - x) / rx) ** 2 + ((window.y - y) / ry) ** 2 < 1, label, over)


def blob(
    canvas: Canvas,
    rng: np.random.Generator,
    x: float,
    y: float,
    rx: float,
    ry: float,
    label: str,
    over: tuple[str, ...] = (),
    lump: float = 0.2,
) -> None:
    """An ellipse with an uneven outline; `lump` is how far it may leave the ellipse, in radii."""
    angle = np.arange(SPOKES) * (2 * np.pi / SPOKES)
    reach = np.ones(SPOKES)
    for harmonic in range(2, 7):
        reach += rng.normal(0.0, lump / harmonic) * np.cos(harmonic * angle + rng.uniform(0.0, 2 * np.pi))
    reach = np.clip(reach, 0.4, 1.8)
    widest = float(reach.max())
    window = canvas.window(x - rx * widest, y - ry * widest, x + rx * widest, y + ry * widest)
    dx, dy = (window.x - x) / rx, (window.y - y) / ry
    spoke = (np.arctan2(dy, dx) * (SPOKES / (2 * np.pi))).astype(np.int32) % SPOKES
    canvas.fill(window, dx * dx + dy * dy < (reach * reach).astype(np.float32)[spoke], label, over)


def box(
    canvas: Canvas, left: float, top: float, right: float, bottom: float, label: str, over: tuple[str, ...] = ()
) -> None:
    """A filled rectangle."""
    window = canvas.window(left, top, right, bottom)
    canvas.fill(window, np.ones(window.labels.shape, np.bool_), label, over)


def wedge(
    canvas: Canvas,
    top: float,
    bottom: float,
    top_span: tuple[float, float],
    bottom_span: tuple[float, float],
    label: str,
    over: tuple[str, ...] = (),
) -> None:
    """A shape with level top and bottom edges and straight sides: roofs, triangles, straight roads."""
    window = canvas.window(min(top_span[0], bottom_span[0]), top, max(top_span[1], bottom_span[1]), bottom)
    down = (window.y - top) / max(bottom - top, 1e-6)
    left = top_span[0] + (bottom_span[0] - top_span[0]) * down
    right = top_span[1] + (bottom_span[1] - top_span[1]) * down
    canvas.fill(window, (window.x > left) & (window.x < right), label, over)


def triangle(canvas: Canvas, apex: tuple[float, float], base: float, left: float, right: float, label: str) -> None:
    """A triangle that stands on the level `base` from `left` to `right`, with its tip at `apex` (x, y)."""
    wedge(canvas, apex[1], base, (apex[0], apex[0]), (left, right), label)
