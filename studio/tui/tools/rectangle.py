"""The rectangle: from one corner to the other."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.rectangle import rectangle
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched


class Rectangle(Stretched):
    """A filled rectangle."""

    name = "rectangle"

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        return rectangle(sheet.labels.shape, start, end)
