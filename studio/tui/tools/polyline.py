"""The polyline: straight lines from corner to corner."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.line import draw_line
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap
from studio.tui.tools.base import Sheet
from studio.tui.tools.cornered import Cornered


class Polyline(Cornered):
    """Lines as thick as the brush."""

    name = "polyline"
    has_size = True

    def area(self, sheet: Sheet, corners: Sequence[Point]) -> Area:
        def draw(paper: LabelMap) -> Region:
            touched = EMPTY
            for start, end in pairwise([corners[0], *corners]):
                touched = touched.union(draw_line(paper, start, end, sheet.size, 1))
            return touched

        return Area.drawn_by(sheet.labels.shape, draw)
