"""The stamp: lays what was copied down where the pen is."""

from __future__ import annotations

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.drawing.region import EMPTY, Region
from studio.tui.tools.base import Sheet, Tool


class Stamp(Tool):
    """Follows the pen until it is lifted."""

    name = "stamp"
    has_size = True
    has_tip = False
    size_of = "stamp"

    def press(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        return self._lay(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        erased = sheet.history.cancel()
        sheet.history.begin(self.name)
        return erased.union(self._lay(sheet, at))

    def outline(self, sheet: Sheet, at: Point) -> Area:
        clipping = sheet.clipping
        return NOWHERE if clipping is None else clipping.area(sheet.labels.shape, clipping.centred(at))

    def _lay(self, sheet: Sheet, at: Point) -> Region:
        if sheet.clipping is None:
            return EMPTY
        touched = EMPTY
        for clipping, middle in sheet.symmetry.clippings(sheet.clipping, at, sheet.labels.shape):
            touched = touched.union(clipping.lay(sheet.labels, clipping.centred(middle)))
        sheet.history.touch(touched)
        return touched
