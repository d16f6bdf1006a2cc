"""The eyedropper: takes the label under the pen into the hand."""

from __future__ import annotations

from studio.drawing.brush import Point
from studio.drawing.region import EMPTY, Region
from studio.tui.tools.base import Sheet, Tool


class Eyedropper(Tool):
    """Changes no pixel."""

    name = "eyedropper"
    draws = False

    def press(self, sheet: Sheet, at: Point) -> Region:
        height, width = sheet.labels.shape
        if 0 <= at[0] < height and 0 <= at[1] < width:
            sheet.pick(int(sheet.labels[at]))
        return EMPTY
