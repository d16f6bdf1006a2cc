"""The line: straight from where the pen went down to where it is."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.line import draw_line
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched


class Line(Stretched):
    """A straight line as thick as the brush."""

    name = "line"
    has_size = True

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        return Area.drawn_by(sheet.labels.shape, lambda paper: draw_line(paper, start, end, sheet.size, 1))
