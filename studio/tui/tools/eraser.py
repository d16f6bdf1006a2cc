"""The eraser: a brush of its own size that leaves nothing behind."""

from __future__ import annotations

from studio.tui.tools.base import Sheet
from studio.tui.tools.brush import Brush

VOID = 0


class Eraser(Brush):
    """Paints void, whatever label is in the hand."""

    name = "eraser"
    size_of = "eraser"

    def painted_label(self, sheet: Sheet) -> int:
        return VOID
