"""Birds: a small flock of wings against the sky."""

from __future__ import annotations

import numpy as np

from ..colour import Floats, floats, mix
from ..frame import Frame
from .places import grid_around, roomy_places

_DARK = floats(0.03, 0.03, 0.04)


def draw_birds(frame: Frame, picture: Floats, chance: np.random.Generator) -> None:
    """None to two flocks by day, in place."""
    if frame.style.is_night or frame.style.weather in ("rain", "snowfall"):
        return
    for y, x in roomy_places(frame, ("sky", "cloud"), (0.14, 0.26), int(chance.integers(0, 3)), chance):
        for _ in range(int(chance.integers(3, 10))):
            place = (float(y) + chance.normal(0, 0.03), float(x) + chance.normal(0, 0.06))
            _bird(frame, picture, *place, float(chance.uniform(0.006, 0.014)), float(chance.uniform(0.2, 0.9)))


def _bird(frame: Frame, picture: Floats, y: float, x: float, span: float, beat: float) -> None:
    """Two wings that bend upwards from the body and droop at their tips."""
    window, down, right = grid_around(frame, y, x, span * 1.2)
    reach = np.abs(right) / np.float32(span)
    wing = np.float32(span) * (np.float32(-0.9 * beat) * reach + np.float32(1.1 * beat) * reach * reach)
    thick = np.float32(0.8 / frame.height) * (1.3 - reach)
    shape = np.clip((thick - np.abs(down - wing)) * np.float32(frame.height) + 0.5, 0, 1) * (reach < 1)
    open_sky = frame.open_sky[window]
    part = picture[window]
    colour = frame.haze_columns[window[1]][None] * np.float32(0.25) + _DARK
    picture[window] = mix(part, np.broadcast_to(colour, part.shape), shape * open_sky * np.float32(0.8))
