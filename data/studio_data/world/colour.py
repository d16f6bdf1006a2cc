"""Small arithmetic on linear-light colours and masks; arrays are float32 and broadcast."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]  # float32 throughout; scalars broadcast
Mask = NDArray[np.bool_]


def floats(*numbers: float) -> Floats:
    """Numbers, often a colour in linear light, as float32 (n,)."""
    return np.array(numbers, np.float32)


LUMA = floats(0.25, 0.65, 0.10)
SNOW = floats(0.82, 0.855, 0.92)


def smoothstep(low: float, high: float, value: Floats) -> Floats:
    """0 below `low`, 1 above `high` and an S-curve between; `low` > `high` gives the falling one."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def lerp(a: Floats | float, b: Floats | float, t: Floats) -> Floats:
    """From `a` (t = 0) to `b` (t = 1), all of one shape."""
    return np.asarray(a + (b - a) * t)


def mix(a: Floats, b: Floats, t: Floats) -> Floats:
    """Colours from `a` (t = 0) to `b` (t = 1); `t` has no colour axis."""
    return np.asarray(a + (b - a) * t[..., None])


def srgb(*colour: int) -> Floats:
    """A colour as it stands on the screen (0..255) in linear light (0..1), float32 (3,)."""
    return (np.array(colour, np.float32) / 255) ** np.float32(2.2)


def palette(*colours: tuple[int, int, int]) -> Floats:
    """Several screen colours in linear light, float32 (n, 3)."""
    return np.stack([srgb(*colour) for colour in colours])


def pick(colours: Floats, fraction: Floats) -> Floats:
    """The colour of `colours` (n, 3) that a fraction in [0, 1) falls on."""
    return np.asarray(colours[np.clip((fraction * len(colours)).astype(np.int32), 0, len(colours) - 1)])
