"""The line: drawn anew at every move of the pen, so that it is seen before it is let go."""

from __future__ import annotations

from studio.drawing.brush import Point
from studio.drawing.line import draw_line
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool


class Line(Tool):
    """A straight line from where the pen went down to where it is."""

    name = "line"

    def __init__(self) -> None:
        self._start: Point = (0, 0)

    def press(self, sheet: Sheet, at: Point) -> Region:
        self._start = at
        return self._draw(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        erased = sheet.history.cancel()
        return erased.union(self._draw(sheet, at))

    def _draw(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        region = draw_line(sheet.labels, self._start, at, sheet.size, sheet.label)
        sheet.history.touch(region)
        return region
