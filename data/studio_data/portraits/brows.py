"""Brows: fine or heavy, and the first to tell the mood."""

from __future__ import annotations

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.palette import HAIR, mix
from studio_data.portraits.shapes import Plane, curve_stroke
from studio_data.portraits.surface import Surface

_HALF_WIDTH = 0.145
_GREYED = (0.74, 0.73, 0.74)
_LIFT = {"neutral": 0.0, "happy": 0.02, "sad": 0.0, "angry": -0.035, "surprised": 0.075}
_SLOPE = {"sad": 0.075, "angry": -0.085}  # how far the outer end lies below the middle
_ARCH = {"neutral": 0.03, "happy": 0.045, "sad": 0.0, "angry": 0.0, "surprised": 0.05}


def draw_brows(surface: Surface, face: Face, build: Build) -> None:
    """Both brows, over the hair, as cartoonists draw them: the mood is seen under any fringe."""
    middle = build.eye_y - 0.255 - _LIFT[face.expression]
    slope, arch = _SLOPE.get(face.expression, 0.0), _ARCH[face.expression]
    heavy = (0.031 if face.features == "strong" else 0.016) * (0.75 if face.age == "child" else 1.0)
    colour = mix(HAIR[face.hair], (0.13, 0.07, 0.09), 0.62)
    if face.age == "old":
        colour = mix(colour, _GREYED, 0.7)

    def curve(x: Plane) -> Plane:
        t = x / np.float32(_HALF_WIDTH)
        return middle + slope * t - arch * (1 - (t - 0.2) ** 2)

    def width(x: Plane) -> Plane:
        return heavy * np.clip(1.05 - 0.5 * x / np.float32(_HALF_WIDTH), 0.35, 1.2)

    reach = (middle - 0.16, middle + 0.16)
    brow = curve_stroke(curve, -_HALF_WIDTH, _HALF_WIDTH, reach, surface.fine(width)).moved(build.eye_x, 0)
    surface.stroke(brow, colour)
    surface.stroke(brow.mirrored(), colour)
