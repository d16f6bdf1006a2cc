"""Select: a rectangle, or the thing under the pen; what is selected can be dragged elsewhere."""

from __future__ import annotations

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.drawing.clipping import Clipping
from studio.drawing.fill import connected
from studio.drawing.holes import closed
from studio.drawing.rectangle import rectangle
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap
from studio.tui.tools.base import Sheet, Tool


class Select(Tool):
    """A press selects what hangs together, a drag a rectangle, a drag from within the selection moves it.

    Where it was, its neighbours close the hole.
    """

    name = "select"
    draws = False

    def __init__(self) -> None:
        self.selection = NOWHERE
        self._start: Point = (0, 0)
        self._lifted: Clipping | None = None
        self._under: LabelMap | None = None
        self._landing = NOWHERE

    def press(self, sheet: Sheet, at: Point) -> Region:
        self._start = at
        self._lifted = None
        if self.selection.contains(at):
            self._lifted = Clipping.cut(sheet.labels, self.selection)
            self._landing = self.selection
            self._under = closed(sheet.labels, self.selection)
            sheet.history.begin("move")
        else:
            self.selection = connected(sheet.labels, at)
        return EMPTY

    def drag(self, sheet: Sheet, at: Point) -> Region:
        if self._lifted is None or self._under is None:
            self.selection = rectangle(sheet.labels.shape, self._start, at)
            return EMPTY
        erased = sheet.history.cancel()
        sheet.history.begin("move")
        home = self.selection.region
        corner = home.top + at[0] - self._start[0], home.left + at[1] - self._start[1]
        sheet.labels[home.slices] = self._under[home.slices]
        touched = home.union(self._lifted.lay(sheet.labels, corner))
        sheet.history.touch(touched)
        self._landing = self._lifted.area(sheet.labels.shape, corner)
        return erased.union(touched)

    def release(self, sheet: Sheet) -> Region:
        if self._lifted is not None:
            self.selection, self._lifted = self._landing, None
        return super().release(sheet)

    def cancel(self, sheet: Sheet) -> Region:
        self._lifted = None
        return super().cancel(sheet)

    def outline(self, sheet: Sheet, at: Point) -> Area:
        return self.selection
