"""Shapes as signed distances (negative inside), each with a box outside of which it never is: so drawing is quick.

Units: the face's centre is (0, 0), x goes right, y down, a head is about 1.2 wide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Plane: TypeAlias = Any  # float32 arrays (H, W); NumPy's stubs lose the precision in arithmetic with numbers
Distance = Callable[[Plane, Plane], Plane]
Curve = Callable[[Plane], Plane]
_STEP = 0.01


@dataclass(frozen=True)
class Box:
    """A rectangle in drawing units."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def common(self, other: Box) -> Box:
        """What both share; empty boxes have right < left or bottom < top."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Shape:
    """A signed distance and its box; `|`, `&` and `-` combine shapes."""

    box: Box
    distance: Distance

    def __or__(self, other: Shape) -> Shape:
        return Shape(self.box.around(other.box), lambda x, y: np.minimum(self.distance(x, y), other.distance(x, y)))

    def __and__(self, other: Shape) -> Shape:
        return Shape(self.box.common(other.box), lambda x, y: np.maximum(self.distance(x, y), other.distance(x, y)))

    def __sub__(self, other: Shape) -> Shape:
        return Shape(self.box, lambda x, y: np.maximum(self.distance(x, y), -other.distance(x, y)))

    def moved(self, right: float, down: float) -> Shape:
        """The same shape elsewhere."""
        box = self.box
        return Shape(
            Box(box.left + right, box.top + down, box.right + right, box.bottom + down),
            lambda x, y: self.distance(x - right, y - down),
        )

    def mirrored(self) -> Shape:
        """The shape on the other side of x = 0."""
        return Shape(
            Box(-self.box.right, self.box.top, -self.box.left, self.box.bottom), lambda x, y: self.distance(-x, y)
        )

    def ring(self, half_width: float) -> Shape:
        """The shape's border as a line."""
        box = self.box
        return Shape(
            Box(box.left - half_width, box.top - half_width, box.right + half_width, box.bottom + half_width),
            lambda x, y: np.abs(self.distance(x, y)) - half_width,
        )


def ellipse(x0: float, y0: float, half_width: float, half_height: float) -> Shape:
    """An ellipse around (x0, y0); the distance is exact to first order."""

    def distance(x: Plane, y: Plane) -> Plane:
        u, v = (x - x0) / half_width, (y - y0) / half_height
        reach = np.hypot(u, v)
        slope = np.hypot(u / half_width, v / half_height) + 1e-6
        return reach * (reach - 1) / slope - (reach < 1e-3) * min(half_width, half_height)

    return Shape(Box(x0 - half_width, y0 - half_height, x0 + half_width, y0 + half_height), distance)


def rounded_box(x0: float, y0: float, half_width: float, half_height: float, radius: float) -> Shape:
    """A rectangle with round corners."""

    def distance(x: Plane, y: Plane) -> Plane:
        u, v = np.abs(x - x0) - half_width + radius, np.abs(y - y0) - half_height + radius
        return np.hypot(np.maximum(u, 0), np.maximum(v, 0)) + np.minimum(np.maximum(u, v), 0) - radius

    return Shape(Box(x0 - half_width, y0 - half_height, x0 + half_width, y0 + half_height), distance)


def line(x0: float, y0: float, x1: float, y1: float, half_width: float, end: float = 1.0) -> Shape:
    """A straight stroke with round ends, thinning to `end` times its width at (x1, y1)."""
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy + 1e-9

    def distance(x: Plane, y: Plane) -> Plane:
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / square, 0, 1)
        return np.hypot(x - x0 - along * dx, y - y0 - along * dy) - half_width * (1 - (1 - end) * along)

    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return Shape(_grown(box, half_width), distance)


def slope_factor(curve: Curve, x: Plane) -> Plane:
    """What turns a vertical gap to a curve into a distance."""
    rise = (curve(x + _STEP) - curve(x - _STEP)) / (2 * _STEP)
    return 1 / np.sqrt(1 + rise * rise)


def above(curve: Curve, box: Box) -> Shape:
    """Everything in the box above the curve y(x)."""
    return Shape(box, lambda x, y: (y - curve(x)) * slope_factor(curve, x))


def curve_stroke(curve: Curve, left: float, right: float, reach: tuple[float, float], width: Curve) -> Shape:
    """A stroke along y(x) for left ≤ x ≤ right, `width(x)` thick to each side; `reach` is the curve's lowest and
    highest y."""

    def distance(x: Plane, y: Plane) -> Plane:
        inside = np.clip(x, left, right)
        gap = np.abs(y - curve(inside)) * slope_factor(curve, inside)
        return np.hypot(gap, x - inside) - width(inside)

    widest = float(np.max(width(np.linspace(left, right, 33, dtype=np.float32))))
    return Shape(_grown(Box(left, reach[0], right, reach[1]), widest), distance)


def _grown(box: Box, margin: float) -> Box:
    return Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
