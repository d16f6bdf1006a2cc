"""Walls of pictures, results of before, and comparing: picked by letter or click, undone, one at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studio_room import OpenRoom, Room

from studio.blend import Blend
from studio.labels import LANDSCAPE
from studio.sketch.document import Step
from studio.tui.cells.compare import difference, side_by_side, wipe
from studio.tui.cells.mosaic import mosaic
from studio.tui.screens.wall import Wall
from studio.tui.widgets.mosaic import Mosaic
from studio.tui.widgets.parts import Parts


async def drawn(studio: Room, tiles: int) -> None:
    """Wait until a wall has so many pictures."""
    for _ in range(60):
        await studio.pilot.pause(0.02)
        if sum(tile is not None for tile in studio.app.screen.query_one(Mosaic)._tiles) >= tiles:
            return


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_seed_is_picked_from_the_wall(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        await studio.press("g", "Q")
        await drawn(studio, 16)
        seeds = [request.seed for request in studio.workers.asked if request.size == 128]
        assert len(set(seeds)) == 16
        if by_mouse:
            corner = studio.app.screen.query_one(Mosaic)._corners[5]
            await studio.pilot.click(Mosaic, offset=(corner[1] + 3, corner[0] // 2 + 1))
        else:
            await studio.press("f")
        await studio.pilot.pause()
        assert studio.app.screen is studio.screen
        assert studio.desk.sketch.seed == seeds[5]


async def test_a_generator_without_seeds_has_a_wall_of_looks(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("Q")
        await drawn(studio, 3)
        assert "sunset" in studio.dialog_text()
        await studio.press("c")
        assert studio.desk.step.options["hour"] == "night"


async def test_leaving_a_wall_ends_its_drawing(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("g", "Q", "escape")
        await studio.pilot.pause()
        asked = len(studio.workers.asked)
        await studio.pilot.pause(0.1)
        assert len(studio.workers.asked) == asked
        assert not isinstance(studio.app.screen, Wall)


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_two_seeds_of_the_wall_are_blended(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        await studio.press("g", "Q")
        await drawn(studio, 16)
        seeds = [request.seed for request in studio.workers.asked if request.size == 128]
        if by_mouse:
            title = studio.app.screen.query_one("#wall-title", Parts).line().text
            await studio.pilot.click("#wall-title", offset=(title.index("blend two"), 0))
            for place in (1, 2):
                corner = studio.app.screen.query_one(Mosaic)._corners[place]
                await studio.pilot.click(Mosaic, offset=(corner[1] + 3, corner[0] // 2 + 1))
        else:
            await studio.press("+", "b", "c")
        await drawn(studio, 9)
        assert f"From seed {seeds[1]} to seed {seeds[2]}" in studio.dialog_text()
        asked = [request.blend for request in studio.workers.asked[-9:]]
        assert asked[0] is None
        assert asked[2] == Blend(seeds[2], 0.25)
        if by_mouse:
            corner = studio.app.screen.query_one(Mosaic)._corners[2]
            await studio.pilot.click(Mosaic, offset=(corner[1] + 3, corner[0] // 2 + 1))
        else:
            await studio.press("c")
        await studio.pilot.pause()
        assert (studio.desk.sketch.seed, studio.desk.sketch.blend) == (seeds[1], Blend(seeds[2], 0.25))
        assert f"seeds {seeds[1]} + {seeds[2]}, 25 %" in studio.line("title")
        await studio.press("s")
        assert studio.desk.sketch.blend is None


async def test_what_cannot_be_blended_is_not_offered(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("Q")
        assert "blend" not in studio.dialog_text()


async def test_the_wall_shows_what_comes_out_at_the_end_of_the_chain(room: OpenRoom) -> None:
    async with room() as studio:
        studio.desk.labels[:, :32] = 9
        studio.desk.set_chain((Step("ink"),))
        await studio.press("g", "Q")
        await drawn(studio, 16)
        tile = studio.app.screen.query_one(Mosaic)._tiles[3]
        assert tile is not None
        np.testing.assert_array_equal(tile, LANDSCAPE.palette()[studio.desk.labels][:, ::-1])


async def test_seeds_and_looks_are_one_key_apart(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("g", "Q", "/")
        await drawn(studio, 3)
        assert "sunset" in studio.dialog_text()
        await studio.press("/")
        assert "Sixteen seeds" in studio.dialog_text()


async def test_a_tile_that_fails_does_not_stop_the_others(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("g")
        studio.workers.fault = "the paint ran out"
        await studio.press("Q")
        await studio.pilot.pause(0.1)
        assert len([request for request in studio.workers.asked if request.size == 128]) == 16
        assert "the paint ran out" in studio.dialog_text()
        assert "✗" in studio.dialog_text()
        await studio.press("escape")
        assert "the paint ran out" in studio.line("status")


async def test_every_generator_is_on_the_sheet_and_one_is_picked(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("E")
        await drawn(studio, 2)
        assert "World" in studio.dialog_text()
        await studio.press("b")
        assert studio.desk.step.generator == "world"


async def test_a_result_brings_its_sketch_back_and_undo_the_one_after_it(room: OpenRoom) -> None:
    async with room() as studio:
        first = studio.desk.labels.copy()
        await studio.press("3")
        await studio.drag((10, 5), (10, 50))
        await studio.pilot.pause()
        second = studio.desk.labels.copy()
        await studio.press("J")
        assert len(studio.app.screen.query_one(Mosaic)._tiles) >= 2
        await studio.press("b")
        np.testing.assert_array_equal(studio.desk.labels, first)
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, second)


async def test_comparing_keeps_one_picture_and_shows_it_beside_the_next(room: OpenRoom) -> None:
    async with room() as studio:
        kept = studio.picture.picture
        assert kept is not None
        await studio.press("C")
        await studio.press("h", "h")
        await studio.pilot.pause()
        now, shown = studio.screen.live.result, studio.picture.picture
        assert now is not None
        assert shown is not None
        middle = shown.shape[1] // 2
        np.testing.assert_array_equal(shown[:, : middle - 1], kept[:, : middle - 1])
        np.testing.assert_array_equal(shown[:, middle + 2 :], now.image[:, middle + 2 :])
        await studio.press("C", "C", "C", "C")
        np.testing.assert_array_equal(studio.picture.picture, now.image)


pictures = st.integers(0, 2**31).map(
    lambda seed: np.random.default_rng(seed).integers(0, 256, (12, 16, 3)).astype(np.uint8)
)


@given(pictures, pictures)
def test_comparisons_have_the_pictures_size(was: np.ndarray, now: np.ndarray) -> None:
    for compare in (wipe, side_by_side, difference):
        assert compare(was, now).shape == now.shape
    assert difference(now, now).max() < 20


@given(st.integers(1, 26), st.integers(20, 80), st.integers(30, 200))
def test_tiles_of_a_mosaic_stay_apart_and_on_it(count: int, rows: int, columns: int) -> None:
    tile = np.full((8, 8, 3), 255, np.uint8)
    whole, corners = mosaic([tile] * count, rows, columns, (0, 0, 0))
    assert whole.shape == (rows, columns, 3)
    assert len(set(corners)) == count
    assert all(0 <= top < rows and 0 <= left < columns for top, left in corners)
