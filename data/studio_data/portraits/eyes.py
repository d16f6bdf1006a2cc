"""Eyes: open, closed, with a single or a double lid; lids and iris follow the expression."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.palette import INK, IRISES, WHITE, Colour, mix, shadow
from studio_data.portraits.shapes import Box, Curve, Plane, Shape, curve_stroke, ellipse, line
from studio_data.portraits.surface import Surface

_LASH = mix(INK, (0, 0, 0), 0.35)
_SLANT = {"sad": 0.30, "angry": -0.42}  # rise of the upper lid from inside to outside, as a share of the eye's height
_EYE_WHITE: Colour = (0.985, 0.985, 0.995)

Side = Callable[[Shape], Shape]


def draw_eyes(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """Both eyes."""

    def right(shape: Shape) -> Shape:
        return shape.moved(build.eye_x, build.eye_y)

    for side in (right, lambda shape: right(shape).mirrored()):
        if face.eyes == "closed":
            _draw_closed(surface, face, build, side)
        else:
            _draw_open(surface, face, build, skin, side, -1 if side is right else 1)


def _draw_closed(surface: Surface, face: Face, build: Build, side: Side) -> None:
    """One lid's line with lashes; a happy one arches up."""
    width, happy = build.eye_half_width, face.expression == "happy"
    bend = -0.085 if happy else 0.06
    tilt = {"sad": 0.03, "angry": -0.03}.get(face.expression, 0.0)

    def lid(x: Plane) -> Plane:
        t = x / np.float32(width)
        return 0.035 + bend * (1 - t * t) + tilt * t

    thick = 0.019 if face.features == "soft" else 0.022
    reach = (min(0.0, bend) - 0.03, max(0.0, bend) + 0.08)
    surface.stroke(side(curve_stroke(lid, -width, width, reach, surface.fine(lambda x: thick + 0 * x))), _LASH)
    if face.features == "soft" and not happy:
        for share in (0.45, 0.95):
            x, y = share * width, 0.035 + bend * (1 - share**2) + tilt * share
            surface.stroke(side(line(x, y, x + 0.05, y + 0.055 - 0.03 * share, surface.thickness(0.011), 0.3)), _LASH)


def _draw_open(surface: Surface, face: Face, build: Build, skin: Colour, side: Side, gaze: int) -> None:
    """White, iris and lids; `gaze` is the direction of the light's reflex as x is counted in this eye."""
    upper = _upper_lid(face, build)
    lower = _lower_lid(face, build)
    width = build.eye_half_width
    box = Box(-width - 0.04, -0.24, width + 0.04, 0.2)
    opening = Shape(
        box,
        lambda x, y: np.maximum(
            np.maximum(upper(x) - y, y - lower(x)) * np.float32(0.8), np.abs(x) - np.float32(width)
        ),
    )
    if face.eyes == "double":
        _draw_fold(surface, face, build, skin, side, upper)
    surface.fill(side(opening), _EYE_WHITE, outline=False)
    _draw_iris(surface, face, build, side, opening, gaze)
    surface.stroke(
        side(curve_stroke(lower, -width * 0.5, width * 0.9, (0, 0.2), surface.fine(lambda x: 0.006 + 0 * x))),
        shadow(skin, 0.55),
    )
    thick = {"open": 0.019, "single": 0.022, "double": 0.021}[face.eyes] + 0.005 * (face.features == "soft")
    lash = curve_stroke(
        upper,
        -width,
        width * 1.05,
        (-0.24, 0.12),
        surface.fine(lambda x: thick * (0.72 + 0.28 * x / np.float32(width))),
    )
    surface.stroke(side(lash), _LASH)
    if face.features == "soft":
        corner = float(upper(np.array([width * 0.92], np.float32))[0])
        for lift in (0.045, -0.012) if face.eyes != "single" else (0.02,):
            surface.stroke(
                side(line(width * 0.9, corner, width * 1.28, corner - lift, surface.thickness(0.016), 0.25)), _LASH
            )


def _draw_fold(surface: Surface, face: Face, build: Build, skin: Colour, side: Side, upper: Curve) -> None:
    """The second lid: a shaded band above the eye, closed by a clear line."""
    width = build.eye_half_width * 1.04
    gap = max(0.080, 2.0 * surface.pixel)

    def crease(x: Plane) -> Plane:
        t = np.clip(x / np.float32(width), -1, 1)
        return upper(x * np.float32(0.92)) - gap * (0.45 + 0.55 * np.sqrt(np.clip(1 - t * t, 0, 1)) + 0.25 * t)

    band = Shape(
        Box(-width, -0.34, width, 0.1),
        lambda x, y: np.maximum(
            np.maximum(crease(x) - y, y - upper(x)) * np.float32(0.8), np.abs(x) - np.float32(width)
        ),
    )
    surface.tone(side(band), mix(shadow(skin, 0.36), (0.72, 0.30, 0.40), 0.16))
    surface.stroke(
        side(curve_stroke(crease, -width * 0.9, width, (-0.34, 0.1), surface.fine(lambda x: 0.0145 + 0 * x))),
        shadow(skin, 0.85),
    )


def _draw_iris(surface: Surface, face: Face, build: Build, side: Side, opening: Shape, gaze: int) -> None:
    """Iris with a dark rim, pupil, a shadow under the lid and two reflexes."""
    colour = IRISES[build.traits.iris]
    radius = build.eye_half_width * (0.56 if face.expression == "surprised" else 0.70)
    within = side(opening)
    y = -0.008
    surface.fill(side(ellipse(0, y, radius, radius * 1.12)), colour, within=within)
    surface.tone(
        side(ellipse(0, y + radius * 0.55, radius * 0.68, radius * 0.5)), mix(colour, WHITE, 0.42), within=within
    )
    surface.stroke(
        side(ellipse(0, y, radius * 0.47, radius * 0.56)), mix(colour, (0.05, 0.03, 0.07), 0.88), within=within
    )
    surface.tone(
        side(opening.moved(0, -0.13 * build.eye_half_width - 0.9 * build.eye_height)), INK, within=within, opacity=0.3
    )
    big, small = radius * 0.31, radius * 0.16
    surface.fill(side(ellipse(gaze * radius * 0.36, y - radius * 0.40, big, big)), WHITE, within=within, outline=False)
    surface.tone(
        side(ellipse(-gaze * radius * 0.36, y + radius * 0.45, small, small)), WHITE, within=within, opacity=0.8
    )


def _upper_lid(face: Face, build: Build) -> Curve:
    """The upper lid's curve: round, or flat and low over the iris for a single lid."""
    height, width = np.float32(build.eye_height), np.float32(build.eye_half_width)
    slant = _SLANT.get(face.expression, 0.0)
    lift, power = {"open": (1.06, 0.62), "single": (0.50, 0.50), "double": (0.92, 0.62)}[face.eyes]

    def curve(x: Plane) -> Plane:
        t = np.clip(x / width, -1, 1)
        arch = (1 - t * t) ** power
        rise = 0.16 * t if face.eyes == "single" else 0.06 * t
        return height * (slant * t * np.float32(0.8) - rise - lift * arch + max(slant, -slant) * 0.3)

    return curve


def _lower_lid(face: Face, build: Build) -> Curve:
    """The lower lid's curve; a smile lifts it."""
    height, width = np.float32(build.eye_height), np.float32(build.eye_half_width)
    depth = 0.46 if face.expression == "happy" else 0.74
    depth *= 0.8 if face.eyes == "single" else 1.0

    def curve(x: Plane) -> Plane:
        t = np.clip(x / width, -1, 1)
        return height * (depth * (1 - t * t) ** np.float32(0.7) - 0.08 * t)

    return curve
