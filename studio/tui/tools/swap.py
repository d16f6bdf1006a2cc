"""Swap: all of one label becomes another, everywhere or in a rectangle."""

from __future__ import annotations

import numpy as np

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.drawing.rectangle import rectangle
from studio.drawing.region import EMPTY, Region
from studio.drawing.swap import same_label
from studio.tui.tools.base import Sheet, Tool


class Swap(Tool):
    """A press swaps the label under the pen everywhere; a drag only within the rectangle that it spans."""

    name = "swap"

    def __init__(self) -> None:
        self._start: Point = (0, 0)
        self._found = NOWHERE

    def press(self, sheet: Sheet, at: Point) -> Region:
        self._start = at
        self._found = same_label(sheet.labels, at)
        return self.drag(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        erased = sheet.history.cancel()
        sheet.history.begin(self.name)
        area = self._found if at == self._start else self._within(sheet, at)
        return erased.union(EMPTY if area.is_empty else sheet.paint(area))

    def outline(self, sheet: Sheet, at: Point) -> Area:
        return same_label(sheet.labels, at)

    def _within(self, sheet: Sheet, at: Point) -> Area:
        box = rectangle(sheet.labels.shape, self._start, at)
        whole = np.zeros(sheet.labels.shape, bool)
        whole[self._found.region.slices] = self._found.inside
        return Area(box.region, whole[box.region.slices])
