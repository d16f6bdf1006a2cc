"""Skin: neck, ears, face with its cel shadow, cheeks, nose, and the lines of age."""

from __future__ import annotations

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.palette import BLUSH, WHITE, Colour, mix, shadow
from studio_data.portraits.shapes import Plane, Shape, curve_stroke, ellipse, line
from studio_data.portraits.surface import Surface

_BLUSH = {"happy": 0.42, "surprised": 0.34, "angry": 0.36}
_SPOTS = ((-0.07, 0.02), (0.0, 0.045), (0.07, 0.015), (-0.03, -0.02), (0.04, -0.025))


def draw_ears(surface: Surface, build: Build, skin: Colour) -> None:
    """Both ears; the face covers their inner halves."""
    ear = ellipse(build.half_width + 0.012, build.eye_y + 0.05, 0.088, 0.135)
    inner = ellipse(build.half_width + 0.03, build.eye_y + 0.055, 0.042, 0.08)
    for shape, hollow in ((ear, inner), (ear.mirrored(), inner.mirrored())):
        surface.fill(shape, skin)
        surface.tone(hollow, shadow(skin, 0.26))


def draw_face(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """The face's surface: one light tone, one in shadow, warm cheeks."""
    head = build.head
    surface.fill(head, skin)
    surface.tone(
        head - ellipse(-0.10, -0.08, build.half_width + 0.06, build.chin + 0.12), shadow(skin, 0.16), within=head
    )
    strength = _BLUSH.get(face.expression, 0.24) * (0.75 if face.features == "strong" else 1.0)
    strength = min(strength * {"child": 1.9, "adult": 1.0, "old": 0.5}[face.age], 0.7)
    plump = 1.25 if face.age == "child" else 1.0
    cheek = ellipse(build.eye_x + 0.075, build.eye_y + 0.225, 0.105 * plump, 0.062 * plump)
    for side in (cheek, cheek.mirrored()):
        surface.tone(side, mix(skin, BLUSH, 0.75), within=head, opacity=strength, soft=0.06)
    if build.traits.freckles:
        _draw_freckles(surface, build, skin)


def draw_nose(surface: Surface, build: Build, skin: Colour) -> None:
    """A short line with the shadow under it, and a light on the tip."""
    y = build.nose_y

    def curve(x: Plane) -> Plane:
        return y + 0.018 * (1 - (x / np.float32(0.04)) ** 2)

    nose = curve_stroke(curve, -0.042, 0.042, (y - 0.01, y + 0.03), surface.fine(lambda x: 0.009 + 0 * x))
    surface.stroke(nose, shadow(skin, 0.55))
    surface.tone(ellipse(-0.012, y - 0.045, 0.02, 0.016), WHITE, opacity=0.55, soft=0.012)


def draw_age_lines(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """Lines under the eyes, beside nose and mouth and on the forehead, for old faces only."""
    if face.age != "old":
        return
    colour, y = shadow(skin, 0.62), build.eye_y
    for x, level, wide, tall, depth in (
        (build.eye_x, y + 0.18, 0.12, 0.055, 0.7),
        (0.32, build.mouth_y + 0.02, 0.09, 0.17, 0.36),
    ):
        hollow = ellipse(x, level, wide, tall)
        for side in (hollow, hollow.mirrored()):
            surface.tone(side, shadow(skin, 0.34), within=build.head, opacity=depth, soft=0.07)
    fold = line(0.115, build.nose_y - 0.01, 0.215, build.mouth_y + 0.03, surface.thickness(0.014), 0.5)
    pouch = curve_stroke(
        lambda x: y + 0.165 + 0.035 * (1 - (x / np.float32(0.1)) ** 2),
        -0.1,
        0.1,
        (y + 0.15, y + 0.22),
        surface.fine(lambda x: 0.011 + 0 * x),
    ).moved(build.eye_x - 0.02, 0)
    corner = line(build.eye_x + 0.2, y + 0.03, build.eye_x + 0.262, y + 0.005, surface.thickness(0.007), 0.5)
    lower = line(build.eye_x + 0.195, y + 0.065, build.eye_x + 0.255, y + 0.085, surface.thickness(0.007), 0.5)
    for mark in (fold, pouch, corner, lower):
        surface.stroke(mark, colour)
        surface.stroke(mark.mirrored(), colour)
    surface.stroke(_wrinkle(surface, -0.36, 0.20), colour)
    surface.stroke(_wrinkle(surface, -0.43, 0.13), colour)


def _wrinkle(surface: Surface, y: float, half_width: float) -> Shape:
    """A level line on the forehead."""
    return curve_stroke(
        lambda x: y - 0.02 * (1 - (x / np.float32(half_width)) ** 2),
        -half_width,
        half_width,
        (y - 0.03, y + 0.01),
        surface.fine(lambda x: 0.009 + 0 * x),
    )


def _draw_freckles(surface: Surface, build: Build, skin: Colour) -> None:
    """A few spots on each cheek."""
    for x, y in _SPOTS:
        spot = ellipse(build.eye_x + 0.02 + x, build.eye_y + 0.21 + y, 0.012, 0.011)
        for side in (spot, spot.mirrored()):
            surface.tone(side, shadow(skin, 0.4), opacity=0.75)
