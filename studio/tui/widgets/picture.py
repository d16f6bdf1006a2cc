"""The picture beside the canvas: half-cells by area, and of a new picture only the cells that visibly changed.

Over a slow line a picture that changed much is sent in 256 colours first, always in slices that leave room for strokes
between them (`studio.terminal.link`), and brought up to true colours while the hand rests.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.timer import Timer

from studio.labels import Picture
from studio.terminal.colours import ColourDepth
from studio.terminal.link import FRAME_S
from studio.tui.cells.blocks import NOTHING, ROUGH, Colours, codes_of_picture, half_block_line
from studio.tui.cells.quality import EXACT_CELL_BYTES, ROUGH_CELL_BYTES, count_cells, first_cells, rough_codes
from studio.tui.cells.sampling import mean_colours, part_in_view
from studio.tui.sharpness import Place, Sharpness
from studio.tui.terminal_line import TerminalLine
from studio.tui.widgets.pane import Pane, Side

HYSTERESIS = 6
"""While the hand moves, a half-cell keeps its colour until a channel differs by more: what a stroke doesn't reach
shifts by a little, and would be sent for nothing."""

MOST_CELLS_AT_ONCE = 384
"""More of them, encoded in one go, would keep the hand waiting."""

NEVER = -1000
"""A colour that is close to none: of half-cells that were never sent."""

RESTING_HYSTERESIS = 3
RESTS_AFTER_S = 0.5
"""When no picture came for this long, what differs by more than the resting hysteresis is brought up to date."""


class PictureView(Pane):
    """What the generator made of the map; until there is something, `message` stands in its place."""

    def __init__(
        self,
        shape: tuple[int, int],
        *,
        message: str = "",
        side: Side = "center",
        line: TerminalLine | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(shape, side=side, id=id)
        self.shape = shape
        self.message = message
        line = line or TerminalLine()
        self.line = line
        self.sharpness = Sharpness(line)
        self.picture: Picture | None = None
        self._target: Picture = np.zeros((1, 1, 3), np.uint8)
        self._sent: NDArray[np.int16] = np.zeros((1, 1, 3), np.int16)
        self._goal: Colours = np.full((1, 1), NOTHING, np.int32)
        self._codes: Colours = np.full((1, 1), NOTHING, np.int32)
        self._waits = False
        self._rests = False
        self._rest: Timer | None = None
        self._next: Timer | None = None

    def show(self, picture: Picture) -> None:
        """Show a picture, uint8 (H, W, 3), of the map; only half-cells that visibly changed are repainted."""
        first = self.picture is None
        self.picture = picture
        if first:
            self.resample()
            self.forget_lines()
        else:
            self._waits = True
            self._rests = False
            self._begin_frame()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(RESTS_AFTER_S, self.settle)

    def settle(self) -> None:
        """The hand rests: show what was held back, in the colours that it has."""
        if not self.is_complete:  # the line is still busy with the live picture
            self._rest = self.set_timer(RESTS_AFTER_S, self.settle)
        elif self.picture is not None:
            self._aim(RESTING_HYSTERESIS, exactly=True)
            self._rests = True
            self._send_slice()

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

    def forget_lines(self) -> None:
        self.sharpness.hide()
        super().forget_lines()

    def resample(self) -> None:
        self.fit(self.shape)
        size = (self.viewport.rows, self.viewport.columns)
        self._codes = self._goal = np.full(size, NOTHING, np.int32)
        self._sent = np.full((*size, 3), NEVER, np.int16)
        if self.picture is not None:
            self._aim(-1)
            self._send_slice()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if self.picture is not None:
            self._rest = self.set_timer(RESTS_AFTER_S, self.settle)

    def on_unmount(self) -> None:
        self.sharpness.hide()

    @property
    def is_complete(self) -> bool:
        """Whether everything that is to be seen has been sent."""
        return not self._waits and bool((self._codes == self._goal).all())

    def _begin_frame(self) -> None:
        """Go for the newest picture, once the terminal shows the one before."""
        if self._waits and self.picture is not None and self.line.link.may_begin_frame(time.monotonic()):
            self._waits = False
            self._aim(HYSTERESIS)
        self._send_slice()

    def _aim(self, hysteresis: int, *, exactly: bool = False) -> None:
        """Decide which half-cells are to change, and into what; what was decided before and not sent is forgotten."""
        if self.picture is None:
            return
        self._target = mean_colours(self._in_window(self.picture), self.viewport.rows, self.viewport.columns)
        changed = np.abs(self._target - self._sent).max(-1) > hysteresis
        if exactly and self.depth is ColourDepth.TRUECOLOR:
            changed |= self._codes & ROUGH != 0
        is_small = count_cells(changed) * EXACT_CELL_BYTES <= self.line.link.frame_budget()
        roughly = self.depth is ColourDepth.TRUECOLOR and not (exactly or is_small or self.line.link.is_fast)
        fresh = rough_codes(self._target) if roughly else codes_of_picture(self._target, self.depth)
        self._goal = np.where(changed, fresh, self._codes)

    def _in_window(self, picture: Picture) -> Picture:
        """The part of a picture that shows the window, whatever its size is beside the map's."""
        return picture if self.window is None else part_in_view(picture, self.shape, self.viewport)

    def _send_slice(self) -> None:
        """Repaint as many of the cells that are to change as the line carries without a queue; the rest later."""
        if self._next is not None:
            self._next.stop()
            self._next = None
        pending = self._fitting(self._codes != self._goal)
        if pending.any():
            self._codes = np.where(pending, self._goal, self._codes)
            self._sent[pending] = self._target[pending]
            lines = np.flatnonzero(pending.any(1)) // 2
            self.sharpness.stir(int(lines[0]), int(lines[-1]) + 1)
            self.repaint_half_cells(pending)
            if self.is_complete:
                self.line.link.end_frame()
        if not self.is_complete or self._waits:
            self._next = self.set_timer(FRAME_S, self._begin_frame)
        elif self._rests:
            self._next = self.set_timer(FRAME_S, self.sharpen)  # once these cells are on their way

    def sharpen(self) -> None:
        """Lay the sharp picture over the half-cells, where the hand rests and nothing stands before it."""
        if self.picture is None or not self._rests or not self.screen.is_active or not self.size.width:
            return
        column, line = self.region.x + self.left, self.region.y + self.top
        background = self.background_colors[1].rgb
        place = Place(column, line, self.viewport.columns, self.viewport.rows, background)
        self.sharpness.rest(np.ascontiguousarray(self._in_window(self.picture)), place)

    def _fitting(self, pending: NDArray[np.bool_]) -> NDArray[np.bool_]:
        if self.line.link.is_fast or not pending.any():
            return first_cells(pending, MOST_CELLS_AT_ONCE)
        is_rough = (self._goal[pending] & ROUGH != 0).any() or self.depth is not ColourDepth.TRUECOLOR
        cell_bytes = ROUGH_CELL_BYTES if is_rough else EXACT_CELL_BYTES
        carried = self.line.link.allowance(time.monotonic()) // cell_bytes
        return first_cells(pending, min(carried, MOST_CELLS_AT_ONCE))

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
