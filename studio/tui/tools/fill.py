"""Fill: the area of one label under the pen gets another."""

from __future__ import annotations

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.drawing.fill import connected, flood
from studio.drawing.region import EMPTY, Region
from studio.tui.tools.base import Sheet, Tool


class Fill(Tool):
    """Floods the area that the pen touches, whose rim shows before."""

    name = "fill"

    def __init__(self) -> None:
        self._seen = NOWHERE
        self._seen_version = -1

    def press(self, sheet: Sheet, at: Point) -> Region:
        sheet.history.begin(self.name)
        region = EMPTY
        for point in sheet.symmetry.points(at, sheet.labels.shape):
            region = region.union(flood(sheet.labels, point, sheet.label))
        sheet.history.touch(region)
        return region

    def outline(self, sheet: Sheet, at: Point) -> Area:
        if self._seen_version != sheet.version or not self._seen.contains(at):
            self._seen, self._seen_version = connected(sheet.labels, at), sheet.version
        return self._seen
