"""Maps and pictures as half-cells: everything is shown, at its place, and a repaint gives what a fresh look would."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.labels import LANDSCAPE
from studio.terminal.colours import ColourDepth
from studio.tui.cells.blocks import NOTHING, code_of, codes_of_picture, glyph_line, half_block_line
from studio.tui.cells.outline import brush_outline
from studio.tui.cells.sampling import mean_colours, most_frequent
from studio.tui.cells.viewport import Viewport

sizes = st.integers(1, 90)


def counted(labels: np.ndarray, viewport: Viewport) -> np.ndarray:
    """The most frequent labels, counted block by block."""
    rows, columns = [*viewport.row_starts, viewport.height], [*viewport.column_starts, viewport.width]
    shown = np.zeros((viewport.rows, viewport.columns), np.uint8)
    for row in range(viewport.rows):
        for column in range(viewport.columns):
            block = labels[rows[row] : rows[row + 1], columns[column] : columns[column + 1]]
            counts = np.bincount(block.ravel(), minlength=24)
            shown[row, column] = 23 - counts[::-1].argmax()
    return shown


@given(height=sizes, width=sizes, columns=st.integers(1, 60), lines=st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_a_map_fits_and_keeps_its_aspect(height: int, width: int, columns: int, lines: int) -> None:
    viewport = Viewport.fit((height, width), columns, lines)
    assert viewport.columns <= columns
    assert viewport.lines <= lines
    if min(viewport.rows, viewport.columns) > 3:
        assert viewport.rows / viewport.columns == pytest.approx(height / width, rel=0.4)


@given(height=sizes, width=sizes, columns=st.integers(1, 60), lines=st.integers(1, 30), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_half_cell_shows_the_pixels_that_point_to_it(
    height: int, width: int, columns: int, lines: int, data: st.DataObject
) -> None:
    viewport = Viewport.fit((height, width), columns, lines)
    row, column = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    rows, places = viewport.half_cells(row, column, row + 1, column + 1)
    assert (rows.start, places.start) == viewport.to_half_cell(row, column)
    if viewport.rows <= height:
        back = viewport.to_map(rows.start + 0.5, places.start + 0.5)
        assert viewport.to_half_cell(*back) == (rows.start, places.start)


@given(seed=st.integers(0, 1000), columns=st.integers(2, 40), lines=st.integers(2, 20))
@settings(max_examples=30, deadline=None)
def test_half_cells_show_their_most_frequent_label(seed: int, columns: int, lines: int) -> None:
    labels = np.random.default_rng(seed).integers(0, 4, (61, 47)).astype(np.uint8)
    viewport = Viewport.fit(labels.shape, columns, lines)
    everything = slice(0, viewport.rows), slice(0, viewport.columns)
    shown = most_frequent(labels, viewport, *everything)
    np.testing.assert_array_equal(shown, counted(labels, viewport))
    part = slice(viewport.rows // 3, viewport.rows // 3 + 1), slice(0, viewport.columns)
    np.testing.assert_array_equal(most_frequent(labels, viewport, *part), shown[part])


def test_a_small_map_is_shown_in_whole_squares() -> None:
    labels = np.array([[1, 2], [3, 4]], np.uint8)
    viewport = Viewport.fit(labels.shape, 9, 4)
    shown = most_frequent(labels, viewport, slice(0, viewport.rows), slice(0, viewport.columns))
    np.testing.assert_array_equal(shown, labels.repeat(4, 0).repeat(4, 1))


@given(rows=st.integers(1, 50), columns=st.integers(1, 50))
@settings(max_examples=30, deadline=None)
def test_pictures_keep_their_brightness_when_they_shrink(rows: int, columns: int) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (50, 50, 3)).astype(np.uint8)
    assert mean_colours(picture, rows, columns).mean() == pytest.approx(picture.mean(), abs=1)


def test_a_picture_half_as_large_is_the_mean_of_its_blocks() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (8, 8, 3)).astype(np.uint8)
    blocks = picture.reshape(4, 2, 4, 2, 3).mean((1, 3))
    assert np.abs(mean_colours(picture, 4, 4) - blocks).max() <= 0.51


def test_runs_of_equal_cells_are_one_segment() -> None:
    upper, lower = np.array([1, 1, 1, 2, 2]), np.array([1, 1, 1, 2, NOTHING])
    segments = half_block_line(upper, lower, 0, ColourDepth.TRUECOLOR)
    assert [segment.text for segment in segments] == ["   ", " ", "▀"]


@pytest.mark.parametrize("depth", list(ColourDepth))
def test_every_depth_has_a_colour_for_every_pixel(depth: ColourDepth) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (9, 7, 3)).astype(np.uint8)
    codes = codes_of_picture(picture, depth)
    assert codes.shape == (9, 7)
    top = {ColourDepth.XTERM: 255, ColourDepth.ANSI: 15}.get(depth, 0xFFFFFF)
    assert codes.min() >= 0
    assert codes.max() <= top


def test_labels_have_their_own_entries_of_the_256() -> None:
    assert len({label.xterm for label in LANDSCAPE}) == len(LANDSCAPE)
    for label in LANDSCAPE:
        assert code_of(label.rgb, ColourDepth.TRUECOLOR) == int.from_bytes(bytes(label.rgb))


def test_glyphs_tell_labels_apart_where_colours_cannot() -> None:
    labels = np.arange(24, dtype=np.uint8)
    for depth in (ColourDepth.ANSI, ColourDepth.NONE):
        text = "".join(segment.text for segment in glyph_line(labels, np.zeros(24, bool), LANDSCAPE, depth))
        assert len(set(text)) == 24


@pytest.mark.parametrize("size", [1, 5, 20, 60, 300])
def test_the_outline_rings_the_brush(size: int) -> None:
    viewport = Viewport.fit((256, 256), 40, 20)
    rim = brush_outline(viewport, 128, 128, size)
    distances = np.hypot(*((rim + 0.5) * viewport.pixels_per_row - 128.5).T)
    assert len(rim) >= 1
    assert distances.max() <= max(size / 2, 2 * viewport.pixels_per_row)
    if 20 <= size <= 200:
        assert distances.min() > size / 2 - 2 * viewport.pixels_per_row
