"""The horizon: one press parts the whole map."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.horizon import horizon
from studio.labels import LANDSCAPE
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched

_OVERHEAD = LANDSCAPE.ids("void", "sky", "cloud", "fog")


class Horizon(Stretched):
    """Labels of the sky are laid above the line, all others at and below it."""

    name = "horizon"

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        return horizon(sheet.labels.shape, start, end, above=sheet.label in _OVERHEAD)
