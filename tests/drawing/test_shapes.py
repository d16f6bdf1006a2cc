"""Rectangles, ellipses and polygons: what they hold, clipped and mirrored."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.drawing.area import Area
from studio.drawing.ellipse import ellipse
from studio.drawing.polygon import polygon
from studio.drawing.rectangle import between, rectangle

SHAPE = (14, 17)
points = st.tuples(st.integers(-6, 20), st.integers(-6, 23))
on_map = st.tuples(st.integers(0, 13), st.integers(0, 16))


def mask(area: Area, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    paper = np.zeros(shape, np.uint8)
    area.paint(paper, 1)
    painted: np.ndarray = paper == 1
    return painted


@given(points, points)
def test_a_rectangle_holds_what_lies_between_its_corners(corner: tuple[int, int], other: tuple[int, int]) -> None:
    rows, columns = np.mgrid[: SHAPE[0], : SHAPE[1]]
    expected = (
        (rows >= min(corner[0], other[0]))
        & (rows <= max(corner[0], other[0]))
        & (columns >= min(corner[1], other[1]))
        & (columns <= max(corner[1], other[1]))
    )
    np.testing.assert_array_equal(mask(rectangle(SHAPE, corner, other)), expected)


@given(on_map, on_map)
def test_an_ellipse_touches_the_sides_of_its_rectangle(corner: tuple[int, int], other: tuple[int, int]) -> None:
    inside, box = mask(ellipse(SHAPE, corner, other)), between(corner, other)
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    assert (rows[0], rows[-1] + 1, columns[0], columns[-1] + 1) == (box.top, box.bottom, box.left, box.right)
    cut = inside[box.slices]
    np.testing.assert_array_equal(cut, cut[::-1])
    np.testing.assert_array_equal(cut, cut[:, ::-1])


@given(points, points)
def test_an_ellipse_beyond_the_border_is_cut_not_squeezed(corner: tuple[int, int], other: tuple[int, int]) -> None:
    moved = [(row + 10, column + 10) for row, column in (corner, other)]
    whole = mask(ellipse((40, 40), *moved), (40, 40))
    np.testing.assert_array_equal(mask(ellipse(SHAPE, corner, other)), whole[10:24, 10:27])


@given(st.lists(on_map, min_size=1, max_size=7))
def test_a_polygon_holds_its_corners_and_stays_within_their_box(corners: list[tuple[int, int]]) -> None:
    area = polygon(SHAPE, corners)
    rows, columns = zip(*corners, strict=True)
    assert all(area.contains(corner) for corner in corners)
    assert (area.region.top, area.region.bottom) == (min(rows), max(rows) + 1)
    assert (area.region.left, area.region.right) == (min(columns), max(columns) + 1)


@given(on_map, on_map)
def test_a_polygon_of_four_right_corners_is_a_rectangle(corner: tuple[int, int], other: tuple[int, int]) -> None:
    four = [corner, (corner[0], other[1]), other, (other[0], corner[1])]
    np.testing.assert_array_equal(mask(polygon(SHAPE, four)), mask(rectangle(SHAPE, corner, other)))


@given(st.lists(points, min_size=3, max_size=6))
def test_a_polygon_is_the_same_from_any_corner_and_either_way_round(corners: list[tuple[int, int]]) -> None:
    first = mask(polygon(SHAPE, corners))
    turned = mask(polygon(SHAPE, corners[2:] + corners[:2]))
    np.testing.assert_array_equal(first, turned)


def test_a_concave_polygon_leaves_its_notch_out() -> None:
    notched = mask(polygon((20, 20), [(2, 2), (2, 17), (17, 17), (10, 10), (17, 2)]), (20, 20))
    assert notched[5, 10]
    assert not notched[16, 10]
