"""What is stretched from where the pen went down to where it is: drawn anew at every move, seen before it is let go."""

from __future__ import annotations

import random
from abc import abstractmethod

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.region import Region
from studio.tui.tools.base import Sheet, Tool

_SEEDS = 2**31


class Stretched(Tool):
    """A figure of two points. `seed`, new with every stroke, is for figures that chance has a hand in."""

    def __init__(self) -> None:
        self._start: Point = (0, 0)
        self.seed = 0

    @abstractmethod
    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        """The figure between two points."""

    def press(self, sheet: Sheet, at: Point) -> Region:
        self._start = at
        self.seed = random.randrange(_SEEDS)
        return self._draw(sheet, at)

    def drag(self, sheet: Sheet, at: Point) -> Region:
        erased = sheet.history.cancel()
        return erased.union(self._draw(sheet, at))

    def _draw(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        return sheet.paint(self.area(sheet, self._start, at))
