"""The picture beside the canvas: half-cells by area, and of a new picture only the cells that visibly changed."""

from __future__ import annotations

import numpy as np
from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.timer import Timer

from studio.labels import Picture
from studio.tui.cells.blocks import NOTHING, Colours, codes_of_picture, half_block_line
from studio.tui.cells.sampling import mean_colours
from studio.tui.widgets.pane import Pane, Side

HYSTERESIS = 6
"""While the hand moves, a half-cell keeps its colour until a channel differs by more: what a stroke doesn't reach
shifts by a little, and would be sent for nothing."""

RESTING_HYSTERESIS = 3
RESTS_AFTER_S = 0.5
"""When no picture came for this long, what differs by more than the resting hysteresis is brought up to date."""


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
        self._rest: Timer | None = None
        self._codes: Colours = np.full((1, 1), NOTHING, np.int32)

    def show(self, picture: Picture) -> None:
        """Show a picture, uint8 (H, W, 3), of the map; only half-cells that visibly changed are repainted."""
        first = self.picture is None
        self.picture = picture
        if first:
            self.resample()
            self.forget_lines()
            return
        self._bring_up_to_date(HYSTERESIS)
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(RESTS_AFTER_S, self.settle)

    def settle(self) -> None:
        """The hand rests: show what was held back."""
        self._bring_up_to_date(RESTING_HYSTERESIS)

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

    def _bring_up_to_date(self, hysteresis: int) -> None:
        if self.picture is None:
            return
        sample = mean_colours(self.picture, self.viewport.rows, self.viewport.columns)
        is_close = np.abs(sample.astype(np.int16) - self._shown).max(-1) <= hysteresis
        self._shown = np.where(is_close[..., None], self._shown, sample)
        codes = codes_of_picture(self._shown, self.depth)
        changed = codes != self._codes
        self._codes = codes
        self.repaint_half_cells(changed)

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
