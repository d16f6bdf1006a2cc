"""The brush: where it paints, and what it tells of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.drawing.brush import Shape, paint_segment
from studio.drawing.line import draw_line
from studio.drawing.region import Region

HEIGHT, WIDTH = 40, 50
SHAPES: tuple[Shape, ...] = ("round", "square")

points = st.tuples(st.integers(-20, HEIGHT + 20), st.integers(-20, WIDTH + 20))
inner_points = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1))
sizes = st.integers(1, 15)
shapes = st.sampled_from(SHAPES)


def blank() -> np.ndarray:
    return np.zeros((HEIGHT, WIDTH), np.uint8)


def painted(start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape = "round") -> np.ndarray:
    labels = blank()
    paint_segment(labels, start, end, size, 1, shape)
    return labels


def test_a_brush_of_size_one_is_one_pixel() -> None:
    labels = painted((7, 9), (7, 9), 1)
    assert np.argwhere(labels).tolist() == [[7, 9]]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", range(1, 24))
def test_a_dab_is_as_wide_and_as_high_as_its_size_and_symmetric(size: int, shape: Shape) -> None:
    labels = np.zeros((40, 40), np.uint8)
    paint_segment(labels, (20, 20), (20, 20), size, 1, shape)
    rows, columns = np.nonzero(labels)
    dab = labels[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert dab.shape == (size, size)
    assert np.array_equal(dab, dab[::-1])
    assert np.array_equal(dab, dab[:, ::-1])
    assert np.array_equal(dab, dab.T)


def test_a_square_brush_paints_its_corners_and_a_round_one_does_not() -> None:
    assert painted((20, 20), (20, 20), 9, "square").sum() == 81
    assert painted((20, 20), (20, 20), 9, "round").sum() < 81


@given(points, points, sizes, shapes)
def test_the_region_holds_every_changed_pixel(
    start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape
) -> None:
    labels = blank()
    region = paint_segment(labels, start, end, size, 3, shape)
    outside = labels.copy()
    outside[region.slices] = 0
    assert not outside.any()
    assert region == region.clip(HEIGHT, WIDTH)


@given(inner_points, inner_points, sizes, shapes)
def test_a_segment_has_no_gap(start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape) -> None:
    labels = painted(start, end, size, shape)
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if rows[1] - rows[0] >= columns[1] - columns[0]:
        assert labels[rows[0] : rows[1] + 1].any(axis=1).all()
    else:
        assert labels[:, columns[0] : columns[1] + 1].any(axis=0).all()


@given(inner_points, inner_points, st.integers(2, 15), shapes)
def test_a_segment_is_every_dab_on_its_way_and_nothing_far_from_them(
    start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape
) -> None:
    labels = painted(start, end, size, shape)
    assert not (painted(start, start, size, shape) & ~labels).any()
    assert not (painted(end, end, size, shape) & ~labels).any()
    centre = 0.0 if size % 2 else -0.5
    at = np.linspace(0, 1, 400)[:, None]
    way = (np.array(start) + centre) * (1 - at) + (np.array(end) + centre) * at
    offsets = np.argwhere(labels)[:, None, :] - way[None]
    distance = np.abs(offsets).max(-1) if shape == "square" else np.hypot(offsets[..., 0], offsets[..., 1])
    assert (distance.min(axis=1) < size / 2 + 0.1).all()


@given(inner_points, inner_points, sizes, shapes)
def test_backwards_is_the_same_stroke(start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape) -> None:
    if size > 1:
        assert np.array_equal(painted(start, end, size, shape), painted(end, start, size, shape))


@given(inner_points, inner_points, sizes, shapes)
def test_a_mirrored_stroke_is_the_mirror_image(
    start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape
) -> None:
    shift = 1 - size % 2  # an even brush lies half a pixel off, so its mirror image is one pixel further
    mirrored = [(row, WIDTH - 1 - column + shift) for row, column in (start, end)]
    expected = painted(start, end, size, shape)[:, ::-1]
    assert np.array_equal(painted(mirrored[0], mirrored[1], size, shape), expected)


@given(inner_points, inner_points, st.integers(1, 60), shapes)
def test_a_stroke_on_a_map_is_cut_out_of_the_stroke_on_a_larger_one(
    start: tuple[int, int], end: tuple[int, int], size: int, shape: Shape
) -> None:
    large = np.zeros((HEIGHT + 200, WIDTH + 200), np.uint8)
    paint_segment(large, (start[0] + 100, start[1] + 100), (end[0] + 100, end[1] + 100), size, 1, shape)
    assert np.array_equal(painted(start, end, size, shape), large[100 : 100 + HEIGHT, 100 : 100 + WIDTH])


def test_a_long_diagonal_has_the_same_width_all_along() -> None:
    labels = np.zeros((700, 700), np.uint8)
    paint_segment(labels, (20, 20), (680, 680), 9, 1)
    widths = labels[60:640].sum(axis=1)
    assert widths.min() == widths.max()


def test_a_stroke_off_the_map_changes_nothing() -> None:
    labels = blank()
    assert paint_segment(labels, (-50, 4), (-40, 30), 5, 1).is_empty
    assert not labels.any()


def test_a_brush_without_width_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least 1 pixel"):
        paint_segment(blank(), (1, 1), (2, 2), 0, 1)


def test_a_line_has_round_ends() -> None:
    labels = blank()
    region = draw_line(labels, (20, 10), (20, 30), 7, 5)
    assert region == Region(17, 7, 24, 34)
    assert set(np.unique(labels)) == {0, 5}
    assert labels[17, 7] == 0
    assert labels[20, 7] == 5
