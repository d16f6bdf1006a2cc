"""The plainest scene that shows one label where it belongs: sky, a distant rise, grass, and the label."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, LabelMap

Plane = NDArray[np.float64]
Mask = NDArray[np.bool_]
Disc = tuple[tuple[float, float], tuple[float, float]]  # middle and radius, each (y, x)

HORIZON = 0.5


def one_label(label: str, size: int) -> LabelMap:
    """The map uint8 (size, size) for `label`, a key of LANDSCAPE; most of those that lie are the whole ground."""
    y, x = (np.mgrid[0:size, 0:size] + 0.5) / size
    labels = np.full((size, size), LANDSCAPE.id("sky"), np.uint8)
    if label not in ("sky", "sea"):
        labels[_ridge(y, x, 0.06)] = LANDSCAPE.id("hill")
    labels[y > HORIZON] = LANDSCAPE.id("river" if label == "bridge" else "grass")
    labels[_SHOWN.get(label, _ground)(y, x)] = LANDSCAPE.id(label)
    return labels


def _ground(y: Plane, x: Plane) -> Mask:
    return y > HORIZON


def _ridge(y: Plane, x: Plane, rise: float, jags: float = 0.0) -> Mask:
    """From a skyline `rise` above the horizon, with `jags` as high as trees, down to the horizon."""
    skyline = rise * (1 + 0.5 * np.sin(6 * x + 1)) + jags * np.abs((x * 24) % 1 - 0.5)
    return (y < HORIZON) & (y > HORIZON - skyline)


def _peaks(y: Plane, x: Plane) -> Mask:
    skyline = np.maximum(0.36 - 0.75 * np.abs(x - 0.36), 0.22 - 0.6 * np.abs(x - 0.82))
    return (y < HORIZON) & (y > HORIZON - skyline)


def _road(y: Plane, x: Plane) -> Mask:
    return _ground(y, x) & (np.abs(x - 0.5) < 0.01 + 0.5 * (y - HORIZON))


def _river(y: Plane, x: Plane) -> Mask:
    depth = y - HORIZON
    bend: Plane = 0.16 * np.sin(9 * np.sqrt(np.maximum(depth, 0)))
    return _ground(y, x) & (np.abs(x - 0.5 - bend) < 0.02 + 0.45 * depth)


def _house(y: Plane, x: Plane) -> Mask:
    roof: Mask = (y > 0.3) & (y < 0.46) & (np.abs(x - 0.42) < 0.1 + (y - 0.3) * 1.1)
    return roof | _box(y, x, 0.44, 0.2, 0.72, 0.64) | _box(y, x, 0.47, 0.82, 0.54, 0.93)


def _towers(y: Plane, x: Plane) -> Mask:
    return _box(y, x, 0.14, 0.12, 0.6, 0.36) | _box(y, x, 0.28, 0.42, 0.6, 0.62) | _box(y, x, 0.2, 0.68, 0.6, 0.88)


def _bridge(y: Plane, x: Plane) -> Mask:
    return _box(y, x, 0.6, 0.0, 0.66, 1.0) | _box(y, x, 0.6, 0.22, 0.8, 0.28) | _box(y, x, 0.6, 0.72, 0.8, 0.78)


def _box(y: Plane, x: Plane, top: float, left: float, bottom: float, right: float) -> Mask:
    return (y > top) & (y < bottom) & (x > left) & (x < right)


def _disc(y: Plane, x: Plane, middle: tuple[float, float], radius: tuple[float, float]) -> Mask:
    inside: Mask = ((y - middle[0]) / radius[0]) ** 2 + ((x - middle[1]) / radius[1]) ** 2 < 1
    return inside


def _two(near: Disc, far: Disc) -> Callable[[Plane, Plane], Mask]:
    return lambda y, x: _disc(y, x, *near) | _disc(y, x, *far)


def _trees(y: Plane, x: Plane) -> Mask:
    crowns = _disc(y, x, (0.4, 0.34), (0.24, 0.22)) | _disc(y, x, (0.48, 0.82), (0.07, 0.08))
    return crowns | _box(y, x, 0.5, 0.32, 0.78, 0.37) | _box(y, x, 0.5, 0.81, 0.6, 0.83)


_SHOWN: dict[str, Callable[[Plane, Plane], Mask]] = {
    "void": lambda y, x: _box(y, x, 0.36, 0.3, 0.7, 0.7),
    "sky": lambda y, x: y < HORIZON,
    "cloud": _two(((0.17, 0.34), (0.08, 0.24)), ((0.3, 0.78), (0.04, 0.15))),
    "sun": lambda y, x: _disc(y, x, (0.22, 0.64), (0.08, 0.08)),
    "mountain": _peaks,
    "hill": lambda y, x: _ridge(y, x, 0.2),
    "rock": _two(((0.74, 0.36), (0.13, 0.24)), ((0.6, 0.8), (0.05, 0.1))),
    "bush": _two(((0.72, 0.34), (0.12, 0.2)), ((0.6, 0.78), (0.05, 0.09))),
    "tree": _trees,
    "forest": lambda y, x: _ridge(y, x, 0.14, 0.1),
    "road": _road,
    "river": _river,
    "lake": lambda y, x: _disc(y, x, (0.7, 0.5), (0.15, 0.46)),
    "building": _towers,
    "house": _house,
    "bridge": _bridge,
    "fog": lambda y, x: _box(y, x, 0.4, 0.0, 0.56, 1.0),
}
