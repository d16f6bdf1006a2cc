"""The picture beside the canvas: half-cells by area, and of a new picture only the cells that visibly changed."""

from __future__ import annotations

import numpy as np
from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text

from studio.labels import Picture
from studio.tui.cells.blocks import NOTHING, Colours, codes_of_picture, half_block_line
from studio.tui.cells.sampling import mean_colours
from studio.tui.widgets.pane import Pane, Side

HYSTERESIS = 6
"""A half-cell keeps its colour until a channel differs by more: networks shift pixels far from a stroke by 1 or 2."""


class PictureView(Pane):
    """What the generator made of the map; until there is something, `message` stands in its place."""

    def __init__(
        self, shape: tuple[int, int], *, message: str = "", side: Side = "center", id: str | None = None
    ) -> None:
        super().__init__(shape, side=side, id=id)
        self.shape = shape
        self.message = message
        self.picture: Picture | None = None
        self._shown: Picture = np.zeros((1, 1, 3), np.uint8)
        self._codes: Colours = np.full((1, 1), NOTHING, np.int32)

    def show(self, picture: Picture) -> None:
        """Show a picture, uint8 (H, W, 3), of the map; only half-cells that visibly changed are repainted."""
        first = self.picture is None
        self.picture = picture
        if first:
            self.resample()
            self.forget_lines()
            return
        sample = mean_colours(picture, self.viewport.rows, self.viewport.columns)
        close = np.abs(sample.astype(np.int16) - self._shown).max(-1) <= HYSTERESIS
        self._shown = np.where(close[..., None], self._shown, sample)
        codes = codes_of_picture(self._shown, self.depth)
        changed = codes != self._codes
        self._codes = codes
        self.repaint_half_cells(changed)

    def clear(self, shape: tuple[int, int], message: str) -> None:
        """Forget the picture; the next one is of a map of another shape."""
        self.shape = shape
        self.picture = None
        self.say(message)

    def say(self, message: str) -> None:
        """What stands in the picture's place as long as there is none."""
        self.message = message
        self.resample()
        self.forget_lines()

    def resample(self) -> None:
        self.fit(self.shape)
        if self.picture is not None:
            self._shown = mean_colours(self.picture, self.viewport.rows, self.viewport.columns)
            self._codes = codes_of_picture(self._shown, self.depth)

    def line_segments(self, line: int) -> list[Segment]:
        if self.picture is None:
            return self._message_line(line)
        upper, lower = 2 * line, 2 * line + 1
        below = self._codes[lower] if lower < self.viewport.rows else np.full(self.viewport.columns, NOTHING, np.int32)
        return half_block_line(self._codes[upper], below, self.background_code, self.depth)

    def _message_line(self, line: int) -> list[Segment]:
        width = self.viewport.columns
        lines = Text(self.message).wrap(self.app.console, max(1, width - 4))
        place = line - (self.viewport.lines - len(lines)) // 2
        text = lines[place].plain.rstrip() if 0 <= place < len(lines) else ""
        left = (width - cell_len(text)) // 2
        return [Segment(" " * left + text + " " * (width - left - cell_len(text)), self.rich_style)]
