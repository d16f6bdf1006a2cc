"""Regions: their union and their part on a map."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.drawing.region import EMPTY, Region

extents = st.integers(-5, 15)
regions = st.builds(Region, extents, extents, extents, extents)


def pixels(region: Region) -> set[tuple[int, int]]:
    return {(row, column) for row in range(region.top, region.bottom) for column in range(region.left, region.right)}


@given(regions, regions)
def test_a_union_holds_both_and_is_the_smallest_that_does(one: Region, other: Region) -> None:
    both = pixels(one) | pixels(other)
    union = one.union(other)
    assert both <= pixels(union)
    if both:
        assert union.height == max(row for row, _ in both) - min(row for row, _ in both) + 1
        assert union.width == max(column for _, column in both) - min(column for _, column in both) + 1
    else:
        assert union.is_empty


@given(regions)
def test_clipping_keeps_the_pixels_on_the_map(region: Region) -> None:
    on_map = {(row, column) for row, column in pixels(region) if 0 <= row < 8 and 0 <= column < 6}
    assert pixels(region.clip(8, 6)) == on_map


@given(regions)
def test_an_empty_region_has_no_pixels_and_no_extent(region: Region) -> None:
    assert region.is_empty == (not pixels(region))
    assert region.height * region.width == len(pixels(region))
    assert EMPTY.is_empty
