"""A mosaic: several pictures in a grid, each with the letter that picks it."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

import numpy as np

from studio.labels import Picture
from studio.tui.cells.sampling import mean_colours

LETTERS = ascii_lowercase
GAP = 1
"""Half-cells between two tiles."""


def columns_of(count: int, rows: int, columns: int, aspect: float = 1.0) -> int:
    """How many tiles, `aspect` times as wide as high, stand side by side so that `count` of them are largest."""

    def height(across: int) -> float:
        down = -(-count // across)
        high, wide = (rows - GAP * (down - 1)) // down, (columns - GAP * (across - 1)) // across
        return min(high, wide / aspect)

    return max(range(1, count + 1), key=height)


def mosaic(
    tiles: Sequence[Picture | None],
    rows: int,
    columns: int,
    background: tuple[int, int, int],
    expected_aspect: float = 1.0,
) -> tuple[Picture, list[tuple[int, int]]]:
    """A picture of `rows` × `columns` half-cells with the tiles in a grid, and each tile's upper left corner.

    A tile that is None is left in the background's colour. Every tile keeps its own aspect;
    before the first one is there, it is expected to be `expected_aspect` times as wide as high.
    """
    first = next((tile for tile in tiles if tile is not None), None)
    aspect = expected_aspect if first is None else first.shape[1] / first.shape[0]
    across = columns_of(max(1, len(tiles)), rows, columns, aspect)
    down = -(-len(tiles) // across)
    high, wide = (rows - GAP * (down - 1)) // down, (columns - GAP * (across - 1)) // across
    whole = np.empty((rows, columns, 3), np.uint8)
    whole[:] = background
    corners = []
    for place, tile in enumerate(tiles):
        top, left = (place // across) * (high + GAP), (place % across) * (wide + GAP)
        corners.append((top, left))
        if tile is not None and high > 0 and wide > 0:
            scale = min(high / tile.shape[0], wide / tile.shape[1])
            size = max(1, int(tile.shape[0] * scale)), max(1, int(tile.shape[1] * scale))
            whole[top : top + size[0], left : left + size[1]] = mean_colours(tile, *size)
    return whole, corners
