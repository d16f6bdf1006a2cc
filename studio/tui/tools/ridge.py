"""The ridge: a mountain range on the line between two points."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.ridge import ridge
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched


class Ridge(Stretched):
    """A fractal ridge, another one with every stroke."""

    name = "ridge"
    suits = ("mountain", "hill", "rock", "snow", "forest", "sand")

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        return ridge(sheet.labels.shape, start, end, self.seed)
