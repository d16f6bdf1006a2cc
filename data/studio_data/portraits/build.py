"""Where everything of a face is: its measures, from the attributes that shape it and from the identity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio_data.portraits.face import Face
from studio_data.portraits.shapes import Box, Plane, Shape
from studio_data.portraits.traits import Traits, traits_of

_OPENING = {"neutral": 1.0, "happy": 0.92, "sad": 0.9, "angry": 0.85, "surprised": 1.22}


@dataclass(frozen=True)
class Build:
    """Measures in drawing units; `eye_x` is the distance of an eye's centre from the middle."""

    traits: Traits
    half_width: float
    crown: float
    chin: float
    jaw: float  # the jaw's width as a share of the face's
    eye_x: float
    eye_y: float
    eye_half_width: float
    eye_height: float  # from the eye's centre up to the lid
    nose_y: float
    mouth_y: float
    mouth_half_width: float

    @property
    def head(self) -> Shape:
        """The face's outline."""

        def distance(x: Plane, y: Plane) -> Plane:
            down = np.clip(y / self.chin, 0, 1)
            width = np.float32(self.half_width) * (1 - np.float32(1 - self.jaw) * down**2)
            height = np.where(y < 0, np.float32(self.crown), np.float32(self.chin))
            u, v = x / width, y / height
            reach = np.hypot(u, v)
            return reach * (reach - 1) / (np.hypot(u / width, v / height) + np.float32(1e-3))

        return Shape(Box(-self.half_width, -self.crown, self.half_width, self.chin), distance)


def build_of(face: Face) -> Build:
    """The measures of a face."""
    traits = traits_of(face.identity)
    child, old, strong = face.age == "child", face.age == "old", face.features == "strong"
    size = 1 + 0.24 * child - 0.13 * old - 0.06 * strong + 0.04 * traits.eye_size
    eye_y = 0.06 + 0.095 * child - 0.015 * old
    return Build(
        traits=traits,
        half_width=0.59 + 0.018 * traits.width,
        crown=0.68,
        chin=0.66 + 0.022 * traits.chin + 0.05 * strong - 0.105 * child + 0.03 * old,
        jaw=min(0.66 + 0.2 * strong + 0.16 * child + 0.13 * old, 0.9),
        eye_x=0.255 + 0.009 * traits.eye_distance,
        eye_y=eye_y,
        eye_half_width=0.148 * (size - 0.05 * child),
        eye_height=0.142 * size * _OPENING[face.expression],
        nose_y=0.265 + 0.01 * traits.nose + 0.035 * child + 0.02 * old,
        mouth_y=0.435 + 0.012 * traits.mouth - 0.02 * child + 0.02 * strong + 0.025 * old,
        mouth_half_width=0.135 + 0.01 * traits.mouth - 0.04 * child + 0.012 * old,
    )
