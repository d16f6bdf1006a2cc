"""The results of a session: each picture with the sketch that it was made from, so that it can be gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from studio.labels import Picture
from studio.sketch.document import Sketch
from studio.tui.cells.mosaic import LETTERS

MOST = len(LETTERS)


@dataclass(frozen=True, eq=False)
class Kept:
    """A picture, its sketch (a copy), and the version of the desk that it shows."""

    picture: Picture
    sketch: Sketch
    version: int


class Results:
    """The last results, newest first."""

    def __init__(self) -> None:
        self._kept: list[Kept] = []

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, place: int) -> Kept:
        return self._kept[place]

    def keep(self, picture: Picture, sketch: Sketch, version: int) -> None:
        """Remember a result; one of the same version takes the place of the one before."""
        if self._kept and self._kept[0].version == version:
            del self._kept[0]
        self._kept.insert(0, Kept(picture, sketch.copy(), version))
        del self._kept[MOST:]
