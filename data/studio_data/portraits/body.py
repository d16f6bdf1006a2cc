"""What is around the face: background, neck and clothes."""

from __future__ import annotations

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.palette import BACKGROUNDS, CLOTHES, WHITE, Colour, mix, shadow
from studio_data.portraits.shapes import Box, Plane, Shape, ellipse, line
from studio_data.portraits.surface import Surface


def draw_background(surface: Surface, build: Build) -> None:
    """A plain colour with a lighter disc behind the head."""
    outer, inner = BACKGROUNDS[build.traits.background]
    surface.tone(
        Shape(Box(-2, -2, 2, 2), lambda x, y: np.full(np.broadcast_shapes(x.shape, y.shape), -9, np.float32)), outer
    )
    surface.tone(ellipse(0, -0.02, 0.98, 0.98), inner)


def draw_body(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """Shoulders in their clothes, and the neck with the chin's shadow."""
    colour = CLOTHES[build.traits.clothes]
    shoulders = ellipse(0, 1.56, 0.93, 0.66)
    surface.fill(shoulders, colour)
    surface.tone(shoulders - ellipse(-0.14, 1.60, 0.90, 0.68), shadow(colour, 0.22), within=shoulders)
    neck = _neck(0.175)
    surface.fill(neck, skin)
    surface.tone(ellipse(0.02, 0.62, 0.30, 0.25), shadow(skin, 0.30), within=neck)
    _draw_collar(surface, build, neck, colour)


def _neck(half_width: float) -> Shape:
    """The neck, widening into the neckline."""

    def distance(x: Plane, y: Plane) -> Plane:
        wide = half_width + 0.5 * np.clip(y - 0.86, 0, 0.3) ** 1.3
        return np.maximum(np.abs(x) - wide, np.hypot(x / np.float32(1.25), y - np.float32(0.75)) - np.float32(0.285))

    return Shape(Box(-0.4, 0.4, 0.4, 1.05), distance)


def _draw_collar(surface: Surface, build: Build, neck: Shape, colour: Colour) -> None:
    """The neckline: a round hem, a shirt's collar, or a hood's cords."""
    match build.traits.collar:
        case 0:
            hem = Shape(
                Box(-0.5, 0.9, 0.5, 1.12), lambda x, y: np.maximum(np.abs(neck.distance(x, y) - 0.03) - 0.03, 0.925 - y)
            )
            surface.fill(hem, mix(colour, WHITE, 0.3))
        case 1:
            flap = line(0.19, 0.955, 0.07, 1.115, 0.06, 0.5)
            for side in (flap, flap.mirrored()):
                surface.fill(side, mix(colour, WHITE, 0.45))
        case _:
            for sign in (-1, 1):
                surface.stroke(
                    line(sign * 0.13, 1.02, sign * 0.15, 1.25, surface.thickness(0.016)), mix(colour, WHITE, 0.55)
                )
