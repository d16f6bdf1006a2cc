"""Drawing, as a hand feels it: labels by key, strokes by mouse and by keyboard, tools, undo."""

from __future__ import annotations

from math import cos, sin

import numpy as np
import pytest
from studio_room import OpenRoom
from textual.events import Key, MouseDown, MouseMove, MouseUp

from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.tui.desk import Desk

SKY, SEA, HOUSE = LANDSCAPE.ids("sky", "sea", "house")


async def test_a_drag_paints_the_label_of_the_key(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30), (20, 50))
        sun = LANDSCAPE.id("sun")
        assert [studio.desk.labels[at] for at in ((10, 5), (10, 18), (10, 30), (15, 40), (20, 50))] == [sun] * 5
        assert studio.canvas._shown[studio.canvas.viewport.to_half_cell(10, 18)] == sun


async def test_a_stroke_is_undone_and_redone_as_one(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("9")
        await studio.drag((5, 5), (50, 20), (50, 60))
        after = studio.desk.labels.copy()
        assert (before != after).any()
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)
        await studio.press("U")
        np.testing.assert_array_equal(studio.desk.labels, after)
        await studio.press("u", "u")
        assert "Nothing to undo" in studio.line("status")


async def test_a_line_is_seen_before_it_is_let_go(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("l", "3")
        await studio.drag((5, 5), (5, 50), (20, 5), let_go=False)
        sun = LANDSCAPE.id("sun")
        assert studio.desk.labels[5, 30] == SKY
        assert studio.desk.labels[12, 5] == sun
        await studio.pilot.mouse_up(studio.canvas, offset=studio.cell(20, 5))
        await studio.press("u")
        assert sun not in studio.desk.labels


async def test_fill_floods_one_area(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("f", "6")
        await studio.drag((50, 10))
        snow = LANDSCAPE.id("snow")
        assert studio.desk.labels[63, 63] == snow
        assert studio.desk.labels[0, 0] == SKY
        assert studio.desk.labels[30, 30] == HOUSE


async def test_the_keyboard_draws_without_a_mouse(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3", *["up"] * 6, "space", *["right"] * 8, "space")
        row, column = studio.canvas.cursor
        sun = LANDSCAPE.id("sun")
        assert studio.desk.labels[row, column] == sun
        assert studio.desk.labels[row, column - 8] == sun
        await studio.press("shift+down", "enter")
        assert studio.desk.labels[studio.canvas.cursor] == sun


async def test_escape_gives_a_stroke_up(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("9", "space", "up", "up", "escape")
        np.testing.assert_array_equal(studio.desk.labels, before)
        await studio.press("up", "up")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_a_drag_may_leave_the_map(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3")
        x, y = studio.cell(2, 2)
        await studio.pilot.mouse_down(studio.canvas, offset=(x, y))
        await studio.pilot.mouse_up(studio.app.screen, offset=(0, 0))
        await studio.pilot.pause()
        assert studio.desk.labels[2, 2] == LANDSCAPE.id("sun")
        assert not studio.canvas.pen_down


async def test_the_eyedropper_takes_what_is_under_the_pointer(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.pilot.mouse_down(studio.canvas, offset=studio.cell(32, 32), button=3)
        await studio.pilot.pause()
        assert studio.desk.label == HOUSE
        await studio.pilot.hover(studio.canvas, offset=studio.cell(60, 10))
        await studio.press("i")
        assert studio.desk.label == SEA


async def test_the_eraser_paints_void_and_gives_the_label_back(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("4", "e")
        await studio.drag((10, 10))
        assert studio.desk.labels[10, 10] == 0
        await studio.press("e")
        assert studio.desk.label == LANDSCAPE.id("mountain")


async def test_every_label_is_two_keys_away(room: OpenRoom) -> None:
    async with room() as studio:
        reached = set()
        for _ in range(2):
            for key in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "minus", "equals_sign"):
                await studio.pilot.press(key)
                reached.add(studio.desk.label)
            studio.screen.action_page()
        assert reached == {label.id for label in LANDSCAPE}


@pytest.mark.parametrize(("typed", "label"), [("sea", "sea"), ("mou", "mountain"), ("brid", "bridge")])
async def test_a_label_is_found_by_its_name(room: OpenRoom, typed: str, label: str) -> None:
    async with room() as studio:
        await studio.press("apostrophe", *typed, "enter")
        assert studio.desk.label == LANDSCAPE.id(label)


async def test_a_click_on_a_label_takes_it(room: OpenRoom) -> None:
    async with room() as studio:
        at = studio.line("labels-0").index("mountain")
        await studio.pilot.click("#labels-0", offset=(at, 0))
        await studio.pilot.pause()
        assert studio.desk.label == LANDSCAPE.id("mountain")


async def test_brush_sizes_change_what_is_painted(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("right_square_bracket", "right_square_bracket")
        larger = studio.desk.size
        await studio.press("3")
        await studio.drag((16, 16))
        assert (studio.desk.labels == LANDSCAPE.id("sun"))[:, 16].sum() == larger > 2
        await studio.press(*["left_square_bracket"] * 30)
        assert studio.desk.size == 1


async def test_clearing_and_another_scene_can_be_undone(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("x")
        assert not studio.desk.labels.any()
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_a_mouse_that_reports_pixels_hits_half_cells(room: OpenRoom) -> None:
    async with room() as studio:
        canvas = studio.canvas
        canvas.set_brush(1)
        x, y = studio.cell(20, 20)
        upper, lower = (
            canvas._point(MouseMove(canvas, x + 0.5, y + part, 0, 0, 0, False, False, False)) for part in (0.25, 0.75)
        )
        upper_row, lower_row = (canvas.viewport.to_half_cell(*point)[0] for point in (upper, lower))
        assert (upper_row, lower_row) == (2 * (y - canvas.top), 2 * (y - canvas.top) + 1)


@pytest.mark.parametrize(("side", "size"), [(256, 9), (24, 1), (2048, 76)])
def test_the_first_brush_suits_the_map(side: int, size: int) -> None:
    assert Desk(Sketch.blank(side, side)).size == size


@pytest.mark.parametrize("key", ["u", "U", "x", "c", "l", "f", "b", "g", "s", "p", "tab", "escape", "enter", "space"])
async def test_keys_in_the_middle_of_a_drag_break_nothing(room: OpenRoom, key: str) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("3")
        await studio.drag((10, 5), (10, 30), let_go=False)
        await studio.press(key)
        await studio.app.workers.wait_for_complete()
        await studio.drag((20, 30), (20, 50))
        await studio.press("u", "u", "u", "u", "u")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_a_move_that_comes_after_the_tool_changed_draws_nothing(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3")
        await studio.drag((40, 40), (40, 50), let_go=False)
        drawn = studio.desk.labels.copy()
        studio.desk.hold_tool("line")
        studio.desk.drag((40, 52))
        assert studio.desk.labels[20, 20] == SKY
        studio.desk.release()
        assert (studio.desk.labels != drawn).sum() < 100
        late = studio.desk.labels.copy()
        assert studio.desk.drag((60, 60)).is_empty
        np.testing.assert_array_equal(studio.desk.labels, late)


async def test_another_drawing_laid_down_during_a_drag_stays_as_it_is(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.drag((10, 5), (10, 30), let_go=False)
        studio.desk.load(Sketch(np.full((64, 64), SEA, np.uint8)), None)
        studio.screen.reloaded()
        await studio.drag((20, 30), (30, 50), let_go=False)
        await studio.pilot.mouse_up(studio.canvas, offset=studio.cell(30, 50))
        await studio.press("u")
        assert (studio.desk.labels == SEA).all()


async def test_a_key_right_behind_a_stroke_acts_after_it(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("3")
        corner = studio.canvas.region.offset
        for kind, point in [(MouseDown, (10, 5)), (MouseMove, (10, 20)), (MouseMove, (20, 40)), (MouseUp, (20, 40))]:
            x, y = (one + other for one, other in zip(studio.cell(*point), corner, strict=True))
            studio.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        studio.app.post_message(Key("u", "u"))
        await studio.pilot.pause(0.2)
        np.testing.assert_array_equal(studio.desk.labels, before)
        await studio.press("U")
        assert studio.desk.labels[10, 12] == LANDSCAPE.id("sun")


async def test_a_hand_faster_than_the_screen_leaves_no_gap(room: OpenRoom) -> None:
    around = [(int(32 + 20 * sin(step / 9)), int(32 + 20 * cos(step / 9))) for step in range(60)]
    drawn = []
    for is_fast in (False, True):
        async with room() as studio:
            await studio.press("3")
            corner = studio.canvas.region.offset
            for kind, point in [(MouseDown, around[0]), *((MouseMove, one) for one in around), (MouseUp, around[-1])]:
                x, y = (one + other for one, other in zip(studio.cell(*point), corner, strict=True))
                studio.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
                if not is_fast:
                    await studio.pilot.pause()
            await studio.pilot.pause(0.2)
            assert not studio.desk.is_drawing
            shown = studio.canvas._shown == LANDSCAPE.id("sun")
            drawn.append((studio.desk.labels.copy(), shown.copy()))
    (slow_map, slow_cells), (fast_map, fast_cells) = drawn
    np.testing.assert_array_equal(fast_map, slow_map)
    np.testing.assert_array_equal(fast_cells, slow_cells)
    assert (fast_map == LANDSCAPE.id("sun")).sum() > 200
