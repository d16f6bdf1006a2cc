"""Pictures in a grid, each with a letter and a name; a click on one says which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from studio.labels import Picture
from studio.terminal.colours import ColourDepth, colour_depth
from studio.terminal.safe_text import clean
from studio.tui.cells.blocks import codes_of_picture, half_block_line
from studio.tui.cells.mosaic import GAP, LETTERS, mosaic

_LETTER = Style(reverse=True, bold=True)


class Mosaic(Widget):
    """As many tiles as it is given; one that is None has not come yet."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Mosaic { width: 1fr; height: 1fr; }"

    @dataclass
    class Picked(Message):
        """The tile at a place was clicked."""

        place: int

    def __init__(
        self,
        tiles: Sequence[Picture | None],
        names: Sequence[str],
        chosen: int = -1,
        aspect: float = 1.0,
        failed: Iterable[int] = (),
    ) -> None:
        super().__init__()
        self._tiles, self._names = list(tiles), [clean(name) for name in names]
        self._chosen, self._aspect, self._failed = chosen, aspect, set(failed)
        self._strips: list[Strip] = []
        self._corners: list[tuple[int, int]] = []

    @property
    def depth(self) -> ColourDepth:
        """The colours that the terminal shows."""
        return colour_depth(self.app.console.color_system, no_color=self.app.no_color)

    def put(self, place: int, tile: Picture) -> None:
        """A tile is here."""
        self._tiles[place] = tile
        self._strips = []
        self.refresh()

    def fail(self, place: int) -> None:
        """A tile will never be here."""
        self._failed.add(place)
        self._strips = []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if not self._strips:
            self._draw()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def on_resize(self, event: events.Resize) -> None:
        self._strips = []

    def on_click(self, event: events.Click) -> None:
        inside = [place for place, (top, left) in enumerate(self._corners) if top // 2 <= event.y and left <= event.x]
        if inside:
            self.post_message(self.Picked(inside[-1]))

    def _draw(self) -> None:
        lines, width = max(1, self.size.height), max(1, self.size.width)
        background = self.background_colors[1].rgb
        picture, self._corners = mosaic(self._tiles, 2 * lines, width, background, self._aspect)
        codes = codes_of_picture(picture, self.depth)
        none = int(codes_of_picture(np.array([[background]], np.uint8), self.depth)[0, 0])
        self._strips = [
            Strip(half_block_line(codes[2 * line], codes[2 * line + 1], none, self.depth), width)
            for line in range(lines)
        ]
        for place, (top, left) in enumerate(self._corners):
            name = f" {self._names[place]}" if self._names[place] else ""
            name += "" if self._tiles[place] is not None else " ✗" if place in self._failed else " …"
            text = set_cell_size(f"{LETTERS[place]}{'*' if place == self._chosen else ''}{name}", self._room(place))
            strip, label = self._strips[top // 2], Strip([Segment(text.rstrip(), _LETTER)])
            after = strip.crop(left + label.cell_length, width)
            self._strips[top // 2] = Strip.join([strip.crop(0, left), label, after])

    def _room(self, place: int) -> int:
        """How many cells a tile's caption has."""
        lefts = sorted({left for _, left in self._corners} | {self.size.width + GAP})
        return max(1, lefts[lefts.index(self._corners[place][1]) + 1] - GAP - self._corners[place][1])
