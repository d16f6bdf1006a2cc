"""Stones and shells strewn over the ground, each lit from above, with its shadow."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, mix, smoothstep
from .ground import Ground

_LARGEST = 0.016  # radius in picture heights
_REACH = 2.2  # of a stone's radius, that it and its shadow cover


def stones(
    ground: Ground, albedo: Floats, drift: Floats, colours: tuple[Floats, Floats], share: Floats, size: float = 1.0
) -> tuple[Floats, Floats]:
    """`albedo` (n, 3) with stones of two sizes on it; and where they lie, (n,), 0 to 1.

    drift: eight places in the noise. colours: the darkest and the lightest stone. share: the share of places (n,) where
    there is one. size: of the stones, as a factor.
    """
    lying = ground.patch.full(0)
    result = albedo.copy()
    for scale, number in ((11.0, 2), (27.0, 4)):
        near = np.flatnonzero(ground.away_pixel * np.float32(scale * 1.4) < 1.3)
        u, v = ground.x[near] * np.float32(scale), ground.distance[near] * np.float32(scale * 0.75)
        found = noise.cells(u + drift[number], v + drift[number + 1])
        radius = np.float32(size) * (np.float32(0.09) + np.float32(0.20) * (found.key * 7.3 % 1))
        # Ground right before the viewer's feet has no boulders.
        radius = np.minimum(radius, ground.distance[near] * np.float32(0.9 * scale * _LARGEST))
        hit = np.flatnonzero((found.near < _REACH * radius) & (found.key < share[near]))
        at, radius = near[hit], radius[hit]
        dx, dy, key = found.dx[hit], found.dy[hit], found.key[hit]
        clear = np.clip(1.3 - ground.away_pixel[at] * np.float32(scale * 1.4), 0, 1)
        stone = smoothstep(1.1, 0.85, found.near[hit] / radius) * clear
        shadow = smoothstep(1.6, 0.7, np.hypot(dx - 0.3 * radius, dy * 1.3 + 0.45 * radius) / radius) * clear
        colour = mix(*colours, key * np.float32(23.7) % 1) * np.clip(1 + 0.55 * dy / radius, 0.45, 1.5)[:, None]
        result[at] = mix(result[at] * (1 - np.float32(0.5) * shadow)[:, None], colour, stone)
        lying[at] = np.maximum(lying[at], stone)
    return result, lying
