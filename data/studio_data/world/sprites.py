"""Sprites of plants: small reliefs out of thousands of leaves, made once, that a wood is put together from.

Every sprite is a cloud of points seen from the side (a z-buffer keeps the nearest), with the normals and the light that
reaches each point, so that it can be lit from anywhere; smaller copies serve for trees far away (Williams 1983).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .colour import Floats

HEIGHT, WIDTH = 256, 160  # pixels of the largest copy
_LEVELS = 5


class Points(NamedTuple):
    """Leaves, needles or bits of wood: place (x -1..1, y 0 tip to 1 foot, z to the viewer) and
    how they look, (n,) each.

    nx, ny: normal to the right and up; light: the share of light that reaches it; wood: 1 for bark, 0 for leaves.
    """

    x: Floats
    y: Floats
    z: Floats
    nx: Floats
    ny: Floats
    light: Floats
    wood: Floats


class Texel(NamedTuple):
    """What sprites show at places: how much of it is covered, the normal, the light's share, and bark's share."""

    cover: Floats
    nx: Floats
    ny: Floats
    light: Floats
    wood: Floats


@dataclass(frozen=True)
class Sprites:
    """Several sprites of one family, each at several sizes."""

    texels: Floats  # (all texels, 5)
    starts: NDArray[np.int64]  # of each level
    count: int

    def at(self, kind: NDArray[Any], x: Floats, y: Floats, pixels: Floats) -> Texel:
        """Texels of sprites number `kind` at (x -1..1, y 0..1), drawn `pixels` tall."""
        level = np.clip(np.floor(np.log2(HEIGHT / np.maximum(pixels, 1)) + 0.35), 0, _LEVELS - 1).astype(np.int64)
        height, width = HEIGHT >> level, WIDTH >> level
        row = np.clip((y * height).astype(np.int64), 0, height - 1)
        column = np.clip(((x * 0.5 + 0.5) * width).astype(np.int64), 0, width - 1)
        found = self.texels[self.starts[level] + (kind.astype(np.int64) * height + row) * width + column]
        return Texel(*(found[:, part] for part in range(5)))


def sprites_of(plants: list[Points]) -> Sprites:
    """The sprites of several plants."""
    planes = np.stack([_drawn(points) for points in plants])
    levels, starts, start = [], [], 0
    for _ in range(_LEVELS):
        cover = np.maximum(planes[..., :1], 1e-6)
        texels = np.concatenate([planes[..., :1], planes[..., 1:] / cover], -1)
        levels.append(texels.reshape(-1, 5))
        starts.append(start)
        start += len(levels[-1])
        planes = 0.25 * (planes[:, ::2, ::2] + planes[:, 1::2, ::2] + planes[:, ::2, 1::2] + planes[:, 1::2, 1::2])
    return Sprites(np.concatenate(levels).astype(np.float32), np.array(starts, np.int64), len(plants))


def _drawn(points: Points) -> Floats:
    """Premultiplied texels (HEIGHT, WIDTH, 5) of a plant: the nearest point of each pixel."""
    plane = np.zeros((HEIGHT * WIDTH, 5), np.float32)
    row, column = (points.y * HEIGHT).astype(np.int64), ((points.x * 0.5 + 0.5) * WIDTH).astype(np.int64)
    seen = (row >= 0) & (row < HEIGHT) & (column >= 0) & (column < WIDTH)
    order = np.flatnonzero(seen)[np.argsort(points.z[seen], kind="stable")]
    looks = np.stack([np.ones_like(points.nx), points.nx, points.ny, points.light, points.wood], -1)
    plane[row[order] * WIDTH + column[order]] = looks[order]
    return plane.reshape(HEIGHT, WIDTH, 5)


def joined(*parts: Points) -> Points:
    """Several clouds of points as one."""
    return Points(*(np.concatenate(column).astype(np.float32) for column in zip(*parts, strict=True)))
