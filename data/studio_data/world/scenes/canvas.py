"""The label map a scene is built on, in coordinates that do not depend on its size."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, LabelMap

Floats = NDArray[np.float32]
Booleans = NDArray[np.bool_]


class Window(NamedTuple):
    """A part of the canvas: its labels (a view, h×w), and the pixel centres' y (h×1) and x (1×w)."""

    labels: LabelMap
    y: Floats
    x: Floats


class Canvas:
    """A label map, sky at first. One unit is its height: y runs down from 0 to 1, x right from 0 to `aspect`.

    Labels go by their keys ("grass"), so that scenes read like recipes.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        height, width = size
        self.aspect = width / height
        self.labels: LabelMap = np.full(size, LANDSCAPE.id("sky"), np.uint8)
        self.y: Floats = (np.arange(height, dtype=np.float32) + 0.5) / np.float32(height)
        self.x: Floats = (np.arange(width, dtype=np.float32) + 0.5) / np.float32(height)

    def window(self, left: float, top: float, right: float, bottom: float) -> Window:
        """The pixels whose centres may lie in the box, cut off at the canvas (possibly none)."""
        height, width = self.labels.shape
        rows = slice(*(int(min(max(edge, 0.0), 1.0) * height + 0.5) for edge in (top, bottom)))
        columns = slice(*(int(min(max(edge * height, 0.0), width) + 0.5) for edge in (left, right)))
        return Window(self.labels[rows, columns], self.y[rows, None], self.x[None, columns])

    def fill(self, window: Window, inside: Booleans, label: str, over: tuple[str, ...] = ()) -> None:
        """Give `label` to the window's pixels where `inside`; with `over`, only to pixels of those labels."""
        if over:
            inside = inside & _table(over)[window.labels]
        np.copyto(window.labels, np.uint8(LANDSCAPE.id(label)), where=inside)

    def below(self, top: Floats | float, label: str, bottom: Floats | float = 2.0, over: tuple[str, ...] = ()) -> None:
        """Fill between two outlines, each a height for every column (w) or one for all."""
        window = self.window(0.0, float(np.min(top)), self.aspect, float(np.max(bottom)))
        self.fill(window, (window.y > top) & (window.y < bottom), label, over)

    def key_at(self, x: float, y: float) -> str:
        """The label at a point; points beyond the canvas take the nearest pixel's."""
        height, width = self.labels.shape
        row = min(max(int(y * height), 0), height - 1)
        column = min(max(int(x * height), 0), width - 1)
        return LANDSCAPE[int(self.labels[row, column])].key

    def replace(self, labels: tuple[str, ...], new: str) -> None:
        """Turn every pixel of `labels` into `new`."""
        np.copyto(self.labels, np.uint8(LANDSCAPE.id(new)), where=_table(labels)[self.labels])


def _table(keys: tuple[str, ...]) -> Booleans:
    """Booleans by label id: which ids belong to `keys`."""
    table = np.zeros(256, np.bool_)
    table[list(LANDSCAPE.ids(*keys))] = True
    return table
