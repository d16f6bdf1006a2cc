"""The brush: paints where the pen goes, without gaps between two points."""

from __future__ import annotations

from studio.drawing.brush import Point, paint_segment
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool


class Brush(Tool):
    """Freehand painting with a round brush."""

    name = "brush"

    def __init__(self) -> None:
        self._last: Point = (0, 0)

    def press(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        self._last = at
        return self.drag(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        region = paint_segment(sheet.labels, self._last, at, sheet.size, sheet.label)
        sheet.history.touch(region)
        self._last = at
        return region
