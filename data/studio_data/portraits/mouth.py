"""The mouth, one drawing for each expression."""

from __future__ import annotations

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.palette import MOUTH, TONGUE, WHITE, Colour, mix, shadow
from studio_data.portraits.shapes import Box, Plane, Shape, curve_stroke, ellipse
from studio_data.portraits.surface import Surface


def draw_mouth(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """The mouth, and a hint of the lower lip under a closed one."""
    match face.expression:
        case "happy":
            _draw_smile(surface, build)
        case "surprised":
            _draw_round(surface, build)
        case _:
            _draw_closed(surface, face, build, skin)


def _draw_closed(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """A line: nearly level, or its corners drawn down."""
    half_width = build.mouth_half_width * {"neutral": 0.95, "sad": 0.9, "angry": 1.0}[face.expression]
    bend = {"neutral": 0.032, "sad": -0.075, "angry": -0.05}[face.expression]
    y = build.mouth_y + {"neutral": -0.01, "sad": 0.05, "angry": 0.03}[face.expression]

    def curve(x: Plane) -> Plane:
        t = x / np.float32(half_width)
        return y + bend * (1 - t * t) + (0.02 * t**8 if face.expression == "angry" else 0)

    thick = 0.019 if face.expression == "angry" else 0.014
    surface.stroke(
        curve_stroke(
            curve,
            -half_width,
            half_width,
            (y - 0.1, y + 0.1),
            surface.fine(lambda x: thick * (1 - 0.45 * np.abs(x) / np.float32(half_width))),
        ),
        mix(shadow(skin, 0.6), MOUTH, 0.65),
    )
    lip = y + max(bend, 0) + 0.065
    surface.tone(ellipse(0, lip, 0.055, 0.016), shadow(skin, 0.3), opacity=0.8, soft=0.012)


def _draw_smile(surface: Surface, build: Build) -> None:
    """An open smile with teeth and tongue."""
    half_width, top = build.mouth_half_width * 1.28, build.mouth_y - 0.045

    def edge(x: Plane) -> Plane:
        return top + 0.03 * (1 - (x / np.float32(half_width)) ** 2)

    def bottom(x: Plane) -> Plane:
        t = np.clip(x / np.float32(half_width), -1, 1)
        return top + 0.165 * np.sqrt(1 - t * t)

    mouth = Shape(
        Box(-half_width, top - 0.01, half_width, top + 0.175),
        lambda x, y: np.maximum(np.maximum(edge(x) - y, (y - bottom(x)) * np.float32(0.7)), np.abs(x) - half_width),
    )
    surface.fill(mouth, MOUTH)
    surface.tone(ellipse(0, top + 0.16, 0.09, 0.055), TONGUE, within=mouth)
    teeth = Shape(mouth.box, lambda x, y: y - edge(x) - np.float32(0.042))
    surface.fill(teeth, WHITE, within=mouth, outline=False)
    surface.stroke(mouth.ring(surface.outline), mix(MOUTH, (0.1, 0.03, 0.06), 0.55))


def _draw_round(surface: Surface, build: Build) -> None:
    """A round, open mouth."""
    mouth = ellipse(0, build.mouth_y + 0.03, 0.078, 0.105)
    surface.fill(mouth, MOUTH)
    surface.tone(ellipse(0, build.mouth_y + 0.12, 0.065, 0.05), TONGUE, within=mouth)
