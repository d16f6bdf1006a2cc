"""Symmetry: what is drawn on one side of the map is drawn on the other too."""

from __future__ import annotations

from enum import Enum

import numpy as np

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.clipping import Clipping
from studio.drawing.region import Region


class Symmetry(Enum):
    """Over which middle lines of the map drawing is mirrored."""

    NONE = "none"
    SIDES = "sides"
    LAKE = "lake"
    BOTH = "both"

    @property
    def flips(self) -> tuple[tuple[bool, bool], ...]:
        """The images of what is drawn: (turned upside down, turned left to right), itself first."""
        return {
            Symmetry.NONE: ((False, False),),
            Symmetry.SIDES: ((False, False), (False, True)),
            Symmetry.LAKE: ((False, False), (True, False)),
            Symmetry.BOTH: ((False, False), (False, True), (True, False), (True, True)),
        }[self]

    def points(self, at: Point, shape: tuple[int, int]) -> list[Point]:
        """A pixel (row, column) and its images on a map (H, W), each once."""
        return list(dict.fromkeys(_image(at, shape, down, across) for down, across in self.flips))

    def areas(self, area: Area, shape: tuple[int, int]) -> list[Area]:
        """An area and its images on a map (H, W)."""
        return [_flipped(area, shape, down, across) for down, across in self.flips]

    def clippings(self, clipping: Clipping, at: Point, shape: tuple[int, int]) -> list[tuple[Clipping, Point]]:
        """A clipping and its images, each with the pixel of a map (H, W) that its middle is laid on."""
        return [
            (clipping.flipped(down=down, across=across), _image(at, shape, down, across)) for down, across in self.flips
        ]


def _image(at: Point, shape: tuple[int, int], down: bool, across: bool) -> Point:
    return shape[0] - 1 - at[0] if down else at[0], shape[1] - 1 - at[1] if across else at[1]


def _flipped(area: Area, shape: tuple[int, int], down: bool, across: bool) -> Area:
    region, inside = area.region, area.inside
    if region.is_empty:
        return area
    if down:
        region = Region(shape[0] - region.bottom, region.left, shape[0] - region.top, region.right)
        inside = np.flipud(inside)
    if across:
        region = Region(region.top, shape[1] - region.right, region.bottom, shape[1] - region.left)
        inside = np.fliplr(inside)
    return Area(region, inside)
