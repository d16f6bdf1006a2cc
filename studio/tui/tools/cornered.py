"""A figure of as many corners as one likes: each press sets one, a second press on the last one ends it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool


class Cornered(Tool):
    """Keeps its step of the history open from the first corner to the last, and shows the side to the pen."""

    def __init__(self) -> None:
        self._corners: list[Point] = []
        self._is_ended = False

    @abstractmethod
    def area(self, sheet: Sheet, corners: Sequence[Point]) -> Area:
        """The figure through its corners, one or more."""

    def press(self, sheet: Sheet, at: Point) -> Region:
        if not sheet.history.is_open:
            self._corners = []
        self._is_ended = bool(self._corners) and self._corners[-1] == at
        if not self._is_ended:
            self._corners.append(at)
        return self._draw(sheet, self._corners)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        if self._corners[-1] != at:
            self._is_ended = False
        self._corners[-1] = at
        return self._draw(sheet, self._corners)

    def hover(self, sheet: Sheet, at: Point) -> Region:
        return self._draw(sheet, [*self._corners, at])

    def release(self, sheet: Sheet) -> Region:
        return self.finish(sheet) if self._is_ended else self._draw(sheet, self._corners)

    def finish(self, sheet: Sheet) -> Region:
        region = self._draw(sheet, self._corners)
        sheet.history.commit()
        return region

    def _draw(self, sheet: Sheet, corners: Sequence[Point]) -> Region:
        erased = sheet.history.cancel()
        sheet.history.begin(self.name)
        return erased.union(sheet.paint(self.area(sheet, corners)))
