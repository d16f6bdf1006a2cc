"""Fill changes what hangs together over edges, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.drawing.fill import flood
from studio.drawing.region import EMPTY

small_maps = arrays.arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(0, 2))


def flood_by_hand(labels: np.ndarray, at: tuple[int, int], label: int) -> None:
    old, waiting = labels[at], [at]
    if old == label:
        return
    while waiting:
        row, column = waiting.pop()
        if 0 <= row < labels.shape[0] and 0 <= column < labels.shape[1] and labels[row, column] == old:
            labels[row, column] = label
            waiting += [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]


@given(small_maps, st.data())
def test_fill_is_the_flood_one_does_by_hand(labels: np.ndarray, data: st.DataObject) -> None:
    at = (data.draw(st.integers(0, labels.shape[0] - 1)), data.draw(st.integers(0, labels.shape[1] - 1)))
    label = data.draw(st.integers(0, 3))
    expected, before = labels.copy(), labels.copy()
    flood_by_hand(expected, at, label)
    region = flood(labels, at, label)
    assert np.array_equal(labels, expected)
    rows, columns = np.nonzero(labels != before)
    if rows.size:
        assert (region.top, region.bottom) == (rows.min(), rows.max() + 1)
        assert (region.left, region.right) == (columns.min(), columns.max() + 1)
    else:
        assert region == EMPTY


def test_fill_does_not_slip_through_a_diagonal() -> None:
    labels = np.eye(5, dtype=np.uint8)
    flood(labels, (0, 4), 7)
    assert labels[4, 0] == 0
    assert labels[0, 1] == 7


def test_fill_off_the_map_changes_nothing() -> None:
    labels = np.zeros((4, 4), np.uint8)
    assert flood(labels, (4, 0), 3) == EMPTY
    assert flood(labels, (-1, -1), 3) == EMPTY
    assert not labels.any()
