"""The brush: paints where the pen goes, without gaps between two points."""

from __future__ import annotations

from studio.drawing.brush import Point
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool


class Brush(Tool):
    """Freehand painting with a round or square brush."""

    name = "brush"
    has_size = True

    def __init__(self) -> None:
        self._last: Point = (0, 0)

    def press(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        self._last = at
        return self.drag(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        region = sheet.segment(self._last, at, self.painted_label(sheet))
        self._last = at
        return region

    def painted_label(self, sheet: Sheet) -> int:
        """What the brush leaves behind."""
        return sheet.label
