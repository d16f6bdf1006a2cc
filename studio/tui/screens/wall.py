"""A wall of pictures: one sketch drawn many times over, of which one is picked by its letter or a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from studio.labels import Picture
from studio.tui.cells.mosaic import LETTERS
from studio.tui.widgets.mosaic import Mosaic
from studio.tui.widgets.parts import Part, Parts


class Wall(ModalScreen[int]):
    """Answers with the place of the picture that was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = "Wall { background: $background; & > Parts { height: 1; background: $panel; } }"

    def __init__(
        self, tiles: Sequence[Picture | None], title: str, hint: str, names: Sequence[str], *, chosen: int = -1
    ) -> None:
        super().__init__()
        self._tiles = list(tiles)
        self._title_text, self._hint = title, hint
        self._names, self._chosen = names, chosen

    def compose(self) -> ComposeResult:
        yield Parts(id="wall-title")
        yield Mosaic(self._tiles, self._chosen)
        yield Parts(id="wall-names")

    def on_mount(self) -> None:
        self.query_one("#wall-title", Parts).put([Part(f" {self._title_text}", "strong")], [Part(f"{self._hint} ")])
        names = [Part(f" {letter} {name} ", "quiet") for letter, name in zip(LETTERS, self._names, strict=False)]
        self.query_one("#wall-names", Parts).put(names)

    def put(self, place: int, tile: Picture) -> None:
        """A picture is here."""
        self._tiles[place] = tile
        for grid in self.query(Mosaic):  # which is not there before the screen is
            grid.put(place, tile)

    def on_key(self, event: events.Key) -> None:
        place = LETTERS.find(event.key) if len(event.key) == 1 else -1
        if 0 <= place < len(self._tiles):
            event.stop()
            self.dismiss(place)

    def on_mosaic_picked(self, message: Mosaic.Picked) -> None:
        self.dismiss(message.place)

    def action_leave(self) -> None:
        """Back, with nothing picked."""
        self.dismiss(None)
