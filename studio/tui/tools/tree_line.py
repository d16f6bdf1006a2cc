"""The tree line: a row of crowns between two points."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.tree_line import tree_line
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched


class TreeLine(Stretched):
    """Trees in a row, about as high as the brush."""

    name = "tree_line"
    suits = ("forest", "tree", "bush")
    has_size = True

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        return tree_line(sheet.labels.shape, start, end, sheet.size, self.seed)
