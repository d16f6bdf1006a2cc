"""The lasso: fills what the pen goes round."""

from __future__ import annotations

from studio.drawing.brush import Point
from studio.drawing.polygon import polygon
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool


class Lasso(Tool):
    """A freehand outline, closed by a straight line to its beginning."""

    name = "lasso"

    def __init__(self) -> None:
        self._way: list[Point] = []

    def press(self, sheet: Sheet, at: Point) -> Region:
        self._way = []
        return self.drag(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        self._way.append(at)
        erased = sheet.history.cancel()
        sheet.history.begin(self.name)
        return erased.union(sheet.paint(polygon(sheet.labels.shape, self._way)))
