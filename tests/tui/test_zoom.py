"""Zoom and pan: canvas and picture look at the same window, and what is drawn lands where it is seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studio_room import OpenRoom
from textual.events import MouseScrollUp

from studio.drawing.region import Region
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.tui.cells.sampling import most_frequent
from studio.tui.cells.viewport import Viewport
from studio.tui.screens.zoom_actions import window_around

SUN = LANDSCAPE.id("sun")


@given(
    st.integers(8, 300),
    st.integers(8, 300),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(1.1, 8),
)
def test_a_window_lies_on_its_map_and_holds_the_cursor(
    height: int, width: int, down: float, across: float, scale: float
) -> None:
    at = int(down * (height - 1)), int(across * (width - 1))
    window = window_around((height, width), at, scale)
    assert window is not None
    assert window == window.clip(height, width)
    assert window.top <= at[0] < window.bottom
    assert window.left <= at[1] < window.right


@given(st.integers(0, 20), st.integers(0, 20), st.integers(5, 30), st.integers(5, 30))
def test_a_window_shows_what_its_part_of_the_map_would(top: int, left: int, columns: int, lines: int) -> None:
    labels = np.random.default_rng(top * 31 + left).integers(0, 24, (60, 60)).astype(np.uint8)
    window = Region(top, left, top + 32, left + 32)
    view, alone = Viewport.of_window(window, columns, lines), Viewport.fit((32, 32), columns, lines)
    everything = slice(0, view.rows), slice(0, view.columns)
    cut = np.ascontiguousarray(labels[window.slices])
    np.testing.assert_array_equal(most_frequent(labels, view, *everything), most_frequent(cut, alone, *everything))
    for row, column in ((0, 0), (view.rows - 1, view.columns - 1), (view.rows // 2, 1)):
        inner = alone.to_map(row + 0.5, column + 0.5)
        assert view.to_map(row + 0.5, column + 0.5) == (inner[0] + top, inner[1] + left)
        assert view.to_half_cell(*view.to_map(row + 0.5, column + 0.5)) == (row, column)


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_zoomed_in_a_stroke_lands_where_it_is_seen(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        studio.canvas.go_to(10, 50)
        if by_mouse:
            await studio.pilot._post_mouse_events([MouseScrollUp], studio.canvas, studio.cell(10, 50), control=True)
            await studio.pilot.pause()
        else:
            await studio.press("plus")
        assert studio.canvas.window == studio.picture.window == Region(0, 32, 32, 64)
        await studio.press("3")
        studio.desk.size = 1
        studio.screen.show_tool()
        await studio.drag((10, 50))
        assert studio.desk.labels[10, 50] == SUN
        assert (studio.desk.labels == SUN).sum() == 1
        await studio.press("underscore")
        assert studio.canvas.window is None


async def test_the_cursor_pans_by_going_beyond_the_edge(room: OpenRoom) -> None:
    async with room() as studio:
        studio.canvas.go_to(16, 16)
        await studio.press("plus", "plus")
        before = studio.canvas.window
        assert before is not None
        await studio.press(*["shift+right"] * 6)
        after = studio.canvas.window
        assert after is not None
        assert after.left > before.left
        assert studio.canvas.viewport.shows(Region(*studio.canvas.cursor, *(part + 1 for part in studio.canvas.cursor)))


async def test_the_picture_shows_the_window_too(room: OpenRoom) -> None:
    async with room() as studio:
        studio.canvas.go_to(60, 60)
        await studio.press("plus")
        await studio.pilot.pause(0.7)
        sea = LANDSCAPE[LANDSCAPE.id("sea")].rgb
        assert (studio.picture._target[-1, -1] == sea).all()
        assert (studio.picture._target[5, -1] == sea).all()


async def test_a_map_of_2048_pixels_is_drawn_on_from_afar_and_from_near(room: OpenRoom) -> None:
    async with room() as studio:
        studio.desk.load(Sketch(np.full((2048, 2048), LANDSCAPE.id("sky"), np.uint8)), None)
        studio.screen.reloaded()
        await studio.press("3")
        studio.desk.size = 150
        await studio.drag((1000, 500), (1000, 1500))
        assert studio.desk.labels[1000, 1000] == SUN
        studio.canvas.go_to(300, 300)
        await studio.press(*["plus"] * 5)
        studio.desk.size = 1
        studio.screen.show_tool()
        await studio.drag((300, 300), (300, 310))
        assert 8 <= (studio.desk.labels[290:310] == SUN).sum() <= 14
        await studio.press("u", "u")
        assert not (studio.desk.labels == SUN).any()
