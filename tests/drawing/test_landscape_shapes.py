"""Horizons, ridges, rivers and tree lines: they lie where they were drawn, and a seed gives the same again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.drawing.area import Area
from studio.drawing.fractal import fractal_line
from studio.drawing.horizon import horizon
from studio.drawing.meander import meander
from studio.drawing.ridge import ridge
from studio.drawing.tree_line import tree_line

SHAPE = (60, 80)
points = st.tuples(st.integers(-10, 70), st.integers(-10, 90))
on_map = st.tuples(st.integers(0, 59), st.integers(0, 79))
seeds = st.integers(0, 2**31 - 1)


def mask(area: Area) -> np.ndarray:
    paper = np.zeros(SHAPE, np.uint8)
    area.paint(paper, 1)
    painted: np.ndarray = paper == 1
    return painted


@given(points, points)
def test_a_horizon_parts_the_map_in_two(start: tuple[int, int], end: tuple[int, int]) -> None:
    above, below = (mask(horizon(SHAPE, start, end, above=side)) for side in (True, False))
    assert (above ^ below).all()
    assert (np.diff(below.astype(int), axis=0) >= 0).all()


@given(on_map, st.integers(0, 59))
def test_a_horizon_drawn_straight_down_is_level(start: tuple[int, int], row: int) -> None:
    below = mask(horizon(SHAPE, start, (row, start[1]), above=False))
    assert below[row].all()
    assert not below[row - 1].any() or row == 0


@given(points, points, seeds)
def test_a_ridge_stands_on_its_line_and_below_nothing(start: tuple[int, int], end: tuple[int, int], seed: int) -> None:
    inside = mask(ridge(SHAPE, start, end, seed))
    rows, columns = np.nonzero(inside)
    if rows.size:
        assert rows.max() <= max(start[0], end[0])
        assert columns.min() >= min(start[1], end[1])
        assert columns.max() <= max(start[1], end[1])


def test_a_ridge_has_peaks_and_is_no_triangle() -> None:
    heights = mask(ridge(SHAPE, (55, 2), (55, 77), 3)).sum(axis=0)
    turns = np.count_nonzero(np.diff(np.sign(np.diff(heights[heights > 0]))))
    assert heights.max() > 12
    assert turns > 6


def test_other_seeds_are_other_ridges() -> None:
    ridges = {mask(ridge(SHAPE, (55, 2), (55, 77), seed)).tobytes() for seed in range(5)}
    assert len(ridges) == 5


@given(on_map, on_map, st.integers(1, 12), seeds, st.sampled_from([0.05, 0.15]))
def test_a_river_joins_its_two_points(
    start: tuple[int, int], end: tuple[int, int], size: int, seed: int, winding: float
) -> None:
    area = meander(SHAPE, start, end, size, seed, winding)
    inside = mask(area)
    assert all(inside[max(r - 1, 0) : r + 2, max(c - 1, 0) : c + 2].any() for r, c in (start, end))
    from scipy import ndimage

    _, parts = ndimage.label(inside, np.ones((3, 3)))
    assert parts == 1 or inside[0].any() or inside[-1].any() or inside[:, 0].any() or inside[:, -1].any()


def test_a_river_towards_us_becomes_wider() -> None:
    inside = mask(meander(SHAPE, (5, 40), (58, 40), 6, 1, 0.1))
    assert inside[50:56].sum() > 2 * inside[8:14].sum()


@given(on_map, on_map, st.integers(1, 15), seeds)
def test_trees_stand_on_their_line(start: tuple[int, int], end: tuple[int, int], size: int, seed: int) -> None:
    inside = mask(tree_line(SHAPE, start, end, size, seed))
    left, right = sorted((start, end), key=lambda point: point[1])
    columns = np.flatnonzero(inside.any(axis=0))
    assert (columns[0], columns[-1]) == (left[1], right[1])
    assert np.nonzero(inside)[0].max() <= max(start[0], end[0])


@given(seeds, st.integers(2, 700), st.floats(0.2, 0.8))
def test_a_fractal_line_begins_and_ends_at_nothing(seed: int, count: int, roughness: float) -> None:
    line = fractal_line(count, seed, roughness)
    assert line.shape == (count,)
    assert line[0] == pytest.approx(0, abs=1e-12)
    assert line[-1] == pytest.approx(0, abs=1e-12)
    assert np.abs(line).max() <= 0.5 / (1 - roughness)
