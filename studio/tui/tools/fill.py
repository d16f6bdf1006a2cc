"""Fill: the area of one label under the pen gets another."""

from __future__ import annotations

from studio.drawing.brush import Point
from studio.drawing.fill import flood
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool


class Fill(Tool):
    """Floods the area that the pen touches."""

    name = "fill"

    def press(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        region = flood(sheet.labels, at, sheet.label)
        sheet.history.touch(region)
        return region
