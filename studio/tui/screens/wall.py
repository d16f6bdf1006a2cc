"""A wall of pictures: one sketch drawn many times over, of which one is picked by its letter or a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from studio.labels import Picture
from studio.tui.cells.mosaic import LETTERS
from studio.tui.screens.left_once import LeftOnce
from studio.tui.widgets.mosaic import Mosaic
from studio.tui.widgets.parts import Part, Parts


class Wall(LeftOnce[int | str], ModalScreen[int | str]):
    """Answers with the place of the picture that was picked, or with the key of what else was chosen.

    `offers` are such keys, which are no letters, with what they do in words. aspect: how much wider than high
    the pictures will be.
    """

    explains = "explain.wall"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = "Wall { background: $background; & > Parts { height: 1; background: $panel; } }"

    def __init__(
        self,
        tiles: Sequence[Picture | None],
        title: str,
        hint: str,
        names: Sequence[str],
        *,
        chosen: int = -1,
        aspect: float = 1.0,
        offers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.tiles = list(tiles)
        self._title_text, self._hint = title, hint
        self._names, self._chosen, self._aspect = names, chosen, aspect
        self._offers = dict(offers or {})
        self._failed: set[int] = set()
        self._fault = ""

    def compose(self) -> ComposeResult:
        yield Parts(id="wall-title")
        yield Mosaic(self.tiles, self._names, self._chosen, self._aspect, self._failed)

    def on_mount(self) -> None:
        self._show_title()

    def _show_title(self) -> None:
        left = [Part(f" {self._title_text}   ", "strong")]
        left += [Part(f"{self._fault} ", "warning")] if self._fault else []
        left += [Part(f"{key} {text}   ", "chosen", f"offer('{key}')") for key, text in self._offers.items()]
        self.query_one("#wall-title", Parts).put(left, [Part(f"{self._hint} ")])

    def put(self, place: int, tile: Picture) -> None:
        """A picture is here."""
        self.tiles[place] = tile
        for grid in self.query(Mosaic):  # which is not there before the screen is
            grid.put(place, tile)

    def fail(self, place: int, message: str) -> None:
        """A picture will not come: the first line says why."""
        self._failed.add(place)
        self._fault = message
        for grid in self.query(Mosaic):
            grid.fail(place)
            self._show_title()

    def on_key(self, event: events.Key) -> None:
        place = LETTERS.find(event.key) if len(event.key) == 1 else -1
        if 0 <= place < len(self.tiles):
            event.stop()
            self.dismiss(place)
        elif event.character in self._offers:
            event.stop()
            self.dismiss(event.character)

    def on_mosaic_picked(self, message: Mosaic.Picked) -> None:
        self.dismiss(message.place)

    def action_offer(self, key: str) -> None:
        """What else can be chosen."""
        self.dismiss(key)

    def action_leave(self) -> None:
        """Back, with nothing picked."""
        self.dismiss(None)
