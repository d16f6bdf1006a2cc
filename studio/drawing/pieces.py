"""Ready-made pieces of label map, to be stamped: trees, houses, mountains, clouds, drawn out of discs and polygons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from studio.drawing.area import Area
from studio.drawing.brush import Point
from studio.drawing.clipping import Clipping
from studio.drawing.ellipse import ellipse
from studio.drawing.fractal import fractal_line
from studio.drawing.polygon import polygon
from studio.labels import LANDSCAPE, LabelMap

SIDE = 160
"""Pixels along the paper on which pieces are drawn; corners and middles are given in hundredths of it."""


class Paper:
    """An empty map on which a piece is put together; what lies over something hides it."""

    def __init__(self) -> None:
        self.labels: LabelMap = np.zeros((SIDE, SIDE), np.uint8)

    def disc(self, label: str, row: float, column: float, height: float, width: float) -> None:
        """An ellipse around a middle."""
        corner, other = (row - height / 2, column - width / 2), (row + height / 2, column + width / 2)
        self._paint(label, ellipse(self.labels.shape, _pixel(*corner), _pixel(*other)))

    def shape(self, label: str, *corners: tuple[float, float]) -> None:
        """A polygon through corners (row, column)."""
        self._paint(label, polygon(self.labels.shape, [_pixel(*corner) for corner in corners]))

    def slope(self, label: str, top: float, seed: int) -> None:
        """All between the foot of the paper and a jagged outline that rises to `top` in the middle."""
        across = np.linspace(0, 1, SIDE)
        jags = 0.18 * fractal_line(SIDE, seed, 0.6) * np.sin(np.pi * across)
        outline = SIDE * (1 - (1 - top / 100) * np.clip(1 - np.abs(2 * across - 1) + jags, 0, None))
        self._paint(label, Area.of_mask(np.arange(SIDE)[:, None] >= outline))

    @property
    def clipping(self) -> Clipping:
        """What is on the paper, without its empty edges."""
        return Clipping.cut(self.labels, Area.of_mask(self.labels > 0))

    def _paint(self, label: str, area: Area) -> None:
        area.paint(self.labels, LANDSCAPE.id(label))


@dataclass(frozen=True, slots=True)
class Piece:
    """A ready-made piece: what draws it, and how large it is in a scene, in short sides of the map."""

    draw: Callable[[Paper], None]
    share: float

    @property
    def clipping(self) -> Clipping:
        """The piece, SIDE pixels along its longer side at most."""
        paper = Paper()
        self.draw(paper)
        return paper.clipping


def _pixel(row: float, column: float) -> Point:
    return round(row * (SIDE - 1) / 100), round(column * (SIDE - 1) / 100)


def _discs(paper: Paper, label: str, discs: Sequence[tuple[float, float, float, float]]) -> None:
    for disc in discs:
        paper.disc(label, *disc)


def _tree(paper: Paper) -> None:
    paper.shape("tree", (100, 45), (55, 47), (55, 54), (100, 56))
    _discs(paper, "tree", [(34, 50, 56, 46), (44, 30, 36, 34), (44, 70, 36, 34), (22, 44, 34, 32), (26, 62, 32, 30)])


def _pine(paper: Paper) -> None:
    paper.shape("tree", (100, 47), (80, 47), (80, 53), (100, 53))
    for tip, foot, half in ((0, 40, 16), (20, 64, 23), (42, 88, 30)):
        paper.shape("tree", (tip, 50), (foot, 50 - half), (foot, 50 + half))


def _wood(paper: Paper) -> None:
    paper.shape("forest", (100, 0), (72, 0), (72, 100), (100, 100))
    _discs(paper, "forest", [(70, at, 34 + 9 * (at % 4), 22) for at in (11, 26, 42, 57, 73, 88)])


def _bush(paper: Paper) -> None:
    _discs(paper, "bush", [(80, 30, 36, 44), (72, 52, 50, 44), (82, 72, 32, 40)])
    paper.shape("bush", (92, 12), (82, 12), (82, 90), (92, 90))


def _house(paper: Paper) -> None:
    paper.shape("house", (100, 10), (52, 10), (52, 90), (100, 90))
    paper.shape("house", (54, 0), (16, 24), (16, 76), (54, 100))
    paper.shape("house", (24, 64), (4, 64), (4, 74), (24, 74))


def _tower(paper: Paper) -> None:
    paper.shape("building", (100, 34), (14, 34), (14, 66), (100, 66))
    paper.shape("building", (14, 28), (6, 28), (6, 72), (14, 72))
    paper.shape("building", (6, 40), (0, 50), (6, 60))


def _town(paper: Paper) -> None:
    for left, top, label in ((0, 46, "building"), (20, 22, "building"), (38, 54, "house"), (56, 10, "building")):
        paper.shape(label, (100, left), (top, left), (top, left + 20), (100, left + 20))
    paper.shape("house", (100, 76), (60, 76), (48, 88), (60, 100), (100, 100))
    paper.shape("house", (54, 36), (42, 48), (54, 60))


def _bridge(paper: Paper) -> None:
    paper.shape("bridge", (80, 0), (62, 0), (52, 25), (48, 50), (52, 75), (62, 100), (80, 100))
    paper.disc("void", 90, 50, 56, 52)


def _mountain(paper: Paper) -> None:
    paper.slope("mountain", 18, 5)
    snow = paper.labels.copy()
    line = np.rint(SIDE * (0.42 + 0.07 * fractal_line(SIDE, 8, 0.7)))
    snow[(np.arange(SIDE)[:, None] < line) & (snow > 0)] = LANDSCAPE.id("snow")
    paper.labels[:] = snow


def _hill(paper: Paper) -> None:
    paper.disc("hill", 100, 50, 76, 100)


def _rock(paper: Paper) -> None:
    paper.shape("rock", (100, 4), (70, 12), (46, 30), (40, 52), (54, 76), (74, 92), (100, 98))


def _cloud(paper: Paper) -> None:
    _discs(paper, "cloud", [(62, 22, 28, 40), (50, 42, 46, 42), (54, 64, 38, 40), (64, 82, 24, 34)])
    paper.shape("cloud", (74, 10), (64, 8), (64, 94), (74, 90))


def _sun(paper: Paper) -> None:
    paper.disc("sun", 50, 50, 98, 98)


def _island(paper: Paper) -> None:
    paper.disc("sand", 84, 50, 22, 98)
    paper.disc("grass", 80, 52, 18, 70)
    paper.shape("tree", (80, 46), (44, 56), (44, 59), (80, 51))
    _discs(paper, "tree", [(40, 46, 10, 30), (40, 70, 10, 30), (33, 58, 16, 12), (48, 44, 14, 10), (48, 74, 14, 10)])


def _lake(paper: Paper) -> None:
    _discs(paper, "lake", [(70, 36, 26, 66), (76, 66, 28, 64)])


PIECES = {
    "tree": Piece(_tree, 0.26),
    "pine": Piece(_pine, 0.28),
    "wood": Piece(_wood, 0.4),
    "bush": Piece(_bush, 0.12),
    "house": Piece(_house, 0.16),
    "tower": Piece(_tower, 0.3),
    "town": Piece(_town, 0.34),
    "bridge": Piece(_bridge, 0.5),
    "mountain": Piece(_mountain, 0.6),
    "hill": Piece(_hill, 0.6),
    "rock": Piece(_rock, 0.14),
    "cloud": Piece(_cloud, 0.3),
    "sun": Piece(_sun, 0.12),
    "island": Piece(_island, 0.45),
    "lake": Piece(_lake, 0.6),
}
"""Ready-made pieces by name."""
