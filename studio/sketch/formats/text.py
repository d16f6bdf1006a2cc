"""The canvas as text for a terminal: two pixels in a cell, in true colours."""

from __future__ import annotations

import numpy as np

from studio.labels import LANDSCAPE, LabelMap
from studio.sketch.formats.export import Export

MOST_COLUMNS = 80


def as_ansi(what: Export) -> bytes:
    """Lines of half blocks, at most MOST_COLUMNS wide, each ending in the terminal's own colours."""
    labels = _shrunk(what.sketch.labels)
    palette = LANDSCAPE.palette()
    lines = []
    for top in range(0, len(labels), 2):
        upper = labels[top]
        lower = labels[top + 1] if top + 1 < len(labels) else None
        cells, before = [], ""
        for column, label in enumerate(upper):
            ink = "38;2;{};{};{}".format(*palette[label])
            paper = "49" if lower is None else "48;2;{};{};{}".format(*palette[lower[column]])
            code = f"\x1b[{ink};{paper}m"
            cells.append(f"{code if code != before else ''}▀")
            before = code
        lines.append("".join(cells) + "\x1b[0m")
    return ("\n".join(lines) + "\n").encode()


def _shrunk(labels: LabelMap) -> LabelMap:
    """The map at one pixel a half-cell: of each block, the label in its middle."""
    height, width = labels.shape
    columns = min(width, MOST_COLUMNS)
    rows = max(1, round(height * columns / width))
    return labels[np.ix_(_middles(height, rows), _middles(width, columns))]


def _middles(length: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return ((np.arange(count) + 0.5) * length / count).astype(np.int64)
