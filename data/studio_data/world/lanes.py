"""Where on its road a pixel lies: how far from the edge, in which lane, how far along.

Read from the outline: the stretch of road in the pixel's row and the one in its column, brought to the ground plane,
tell width and place of a straight piece of road in any direction. Where the picture's border cuts the road, it goes on
as wide as it is elsewhere; a road that fills the picture is a square with a street through it.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from .colour import Floats, smoothstep
from .ground import Ground

_ENDLESS = np.float32(1e3)
_STREET = 0.84  # ground width of a street through a square
_TWO_LANES, _FOUR_LANES = 0.36, 1.0  # ground widths up to which a road has so many lanes
_CLEAR_SIDES = 0.12  # the share of a road that must lie between its own edges, for them to tell its width
_SMOOTHING = 64  # the outline is smoothed over two such parts of the picture's height
_BEYOND = np.float32(9)
_NEARLY = 0.04  # picture heights inside the border that still count as beyond it
_HALF_UNKNOWN = 0.2  # of a road whose other edge is never seen
_FIT = 0.06  # picture heights above the lowest whole row that tell how a cut road goes on
_FAR_EDGE = 0.02  # picture heights under the horizon; what ends higher goes on to the horizon


class Lanes:
    """Place on the road of every pixel.

    edge: ground to the nearest edge, negative on the pavement beside a street; half: half the road's ground width;
    lane: lanes from the nearest edge, up to half of `count`, the number of lanes; along: ground along the road;
    plain: 1 where it is clear which way the road runs, 0 in a bend, on a crossing or a band that winds;
    pixel: the ground across the road that a pixel covers, pixel_along: the same along it.
    """

    def __init__(self, ground: Ground) -> None:
        patch = ground.patch
        self.ground = ground
        side_left, side_right, width = self._sideways()
        top, bottom = (self._end(edge) for edge in self._smooth(patch.top, patch.bottom, 1))
        open_below = patch.bottom > 1 - 1.5 / ground.frame.height
        to_horizon = patch.top < ground.frame.horizon + _FAR_EDGE
        strip = patch.cut_left & patch.cut_right & ~open_below & ~self._has_sides
        far = np.where(to_horizon & ~strip, _ENDLESS, top - ground.distance)
        near = np.where(open_below, _ENDLESS, ground.distance - bottom)
        depth = np.where(np.minimum(far, near) >= _ENDLESS * 0.5, _ENDLESS, np.maximum(far + near, 0.01))
        across = strip & (depth < _ENDLESS * 0.5)
        sideways = np.where(across, _ENDLESS, np.minimum(side_left, side_right))
        width = np.where(across, _ENDLESS, width)
        street = patch.cut_left & patch.cut_right & open_below & ~self._has_sides
        away = np.where(street, _ENDLESS, np.maximum(np.minimum(far, near), 0.001))
        inside = np.maximum(sideways, 0.0005)
        met = 1 / np.sqrt(1 / (inside * inside) + 1 / (away * away))
        self.edge = np.where(sideways < 0, sideways, met).astype(np.float32)
        half = 0.5 / np.sqrt(1 / (width * width) + 1 / (depth * depth))
        unknown = self._beyond | (across & to_horizon)
        self.half = np.where(unknown, np.minimum(half, _HALF_UNKNOWN), half).astype(np.float32)
        thing, boxes = patch.things
        total = np.bincount(thing, weights=np.log(2 * self.half), minlength=len(boxes))
        wide = np.exp(total / np.bincount(thing, minlength=len(boxes)))
        self.count = np.where(wide < _TWO_LANES, 2, np.where(wide < _FOUR_LANES, 4, 6))[thing]
        self.lane = np.clip(self.edge / (2 * self.half), 0, 0.5) * self.count
        sidewise = depth < width
        turning = np.bincount(thing, weights=sidewise, minlength=len(boxes)) / np.bincount(thing, minlength=len(boxes))
        steady = smoothstep(0.3, 0.7, np.abs(2 * turning - 1))[thing]
        self.plain = steady * ~unknown * smoothstep(0.2, 0.7, np.abs(np.log(depth / width)))
        self.along = np.where(sidewise, ground.x, ground.distance)
        self.pixel = np.where(sidewise, ground.away_pixel, ground.across_pixel)
        self.pixel_along = np.where(sidewise, ground.across_pixel, ground.away_pixel)

    def _sideways(self) -> tuple[Floats, Floats, Floats]:
        """Ground to the left and to the right edge, and between them."""
        ground, patch = self.ground, self.ground.patch
        left, right = self._smooth(patch.left, patch.left + patch.breadth, 0)
        fitted_left, fitted_right = self._fitted(left, right)
        clear = self._has_sides
        # An edge that cannot be beyond the picture's border, as the road bends, is taken to be far away.
        fits = clear & (fitted_left < _NEARLY)
        left = np.where(patch.cut_left, np.where(fits, np.minimum(fitted_left, 0), -_BEYOND), left)
        border = np.float32(ground.frame.aspect)
        fits = clear & (fitted_right > border - _NEARLY)
        right = np.where(patch.cut_right, np.where(fits, np.maximum(fitted_right, border), _BEYOND), right)
        unit = ground.distance * np.float32(0.9)
        side_left, side_right = (patch.x - left) * unit, (right - patch.x) * unit
        square = ~self._has_sides & patch.cut_left & patch.cut_right
        self._beyond = ~square & ((left <= -_BEYOND) | (right >= _BEYOND))
        side_left = np.where(square, ground.x + np.float32(_STREET / 2), side_left)
        side_right = np.where(square, np.float32(_STREET / 2) - ground.x, side_right)
        return side_left, side_right, np.maximum(side_left + side_right, 0.01)

    def _smooth(self, one: Floats, other: Floats, axis: int) -> tuple[Floats, Floats]:
        """Two outlines without the raggedness of the verge, which grows over the road's own edge."""
        patch, frame = self.ground.patch, self.ground.frame
        size = 2 * (frame.height // _SMOOTHING) + 1
        if size == 1:
            return one, other
        share = ndimage.uniform_filter1d(patch.mask.astype(np.float32), size, axis, mode="constant")

        def smoothed(edge: Floats) -> Floats:
            plane = np.zeros(patch.mask.shape, np.float32)
            plane.reshape(-1)[patch.index] = edge
            mean = ndimage.uniform_filter1d(plane, size, axis, mode="constant")
            return np.asarray(patch.of(mean) / patch.of(share), np.float32)

        return smoothed(one), smoothed(other)

    def _fitted(self, left: Floats, right: Floats) -> tuple[Floats, Floats]:
        """x of both edges where the border cuts them: straight on from the nearest rows that show the whole road."""
        patch = self.ground.patch
        thing, boxes = patch.things
        count = len(boxes)
        if not (patch.cut_left | patch.cut_right).any():
            self._has_sides = np.ones(len(patch), np.bool_)
            return left, right
        whole = np.flatnonzero(~(patch.cut_left | patch.cut_right))
        owner = thing[whole]
        clear = np.bincount(owner, minlength=count) >= _CLEAR_SIDES * np.bincount(thing, minlength=count)
        self._has_sides = clear[thing]
        lowest = np.zeros(count)
        np.maximum.at(lowest, owner, patch.y[whole])
        y = patch.y[whole] - lowest[owner]
        weight = np.exp(y / _FIT) / np.maximum(patch.breadth[whole], 0.01)

        def total(values: Floats) -> Floats:
            return np.bincount(owner, weights=values * weight, minlength=count)

        mass, first, second = np.maximum(total(np.ones_like(y)), 1e-9), total(y), total(y * y)
        spread = np.maximum(second - first * first / mass, 1e-9 * mass)
        offset = (patch.y - lowest[thing]).astype(np.float32)
        edges = []
        for side in (left, right):
            mean = total(side[whole]) / mass
            slope = np.clip((total(side[whole] * y) - mean * first) / spread, -20, 20)
            start = mean - slope * first / mass
            edges.append((start[thing] + slope[thing] * offset).astype(np.float32))
        return edges[0], edges[1]

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
