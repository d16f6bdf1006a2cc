"""All details of a picture, by its seed."""

from __future__ import annotations

import zlib

import numpy as np

from ..colour import Floats
from ..frame import Frame
from .birds import draw_birds
from .boats import draw_boats
from .lamps import draw_lamps

_DRAWN = {"boats": draw_boats, "birds": draw_birds, "lamps": draw_lamps}


def draw_details(frame: Frame, picture: Floats) -> None:
    """Lays boats, birds and lamps over `picture` (height, width, 3), in place; nothing where details are off."""
    if not frame.details:
        return
    for name, draw in _DRAWN.items():
        draw(frame, picture, np.random.default_rng([frame.seed, zlib.crc32(name.encode())]))
