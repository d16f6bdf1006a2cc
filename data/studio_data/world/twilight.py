"""After sunset: the afterglow over where the sun went down, and the earth's shadow rising into a blue sky."""

from __future__ import annotations

import numpy as np

from .colour import Floats, floats, mix

_ZENITH, _MIDDLE, _LOW = floats(0.022, 0.050, 0.140), floats(0.080, 0.105, 0.220), floats(0.200, 0.150, 0.190)
_EMBER = floats(0.90, 0.36, 0.09)


def afterglow(aside: Floats, elevation: Floats, front: bool) -> Floats:
    """The sky's colour (n, 3) at the end of dusk, at a height above the horizon and aside of the place of sunset."""
    sky = mix(_MIDDLE, _ZENITH, 1 - np.exp(-elevation * np.float32(3.2)))
    sky = mix(sky, _LOW, np.exp(-elevation * np.float32(9.0)) * np.float32(0.85))
    if not front:
        return sky
    glow = np.exp(-((aside * np.float32(1.25)) ** 2) - elevation * np.float32(7.0))
    return np.asarray(sky + np.multiply.outer(glow, _EMBER * np.float32(0.55)))
