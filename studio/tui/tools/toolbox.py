"""Every tool there is, each with the letter that takes it out of the toolbox."""

from __future__ import annotations

from studio.tui.tools.base import Tool
from studio.tui.tools.brush import Brush
from studio.tui.tools.ellipse import Ellipse
from studio.tui.tools.eraser import Eraser
from studio.tui.tools.eyedropper import Eyedropper
from studio.tui.tools.fill import Fill
from studio.tui.tools.horizon import Horizon
from studio.tui.tools.lasso import Lasso
from studio.tui.tools.line import Line
from studio.tui.tools.polygon import Polygon
from studio.tui.tools.polyline import Polyline
from studio.tui.tools.rectangle import Rectangle
from studio.tui.tools.ridge import Ridge
from studio.tui.tools.river import River
from studio.tui.tools.select import Select
from studio.tui.tools.stamp import Stamp
from studio.tui.tools.swap import Swap
from studio.tui.tools.tree_line import TreeLine

TOOLBOX: dict[str, type[Tool]] = {
    "b": Brush,
    "e": Eraser,
    "l": Line,
    "p": Polyline,
    "r": Rectangle,
    "o": Ellipse,
    "g": Polygon,
    "a": Lasso,
    "f": Fill,
    "w": Swap,
    "i": Eyedropper,
    "s": Select,
    "c": Stamp,
    "h": Horizon,
    "m": Ridge,
    "v": River,
    "t": TreeLine,
}

TOOLS: dict[str, type[Tool]] = {tool.name: tool for tool in TOOLBOX.values()}
