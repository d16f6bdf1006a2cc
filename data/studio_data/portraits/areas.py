"""Where an attribute may change a picture: the mask to compare, to edit or to weigh a loss by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio_data.portraits.face import Face
from studio_data.portraits.shapes import Box
from studio_data.portraits.surface import PIVOT, VIEW_SIDE, VIEW_TOP
from studio_data.portraits.traits import traits_of

_HEAD = Box(-0.78, -0.90, 0.78, 0.80)
_AREAS: dict[str, tuple[Box, ...]] = {
    "hair": (Box(-1.0, -1.14, 1.0, 1.25),),
    "cut": (Box(-1.0, -1.14, 1.0, 1.25),),
    "fringe": (Box(-0.75, -0.90, 0.75, 0.15),),
    "eyes": (Box(-0.54, -0.30, -0.03, 0.36), Box(0.03, -0.30, 0.54, 0.36)),
    "expression": (Box(-0.56, -0.42, 0.56, 0.66),),
    "age": (_HEAD,),
    "features": (_HEAD,),
    "glasses": (Box(-0.70, -0.28, 0.70, 0.40),),
    "skin": (Box(-0.78, -0.75, 0.78, 1.10),),
}


def area_mask(face: Face, attribute: str, size: int = 128) -> NDArray[np.bool_]:
    """Pixels that changing the attribute (a key of ATTRIBUTES) may touch, bool (size, size); the rest stays equal."""
    traits = traits_of(face.identity)
    steps = (np.arange(size) + 0.5) * (VIEW_SIDE / size)
    x = steps[None, :] - VIEW_SIDE / 2 - traits.shift[0]
    y = steps[:, None] + VIEW_TOP - traits.shift[1] - PIVOT
    cosine, sine = np.cos(traits.tilt), np.sin(traits.tilt)
    across, down = cosine * x + sine * y, cosine * y - sine * x + PIVOT
    margin = VIEW_SIDE / size
    mask = np.zeros((size, size), bool)
    for box in _AREAS[attribute]:
        inside = (across > box.left - margin) & (across < box.right + margin)
        mask |= inside & (down > box.top - margin) & (down < box.bottom + margin)
    return mask
