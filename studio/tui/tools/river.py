"""The river: winds between two points; a road does so less."""

from __future__ import annotations

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.meander import meander
from studio.labels import LANDSCAPE
from studio.tui.tools.base import Sheet
from studio.tui.tools.stretched import Stretched

_BUILT = LANDSCAPE.ids("road", "bridge")
_RIVER_WINDS, _ROAD_WINDS = 0.16, 0.06


class River(Stretched):
    """A river or a road, wider where it is nearer."""

    name = "river"
    suits = ("river", "road", "dirt", "lake", "sand", "bridge")
    has_size = True

    def area(self, sheet: Sheet, start: Point, end: Point) -> Area:
        winding = _ROAD_WINDS if sheet.label in _BUILT else _RIVER_WINDS
        return meander(sheet.labels.shape, start, end, sheet.size, self.seed, winding)
