"""Label maps as nobody would draw them, and as everybody does: noise, cells, bands, blobs, one label, odd sizes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.labels import LANDSCAPE, LabelMap
from studio_data.world import compose

COUNT = len(LANDSCAPE)
Drawer = Callable[[np.random.Generator, tuple[int, int]], LabelMap]


def noise(chance: np.random.Generator, shape: tuple[int, int]) -> LabelMap:
    """A label of its own for every pixel."""
    return chance.integers(0, COUNT, shape).astype(np.uint8)


def cells(chance: np.random.Generator, shape: tuple[int, int]) -> LabelMap:
    """Blocks of one label, as a coarse terminal paints them."""
    side = int(chance.integers(2, 12))
    coarse = chance.integers(0, COUNT, (shape[0] // side + 1, shape[1] // side + 1)).astype(np.uint8)
    return np.kron(coarse, np.ones((side, side), np.uint8))[: shape[0], : shape[1]]


def one_label(chance: np.random.Generator, shape: tuple[int, int]) -> LabelMap:
    """The same label everywhere."""
    return np.full(shape, chance.integers(0, COUNT), np.uint8)


def bands(chance: np.random.Generator, shape: tuple[int, int]) -> LabelMap:
    """Straight bands, level or upright, in any order."""
    labels = np.zeros(shape, np.uint8)
    lies = bool(chance.random() < 0.7)
    cuts = np.sort(chance.integers(0, shape[0 if lies else 1] + 1, 4))
    for start, label in zip((0, *cuts), chance.integers(0, COUNT, 5), strict=True):
        if lies:
            labels[start:] = label
        else:
            labels[:, start:] = label
    return labels


def blobs(chance: np.random.Generator, shape: tuple[int, int]) -> LabelMap:
    """Ellipses anywhere on a ground of sky over something."""
    labels = np.full(shape, LANDSCAPE.id("sky"), np.uint8)
    labels[int(shape[0] * chance.uniform(0.05, 0.95)) :] = chance.integers(0, COUNT)
    y, x = np.mgrid[: shape[0], : shape[1]]
    for _ in range(int(chance.integers(1, 9))):
        row, column = chance.uniform(0, 1, 2) * shape
        tall, wide = chance.uniform(0.01, 0.5, 2) * shape + 0.6
        labels[((y - row) / tall) ** 2 + ((x - column) / wide) ** 2 < 1] = chance.integers(0, COUNT)
    return labels


def scene(chance: np.random.Generator, shape: tuple[int, int]) -> LabelMap:
    """A composed scene."""
    return compose(int(chance.integers(0, 2**31)), shape).labels


DRAWERS: tuple[Drawer, ...] = (noise, cells, one_label, bands, blobs, scene)
