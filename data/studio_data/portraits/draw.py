"""From a face to pixels: every feature in its order, on a painting or on a sketch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError
from studio_data.portraits.body import draw_background, draw_body
from studio_data.portraits.brows import draw_brows
from studio_data.portraits.build import build_of
from studio_data.portraits.eyes import draw_eyes
from studio_data.portraits.face import Face
from studio_data.portraits.glasses import draw_glasses
from studio_data.portraits.hair import draw_back, draw_front, draw_shade
from studio_data.portraits.head import draw_age_lines, draw_ears, draw_face, draw_nose
from studio_data.portraits.mouth import draw_mouth
from studio_data.portraits.palette import SKIN
from studio_data.portraits.surface import Painting, Sketch, Surface
from studio_data.portraits.traits import traits_of

SIZES = (32, 1024)


def portrait(face: Face, size: int = 128, supersample: int = 2) -> NDArray[np.uint8]:
    """The face in colour, uint8 (size, size, 3); InputError for a size outside 32..1024 or a supersample of not 1..4.

    A pure function: the same arguments give the same bytes, and two faces that differ in one attribute differ where
    `area_mask` says only.
    """
    _check(size, supersample)
    painting = Painting(size, supersample, traits_of(face.identity).shift)
    _draw(painting, face)
    return painting.pixels()


def line_sketch(face: Face, size: int = 128, supersample: int = 2) -> NDArray[np.uint8]:
    """The face as ink on paper, uint8 (size, size), 255 is paper; hatching tells the hair's colour (`hatching`).

    InputError as for `portrait`.
    """
    _check(size, supersample)
    sketch = Sketch(size, supersample, traits_of(face.identity).shift)
    _draw(sketch, face)
    return sketch.pixels()


def _check(size: int, supersample: int) -> None:
    if not SIZES[0] <= size <= SIZES[1]:
        raise InputError(f"size is {size}; a portrait's is from {SIZES[0]} to {SIZES[1]}")
    if not 1 <= supersample <= 4:
        raise InputError(f"supersample is {supersample}; it must be from 1 to 4")


def _draw(surface: Surface, face: Face) -> None:
    """Everything, from back to front; body and background stand upright, the head may tilt."""
    build = build_of(face)
    skin = SKIN[face.skin]
    tilt = build.traits.tilt
    draw_background(surface, build)
    surface.turn(tilt)
    draw_back(surface, face, build)
    surface.turn(0.0)
    draw_body(surface, face, build, skin)
    surface.turn(tilt)
    draw_ears(surface, build, skin)
    draw_face(surface, face, build, skin)
    draw_shade(surface, face, build, skin)
    draw_age_lines(surface, face, build, skin)
    draw_nose(surface, build, skin)
    draw_mouth(surface, face, build, skin)
    draw_eyes(surface, face, build, skin)
    draw_front(surface, face, build)
    draw_brows(surface, face, build)
    draw_glasses(surface, face, build)
