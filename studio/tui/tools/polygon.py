"""The polygon: what straight sides from corner to corner enclose."""

from __future__ import annotations

from collections.abc import Sequence

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.polygon import polygon
from studio.tui.tools.base import Sheet
from studio.tui.tools.cornered import Cornered


class Polygon(Cornered):
    """A filled polygon."""

    name = "polygon"

    def area(self, sheet: Sheet, corners: Sequence[Point]) -> Area:
        return polygon(sheet.labels.shape, corners)
