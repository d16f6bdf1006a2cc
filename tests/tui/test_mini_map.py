"""The mini-map: there when a window is looked at, with a frame that clicks, drags and arrows move, for few bytes."""

from __future__ import annotations

import numpy as np
import pytest
from studio_room import OpenRoom, Room
from textual.events import MouseMove

from studio.drawing.region import Region
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.tui.widgets.mini_map import MiniMap, mini_size

SKY, SUN = LANDSCAPE.ids("sky", "sun")


def mini(studio: Room) -> MiniMap:
    return studio.screen.query_one(MiniMap)


async def nearer(studio: Room, times: int = 2) -> None:
    studio.canvas.go_to(16, 16)
    await studio.press(*["plus"] * times)
    await studio.pilot.pause()


def cell_of(studio: Room, row: int, column: int) -> tuple[int, int]:
    """The cell of the mini-map's widget, its border counted, that shows a map pixel."""
    down, right = mini(studio).viewport.to_half_cell(row, column)
    return right + 1, down // 2 + 1


async def test_it_is_there_as_long_as_not_all_is_seen(room: OpenRoom) -> None:
    async with room() as studio:
        assert not mini(studio).display
        await nearer(studio)
        assert mini(studio).display
        assert studio.canvas.region.contains_region(mini(studio).region)
        await studio.press("underscore", "underscore")
        assert not mini(studio).display


async def test_a_click_moves_what_is_seen_and_a_drag_goes_on(room: OpenRoom) -> None:
    async with room() as studio:
        await nearer(studio)
        assert studio.canvas.window == Region(8, 8, 24, 24)
        labels = studio.desk.labels.copy()
        await studio.pilot.mouse_down(MiniMap, offset=cell_of(studio, 50, 50))
        await studio.pilot.pause()
        window = studio.canvas.window
        assert window is not None
        assert window.top > 36
        assert window.left > 36
        assert studio.picture.window == window
        await studio.pilot._post_mouse_events([MouseMove], MiniMap, cell_of(studio, 10, 50), button=1)
        await studio.pilot.mouse_up(MiniMap, offset=cell_of(studio, 10, 50))
        await studio.pilot.pause()
        moved = studio.canvas.window
        assert moved is not None
        assert moved.top < 12
        np.testing.assert_array_equal(studio.desk.labels, labels)  # nothing was painted under it


async def test_arrows_move_the_frame_and_the_cursor_with_it(room: OpenRoom) -> None:
    async with room() as studio:
        await nearer(studio)
        await studio.press("M", "right", "right", "down")
        assert studio.canvas.window == Region(12, 16, 28, 32)
        assert "arrows move" in studio.line("status")
        await studio.press("escape")
        row, column = studio.canvas.cursor
        assert 12 <= row < 28
        assert 16 <= column < 32
        await studio.press("right")  # the arrows are the cursor's again
        assert studio.canvas.window == Region(12, 16, 28, 32)
        await studio.press("M", "plus", "enter")
        assert studio.canvas.window is not None
        assert studio.canvas.window.height == 8


async def test_the_same_key_twice_hides_it_until_it_is_wanted(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("M")
        assert "All of the map is seen" in studio.line("status")
        await nearer(studio)
        await studio.press("M", "M")
        assert not mini(studio).display
        await studio.press("plus")
        assert not mini(studio).display
        await studio.press("M", "escape")
        assert mini(studio).display


async def test_it_steps_aside_for_the_pen(room: OpenRoom) -> None:
    async with room() as studio:
        await nearer(studio)
        before = mini(studio).region
        window = studio.canvas.window
        assert window is not None
        studio.canvas.go_to(window.bottom - 2, window.right - 2)
        await studio.pilot.pause()
        assert mini(studio).region != before
        x, y = studio.cell(window.bottom - 2, window.right - 2)
        assert not mini(studio).region.contains(studio.canvas.region.x + x, studio.canvas.region.y + y)


async def test_it_shows_what_is_drawn_and_undone(room: OpenRoom) -> None:
    async with room() as studio:
        await nearer(studio, 1)
        before = mini(studio)._cells.copy()
        await studio.press("3")
        studio.canvas.go_to(10, 10)
        await studio.press("enter")
        assert (mini(studio)._cells == SUN).any()
        await studio.press("u")
        np.testing.assert_array_equal(mini(studio)._cells, before)


async def test_another_drawing_is_seen_whole(room: OpenRoom) -> None:
    async with room() as studio:
        await nearer(studio)
        studio.desk.load(Sketch(np.full((2048, 1024), SKY, np.uint8)), None)
        studio.screen.reloaded()
        await studio.pilot.pause()
        assert not mini(studio).display
        await studio.press("plus")
        await studio.pilot.pause()
        assert mini(studio).viewport.height == 2048
        assert studio.canvas.region.contains_region(mini(studio).region)


async def test_moving_the_frame_repaints_only_cells_of_the_frame(room: OpenRoom) -> None:
    async with room(size=(160, 50)) as studio:
        await nearer(studio)
        seen = mini(studio)._marked.copy()
        dirty: list[int] = []
        mini(studio).refresh = lambda *regions, **_: dirty.extend(one.area for one in regions)  # type: ignore[method-assign, assignment]
        mini(studio).put_frame(Region(8, 12, 24, 28))
        changed = int((seen != mini(studio)._marked).sum())
        assert 0 < sum(dirty) <= changed + 2 * changed  # each with at most the two cells it is cheaper not to skip


@pytest.mark.parametrize("shape", [(64, 64), (32, 256), (256, 32), (2048, 2048)])
@pytest.mark.parametrize("cells", [(28, 14), (39, 20), (59, 36), (98, 56)])
def test_it_leaves_most_of_the_canvas_free(shape: tuple[int, int], cells: tuple[int, int]) -> None:
    columns, lines = mini_size(shape, *cells)
    assert columns * lines <= 0.25 * cells[0] * cells[1]
