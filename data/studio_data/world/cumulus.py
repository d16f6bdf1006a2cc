"""Fair-weather clouds: a field of cumulus on a plane above the land, denser and flatter towards the horizon."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, floats, mix, smoothstep
from .patch import Patch

_HEIGHT = 0.17  # of the clouds' plane: how soon they crowd together towards the horizon
_LOOK = 0.10  # how far ahead towards the sun a cloud looks for its own shadow
_MOONLIT = floats(0.09, 0.11, 0.16)


def cumulus(patch: Patch, air: Floats, elevation: Floats) -> Floats:
    """The air (n, 3) at a height above the horizon (n,), with clouds before it by the style's cover."""
    frame, light = patch.frame, patch.frame.light
    away = 1 / (elevation + np.float32(_HEIGHT))
    u = (patch.x - np.float32(frame.aspect / 2)) * away * np.float32(0.8)
    right, up = light.direction[0], light.direction[1]
    here = _density(patch, u, away)
    ahead = _density(patch, u + np.float32(_LOOK) * right, away - np.float32(_LOOK) * (up + np.float32(0.4)))
    opacity = smoothstep(0.0, 0.22, here) * smoothstep(0.0, 0.05, elevation)
    shade = np.exp(-np.maximum(ahead, 0) * 2.4)
    body = np.clip(0.35 + 0.65 * shade + 0.5 * (here - ahead), 0.2, 1.15)
    sunlight = _MOONLIT if frame.style.is_night else light.sun * np.float32(0.42)
    skylight = light.ambient * np.float32(0.95) + air * np.float32(0.18)
    cloud = skylight * (0.62 + 0.38 * body)[:, None] + np.multiply.outer(body, sunlight)
    # Far clouds drown in the haze before the horizon.
    cloud = mix(cloud, air, np.exp(-elevation * np.float32(9.0)) * np.float32(0.75))
    return mix(air, cloud, opacity * np.float32(0.96))


def _density(patch: Patch, u: Floats, v: Floats) -> Floats:
    """Above 0 inside a cloud: large patches by the cover, heaped up with puffs."""
    frame = patch.frame
    drift = frame.offsets("cumulus")
    patches = frame.fbm(u * 0.75 + drift[0], v * 0.95 + drift[1], 4, 0.55)
    puffs = noise.cells(u * 3.4 + drift[2] + 0.3 * patches, v * 4.2 + drift[3])
    heaped = patches + np.float32(0.30) * (1 - np.minimum(puffs.near, 1) ** 2)
    return np.asarray(heaped - np.float32(0.88 - 1.05 * frame.style.cover))
