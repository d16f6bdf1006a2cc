"""The ellipse: in the rectangle from one corner to the other."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.ellipse import ellipse
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched


class Ellipse(Stretched):
    """A filled ellipse."""

    name = "ellipse"

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        return ellipse(sheet.labels.shape, start, end)
