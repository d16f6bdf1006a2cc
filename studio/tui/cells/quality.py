"""How a picture's colours are sent over a slow line: roughly at first, then exactly; so many cells at a time."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.labels import Picture
from studio.terminal.colours import nearest_xterm
from studio.tui.cells.blocks import ROUGH, Colours

EXACT_CELL_BYTES, ROUGH_CELL_BYTES = 36, 10
"""What a cell costs at most in true colour, and what it costs on average among its like in 256 colours."""

RUN_TOLERANCE = 12
"""How far a half-cell of a rough picture may be from its own colour, in any channel, to be like the one left of it."""


def rough_codes(picture: Picture) -> Colours:
    """Colour codes, by half-cell, out of the table of 256 colours: a quarter of the bytes."""
    packed = (in_runs(picture) >> 3).astype(np.int64) @ np.array([1 << 10, 1 << 5, 1])
    codes: Colours = _nearest()[packed] | ROUGH
    return codes


def in_runs(picture: Picture) -> Picture:
    """The picture with colours that go on to the right for as long as they are close."""
    kept = picture.copy()
    for column in range(1, picture.shape[1]):
        before, here = kept[:, column - 1].astype(np.int16), picture[:, column]
        is_close = np.abs(before - here).max(-1, keepdims=True) <= RUN_TOLERANCE
        kept[:, column] = np.where(is_close, before, here)
    return kept


def first_cells(pending: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Of the pending half-cells (rows, columns), those that belong to the first `count` cells, line by line."""
    rows, columns = pending.shape
    whole = np.zeros((rows + rows % 2, columns), bool)
    whole[:rows] = pending
    cells = whole[0::2] | whole[1::2]
    order = np.cumsum(cells.ravel()).reshape(cells.shape)
    chosen = np.repeat(cells & (order <= count), 2, axis=0)[:rows]
    return chosen & pending


def count_cells(pending: NDArray[np.bool_]) -> int:
    """How many cells the pending half-cells are part of."""
    rows = pending.shape[0]
    return int((pending[0 : rows - rows % 2 : 2] | pending[1::2]).sum()) + int(pending[-1].sum() if rows % 2 else 0)


@lru_cache(maxsize=1)
def _nearest() -> NDArray[np.int32]:
    """The entry of the table nearest to each colour of five bits a channel."""
    steps = np.arange(32) * 8 + 4
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1).reshape(-1, 3)
    return nearest_xterm(colours)
