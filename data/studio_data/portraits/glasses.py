"""Glasses with round or square rims."""

from __future__ import annotations

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.palette import FRAME, WHITE
from studio_data.portraits.shapes import Shape, ellipse, line, rounded_box
from studio_data.portraits.surface import Surface

_INNER_GAP = 0.035  # from the middle to a rim
_RIM = 0.0155


def draw_glasses(surface: Surface, face: Face, build: Build) -> None:
    """Both rims, the bridge and the temples; nothing for a face without glasses."""
    if face.glasses == "none":
        return
    y = build.eye_y + 0.015
    half_width = build.eye_x - _INNER_GAP
    lens = _lens(face, build.eye_x, y, half_width)
    rim = surface.thickness(_RIM)
    glint = line(build.eye_x - 0.13, y - 0.02, build.eye_x - 0.05, y - 0.12, 0.016)
    temple = line(build.eye_x + half_width, y - 0.04, build.half_width + 0.01, y - 0.06, surface.thickness(0.014))
    for side in (lens, lens.mirrored()):
        surface.tone(side, WHITE, opacity=0.13)
        surface.stroke(side.ring(rim), FRAME)
    for shape in (temple, temple.mirrored(), line(-_INNER_GAP, y - 0.03, _INNER_GAP, y - 0.03, rim)):
        surface.stroke(shape, FRAME)
    for shape in (glint, glint.moved(-2 * build.eye_x, 0)):
        surface.tone(shape, WHITE, opacity=0.5)


def _lens(face: Face, x: float, y: float, half_width: float) -> Shape:
    """One lens."""
    if face.glasses == "round":
        return ellipse(x, y, half_width, half_width * 0.98)
    return rounded_box(x, y + 0.01, half_width, half_width * 0.78, 0.055)
