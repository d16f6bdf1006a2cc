"""Where on its road a pixel lies: how far from the edge, in which lane, how far along.

Read from the outline: the stretch of road in the pixel's row and the one in its column, brought to the ground plane,
tell width and place of a straight piece of road in any direction. Where the picture's border cuts the road, it goes on
as wide as it is elsewhere; a road that fills the picture is a square with a street through it.
"""

from __future__ import annotations

import numpy as np

from .colour import Floats
from .ground import Ground

_ENDLESS = np.float32(1e3)
_STREET = 0.84  # ground width of a street through a square
_TWO_LANES, _FOUR_LANES = 0.36, 1.0  # ground widths up to which a road has so many lanes
_CLEAR_SIDES = 0.12  # the share of a road that must lie between its own edges, for them to tell its width
_FAR_EDGE = 0.02  # picture heights under the horizon; what ends higher goes on to the horizon


class Lanes:
    """Place on the road of every pixel.

    edge: ground to the nearest edge, negative on the pavement beside a street; half: half the road's ground width;
    lane: lanes from the nearest edge, up to half of `count`, the number of lanes; along: ground along the road;
    pixel: the ground across the road that a pixel covers, pixel_along: the same along it.
    """

    def __init__(self, ground: Ground) -> None:
        patch = ground.patch
        self.ground = ground
        side_left, side_right, width = self._sideways()
        top, bottom = self._end(patch.top), self._end(patch.bottom)
        open_below = patch.bottom > 1 - 1.5 / ground.frame.height
        far = np.where(patch.top < ground.frame.horizon + _FAR_EDGE, _ENDLESS, top - ground.distance)
        near = np.where(open_below, _ENDLESS, ground.distance - bottom)
        depth = np.where(np.minimum(far, near) >= _ENDLESS * 0.5, _ENDLESS, np.maximum(far + near, 0.01))
        across = patch.cut_left & patch.cut_right & ~self._has_sides & (depth < _ENDLESS * 0.5)
        sideways = np.where(across, _ENDLESS, np.minimum(side_left, side_right))
        width = np.where(across, _ENDLESS, width)
        away = np.maximum(np.minimum(far, near), 0.001)
        inside = np.maximum(sideways, 0.0005)
        met = 1 / np.sqrt(1 / (inside * inside) + 1 / (away * away))
        self.edge = np.where(sideways < 0, sideways, met).astype(np.float32)
        self.half = (0.5 / np.sqrt(1 / (width * width) + 1 / (depth * depth))).astype(np.float32)
        self.count = np.where(2 * self.half < _TWO_LANES, 2, np.where(2 * self.half < _FOUR_LANES, 4, 6))
        self.lane = np.clip(self.edge / (2 * self.half), 0, 0.5) * self.count
        sidewise = depth < width
        self.along = np.where(sidewise, ground.x, ground.distance)
        self.pixel = np.where(sidewise, ground.away_pixel, ground.across_pixel)
        self.pixel_along = np.where(sidewise, ground.across_pixel, ground.away_pixel)

    def _sideways(self) -> tuple[Floats, Floats, Floats]:
        """Ground to the left and to the right edge, and between them."""
        ground, patch = self.ground, self.ground.patch
        unit = ground.distance * np.float32(0.9)
        left, right = (patch.x - patch.left) * unit, (patch.left + patch.breadth - patch.x) * unit
        thing, boxes = patch.things
        whole = ~(patch.cut_left | patch.cut_right)
        number = np.bincount(thing[whole], minlength=len(boxes))
        number[number < _CLEAR_SIDES * np.bincount(thing, minlength=len(boxes))] = 0
        total = np.bincount(thing[whole], weights=(left + right)[whole], minlength=len(boxes))
        centre = np.bincount(thing[whole], weights=(ground.x + (right - left) / 2)[whole], minlength=len(boxes))
        count = np.maximum(number, 1)
        width = np.where(number > 0, total / count, _STREET).astype(np.float32)[thing]
        middle = np.where(number > 0, centre / count, 0).astype(np.float32)[thing]
        self._has_sides = (number > 0)[thing]
        cut_both = patch.cut_left & patch.cut_right
        wide_left = np.where(patch.cut_left, np.maximum(left, width - right), left)
        wide_right = np.where(patch.cut_right, np.maximum(right, width - left), right)
        street_left, street_right = ground.x - (middle - width / 2), middle + width / 2 - ground.x
        side_left = np.where(cut_both, street_left, wide_left)
        side_right = np.where(cut_both, street_right, wide_right)
        return side_left, side_right, np.maximum(side_left + side_right, 0.01)

    def _end(self, y: Floats) -> Floats:
        """Distance of the ground at picture height y."""
        return np.asarray(0.25 / np.maximum(y - self.ground.frame.horizon, 0.004), np.float32)

    def line(self, offset: Floats, thickness: Floats | float) -> Floats:
        """The share of the pixel under a line: offset and thickness are ground lengths across the road."""
        half = np.asarray(thickness) / 2
        share = (half + self.pixel * 0.5 - np.abs(offset)) / np.maximum(self.pixel, 1e-6)
        return np.asarray(np.clip(share, 0, np.minimum(1, 2 * half / self.pixel)))

    def dashes(self, period: float, filled: float) -> Floats:
        """1 on dashes along the road, 0 between, their mean far away."""
        part = self.along / np.float32(period) % 1
        soft = np.maximum(self.pixel_along / np.float32(period), 0.01)
        dash = np.clip((filled / 2 - np.abs(part - 0.5)) / soft + 0.5, 0, 1)
        clear = np.clip(2 - 3 * soft, 0, 1)
        return np.asarray(dash * clear + filled * (1 - clear))
