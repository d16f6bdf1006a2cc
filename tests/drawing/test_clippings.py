"""Clippings, holes, swaps and symmetry."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.drawing.area import Area
from studio.drawing.clipping import Clipping
from studio.drawing.holes import closed, grown_over
from studio.drawing.rectangle import rectangle
from studio.drawing.swap import same_label
from studio.drawing.symmetry import Symmetry

maps = arrays.arrays(np.uint8, st.tuples(st.integers(2, 9), st.integers(2, 9)), elements=st.integers(0, 3))
corners = st.tuples(st.integers(-9, 9), st.integers(-9, 9))
symmetries = st.sampled_from(list(Symmetry))


@given(maps, corners)
def test_a_clipping_laid_down_elsewhere_shows_the_same_pixels(labels: np.ndarray, corner: tuple[int, int]) -> None:
    clipping = Clipping.cut(labels, rectangle(labels.shape, (0, 0), (1, 1)))
    paper = np.full_like(labels, 9)
    region = clipping.lay(paper, corner)
    covered = clipping.area(labels.shape, corner)
    assert covered.region == region
    for row in range(2):
        for column in range(2):
            at = corner[0] + row, corner[1] + column
            assert not covered.contains(at) or paper[at] == labels[row, column]
    assert (paper != 9).sum() == covered.pixels


@given(maps)
def test_turned_twice_a_clipping_is_itself(labels: np.ndarray) -> None:
    clipping = Clipping.cut(labels, same_label(labels, (0, 0)))
    twice = clipping.mirrored.mirrored
    np.testing.assert_array_equal(twice.labels, clipping.labels)
    np.testing.assert_array_equal(twice.inside, clipping.inside)


@given(maps)
def test_a_closed_hole_takes_a_label_that_touches_it(labels: np.ndarray) -> None:
    area = same_label(labels, (0, 0))
    grown = closed(labels, area)
    outside = np.ones(labels.shape, bool)
    outside[area.region.slices] = ~area.inside
    np.testing.assert_array_equal(grown[outside], labels[outside])
    assert set(grown.flat) == (set(labels[outside].flat) if outside.any() else set(labels.flat))


def test_holes_are_filled_from_the_nearest_side() -> None:
    labels = np.array([[1, 0, 0, 0, 2]], np.uint8)
    assert grown_over(labels, labels == 0)[0, [1, 3]].tolist() == [1, 2]


@given(maps, st.data())
def test_swapping_finds_every_pixel_of_the_label(labels: np.ndarray, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, labels.shape[0] - 1)), data.draw(st.integers(0, labels.shape[1] - 1))
    paper = np.zeros(labels.shape, bool)
    area = same_label(labels, at)
    paper[area.region.slices] = area.inside
    np.testing.assert_array_equal(paper, labels == labels[at])


@given(maps, symmetries)
def test_what_is_drawn_with_symmetry_looks_the_same_mirrored(labels: np.ndarray, symmetry: Symmetry) -> None:
    area = Area.of_mask(labels == 1)
    paper = np.zeros(labels.shape, bool)
    for image in symmetry.areas(area, labels.shape):
        paper[image.region.slices] |= image.inside
    for down, across in symmetry.flips:
        turned = paper[::-1] if down else paper
        np.testing.assert_array_equal(turned[:, ::-1] if across else turned, paper)


@given(symmetries, st.integers(0, 8), st.integers(0, 6))
def test_points_go_where_areas_go(symmetry: Symmetry, row: int, column: int) -> None:
    shape = 9, 7
    one = rectangle(shape, (row, column), (row, column))
    images = {(area.region.top, area.region.left) for area in symmetry.areas(one, shape)}
    assert images == set(symmetry.points((row, column), shape))
