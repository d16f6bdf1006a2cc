"""Hair: what hangs behind the head, and what lies on it with fringe and locks."""

from __future__ import annotations

from functools import reduce
from operator import or_

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.fringe import hairline
from studio_data.portraits.hatching import hair_hatch
from studio_data.portraits.palette import HAIR, WHITE, Colour, mix, shadow
from studio_data.portraits.shapes import Box, Plane, Shape, above, ellipse, line
from studio_data.portraits.surface import Surface

_GREYED: Colour = (0.84, 0.84, 0.86)  # of temples, with age
_CAP_Y, _CAP_HEIGHT, _CAP_MARGIN = -0.13, 0.71, 0.085


def draw_back(surface: Surface, face: Face, build: Build) -> None:
    """The hair behind neck and face."""
    colour = shadow(HAIR[face.hair], 0.3)
    for shape in _back(face, build):
        surface.fill(shape, colour)
        surface.hatch(shape, hair_hatch(face.hair))


def draw_front(surface: Surface, face: Face, build: Build) -> None:
    """The hair on the head, with its shadow on the forehead drawn before by `draw_shade`."""
    colour = HAIR[face.hair]
    if face.cut == "bun":
        _draw_bun(surface, face, colour)
    shape = front(face, build)
    surface.fill(shape, colour)
    lit = ellipse(-0.10, _CAP_Y - 0.05, build.half_width + 0.05, _CAP_HEIGHT - 0.03)
    surface.tone(shape - lit, shadow(colour, 0.26), within=shape)
    if face.age == "old":
        temple = ellipse(build.half_width - 0.02, -0.12, 0.15, 0.30)
        for side in (temple, temple.mirrored()):
            surface.tone(side, mix(colour, _GREYED, 0.72), within=shape, soft=0.12)
    surface.tone(_gloss(build), mix(colour, WHITE, 0.5), within=shape, opacity=0.8)
    surface.hatch(shape - _gloss(build), hair_hatch(face.hair))
    for share in (-0.62, -0.28, 0.1, 0.42, 0.72):
        strand = _strand(
            build, share + 0.05 * float(np.sin(build.traits.waves[0] + 9 * share)), surface.thickness(0.006)
        )
        surface.stroke(strand, shadow(mix(colour, (0, 0, 0), 0.25), 0.25), within=shape)


def draw_shade(surface: Surface, face: Face, build: Build, skin: Colour) -> None:
    """The shadow of the hair on the face."""
    surface.tone(front(face, build).moved(0.015, 0.05), shadow(skin, 0.24), within=build.head)


def front(face: Face, build: Build) -> Shape:
    """The hair in front: the cap above the hairline, and locks where the cut has them."""
    cap = _cap(build)
    opening = hairline(face, build)
    shape = cap & above(opening, cap.box)
    locks = _lock(face, build)
    shape = shape | locks | locks.mirrored()
    return shape | _curls(build, 0.0, (205, 250, 290, 335), 0.17) if face.cut == "curly" else shape


def _cap(build: Build) -> Shape:
    return ellipse(0, _CAP_Y, build.half_width + _CAP_MARGIN, _CAP_HEIGHT)


def _back(face: Face, build: Build) -> list[Shape]:
    """The shapes behind the head, the farthest first."""
    width = build.half_width
    match face.cut:
        case "short":
            return [ellipse(0, -0.12, width + 0.075, 0.70)]
        case "bun":
            return [ellipse(0, -0.12, width + 0.07, 0.69)]
        case "curly":
            return [_curls(build, 0.06, range(150, 391, 24), 0.23) | ellipse(0, -0.1, width + 0.12, 0.72)]
        case "bob":
            return [ellipse(0, -0.13, width + 0.12, 0.735) | _curtain(build, width + 0.15, 0.50, 0.10)]
        case _:
            return [ellipse(0, -0.13, width + 0.12, 0.735) | _curtain(build, width + 0.16, 1.06, -0.03)]


def _curtain(build: Build, half_width: float, bottom: float, tuck: float) -> Shape:
    """Hair that falls to `bottom`; its sides wave, and turn inwards by `tuck` at the ends."""
    phase, second = build.traits.waves[1], build.traits.waves[2]

    def distance(x: Plane, y: Plane) -> Plane:
        fall = np.clip((y + 0.15) / np.float32(bottom + 0.15), 0, 1)
        side = np.abs(x) - half_width + tuck * fall**3 + 0.022 * np.sin(y * 8 + np.where(x < 0, phase, second)) * fall
        tips = y - bottom + 0.05 * np.abs(np.sin(x * 7 + phase)) - 0.04
        return np.maximum(np.maximum(side, tips * 0.9), -0.15 - y)

    return Shape(Box(-half_width - 0.06, -0.15, half_width + 0.06, bottom + 0.05), distance)


def _curls(build: Build, grow: float, angles: range | tuple[int, ...], radius: float) -> Shape:
    """Round curls along the cap, at angles in degrees (270 is up)."""
    turns = np.radians(np.array(tuple(angles)))
    spots = zip((build.half_width + grow) * np.cos(turns), _CAP_Y + 0.05 + (0.60 + grow) * np.sin(turns), strict=True)
    return reduce(or_, [ellipse(float(x), float(y), radius, radius) for x, y in spots])


def _lock(face: Face, build: Build) -> Shape:
    """The lock before the right ear: short cuts have a sideburn, long ones hair that frames the cheek."""
    reach, width = {"short": (0.02, 0.05), "bun": (0.10, 0.04), "curly": (0.10, 0.08), "bob": (0.36, 0.085)}.get(
        face.cut, (0.62, 0.09)
    )
    outer = build.half_width + 0.045 - width
    return line(outer - 0.03, -0.34, outer, reach, width, 0.3)


def _gloss(build: Build) -> Shape:
    """The band of light on the hair, with teeth along its lower side."""
    phase = build.traits.waves[3]

    def distance(x: Plane, y: Plane) -> Plane:
        u = x / np.float32(build.half_width)
        middle = -0.60 + 0.26 * u * u
        teeth = 0.022 * np.abs(((u * 4.2 + phase) % 1) * 2 - 1)
        return np.abs(y - middle + teeth) - (0.042 - 0.075 * u * u + teeth)

    return Shape(Box(-build.half_width, -0.75, build.half_width, -0.28), distance)


def _strand(build: Build, share: float, half_width: float) -> Shape:
    """A line from the crown down the cap, `share` (-1..1) of its width to the side; thins downwards."""
    edge = build.half_width + _CAP_MARGIN

    def distance(x: Plane, y: Plane) -> Plane:
        across = edge * np.sqrt(np.clip(1 - ((y - _CAP_Y) / _CAP_HEIGHT) ** 2, 0.0, 1))
        return np.abs(x - share * across) * 0.9 - half_width * np.clip(1 - (y + 0.62) / 0.5, 0, 1.2)

    left, right = sorted((0.0, share * edge))
    return Shape(Box(left - half_width, _CAP_Y - _CAP_HEIGHT, right + half_width, -0.14), distance)


def _draw_bun(surface: Surface, face: Face, colour: Colour) -> None:
    """A bun on the crown."""
    bun = ellipse(0, -0.885, 0.235, 0.185)
    surface.fill(bun, colour)
    surface.tone(bun - ellipse(-0.05, -0.93, 0.22, 0.17), shadow(colour, 0.26), within=bun)
    surface.tone(ellipse(-0.06, -0.965, 0.08, 0.025), mix(colour, WHITE, 0.5), within=bun, opacity=0.8)
    surface.hatch(bun, hair_hatch(face.hair))
