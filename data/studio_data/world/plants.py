"""Broad-leaved trees and bushes: crowns of cellular clumps at two scales, each lit as a sphere."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import noise
from .colour import SNOW, Floats, mix, pick, smoothstep, srgb
from .patch import Patch
from .vegetation import grass_colours, leaf_colours, snowed

_BARK = srgb(86, 66, 50)
_TWIG = srgb(84, 70, 60)


class Clumps(NamedTuple):
    """Balls of leaves: their normals (nx to the right, ny up, nz to the viewer), their number, and 0 in gaps."""

    nx: Floats
    ny: Floats
    nz: Floats
    key: Floats
    gap: Floats


def clumps(patch: Patch, scale: float, drift: Floats, squash: float = 1.0) -> Clumps:
    """Leaf balls of which `scale` stand in a picture height, on edges bent a little."""
    frame = patch.frame
    x = patch.x + 0.018 * frame.fbm(patch.x * 18 + drift[0], patch.y * 18 + drift[1], 2)
    y = patch.y + 0.018 * frame.fbm(patch.x * 18 + drift[2], patch.y * 18 + drift[3], 2)
    ball = noise.cells(x * scale + drift[4] + scale, y * (scale * squash) + drift[5])
    reach = np.minimum(ball.near * 1.35, 1)
    height = np.sqrt(np.maximum(1 - reach * reach, 0.02))
    return Clumps(ball.dx * 1.35, -ball.dy * 1.35, height, ball.key, smoothstep(0, 0.35, ball.edge))


def tree(patch: Patch) -> Floats:
    """Trees with trunks where the painted shape is narrow near its foot; bare ones in winter."""
    colour = _twigs(patch) if patch.frame.style.season == "winter" else _foliage(patch, 15.0)
    down = (patch.y - patch.top) / np.maximum(patch.foot - patch.top, 0.01)
    trunk = (patch.breadth < 0.042) & (down > 0.45)
    if trunk.any():
        grain = patch.frame.fbm(patch.x * 90, patch.y * 14, 2)
        bark = _BARK * np.clip(1 + 0.5 * grain, 0.4, 1.6)[:, None]
        normal = (patch.across * 2 - 1, 0.2, 0.6)
        colour = np.where(trunk[:, None], _seen(patch, patch.frame.lit(bark, normal, sunlit=0.8, skylit=0.7)), colour)
    return colour


def bush(patch: Patch) -> Floats:
    """Bushes and hedges."""
    return _foliage(patch, 24.0)


def _foliage(patch: Patch, scale: float) -> Floats:
    frame = patch.frame
    drift = frame.offsets("foliage")
    depth = patch.y - patch.top
    down = depth / np.maximum(patch.foot - patch.top, 0.01)
    large, small = clumps(patch, scale, drift), clumps(patch, scale * 3.1, drift)
    leaf = frame.fbm(patch.x * 120 + drift[6], patch.y * 120, 2, 0.6)
    ny = 0.35 + 0.8 * large.ny + 0.55 * small.ny

    kind = 0.5 + 0.42 * noise.value(patch.x * 3.2 + drift[7], patch.y * 2.5) + 0.28 * (large.key - 0.5)
    kind = np.clip(kind + 0.12 * (small.key - 0.5), 0, 0.999)
    leaves = leaf_colours(frame.style)
    albedo = mix(pick(leaves, kind), pick(leaves, np.minimum(kind + 0.25, 0.999)), 0.5 * (kind * 4 % 1))
    albedo = albedo * ((0.75 + 0.5 * small.key) * np.clip(1 + 0.35 * leaf, 0.3, 1.7))[:, None]
    albedo = snowed(patch, albedo, 0.8 * ny + 0.4 * leaf - 0.5, 0.75)

    lower = smoothstep(0.55, 1, down)
    skylit = np.clip(0.35 + 0.35 * large.gap + 0.25 * small.gap + 0.35 * np.exp(-depth * 14) - 0.30 * lower, 0.12, 1.1)
    sunlit = (0.30 + 0.70 * large.gap) * (0.55 + 0.45 * small.gap) * (1 - 0.55 * smoothstep(0.5, 1, down))
    normal = (0.8 * large.nx + 0.55 * small.nx, ny, 0.45 + 0.5 * large.nz)
    return _seen(patch, frame.lit(albedo, normal, sunlit=sunlit, skylit=skylit, through=0.25))


def _twigs(patch: Patch) -> Floats:
    """Branches without leaves, snow on some, and what is seen through them."""
    frame = patch.frame
    drift = frame.offsets("twigs")
    x, y = patch.x, patch.y
    down = (y - patch.top) / np.maximum(patch.foot - patch.top, 0.01)
    thin = frame.fbm(x * 34 + drift[0], y * 26 + drift[1], 4, 0.75)
    bough = smoothstep(0.20, 0.04, np.abs(noise.value(x * 15 + drift[2] + 0.3 * thin, y * 8 + drift[3])))
    wood = np.clip(0.58 + 0.55 * thin + 0.35 * bough * smoothstep(0.1, 0.6, down), 0.12, 0.97)
    albedo = _TWIG * np.clip(0.95 + 0.45 * thin - 0.35 * bough, 0.4, 1.5)[:, None]
    albedo = mix(albedo, SNOW, smoothstep(0.0, 0.9, thin - bough) * np.float32(0.75 * frame.style.snow_cover))
    colour = frame.lit(albedo, (0.4 * noise.value(x * 12, y * 12 + drift[6]), 0.5, 0.7), sunlit=0.8, skylit=0.8)
    return mix(_behind(patch), _seen(patch, colour), wood)


def _behind(patch: Patch) -> Floats:
    """What shows through a bare crown: the sky above the horizon, winter's meadow below."""
    frame = patch.frame
    meadow = mix(grass_colours(frame.style)[1], SNOW, patch.full(frame.style.snow_cover))
    ground = frame.hazed(frame.lit(meadow, (0.0, 1.0, 0.2)), patch.column, np.minimum(patch.distance * 0.22, 3.2))
    air = frame.light.radiance(patch.x, np.maximum(frame.horizon - patch.y, 0) * np.float32(1.15))
    return np.where((patch.y < frame.horizon)[:, None], air, ground)


def _seen(patch: Patch, colour: Floats) -> Floats:
    return patch.frame.hazed(colour, patch.column, 1.9 / (1 + 14 * np.maximum(patch.foot - patch.frame.horizon, 0)))
