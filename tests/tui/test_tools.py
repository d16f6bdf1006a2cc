"""Every tool, by the mouse alone and by the keyboard alone: what it draws, and that one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from studio_room import OpenRoom, Room
from textual.widgets import OptionList

from studio.labels import LANDSCAPE, LabelMap
from studio.tui.tools.toolbox import TOOLBOX, TOOLS

SKY, SEA, HOUSE, SUN = LANDSCAPE.ids("sky", "sea", "house", "sun")
Point = tuple[int, int]


@dataclass(frozen=True)
class Gesture:
    """How a tool is used on the plain map (sky over sea, a house in the middle), and what must be so afterwards.

    points: where the pen goes; clicks: whether each of them is a press of its own, or one drag goes through all.
    """

    tool: str
    points: Sequence[Point]
    is_right: Callable[[LabelMap, int], bool]
    clicks: bool = False
    label: str = "sun"


GESTURES = [
    Gesture("brush", [(10, 10), (10, 40)], lambda m, held: m[10, 25] == held and m[20, 25] == SKY),
    Gesture("eraser", [(10, 10), (10, 40)], lambda m, held: m[10, 25] == 0),
    Gesture("line", [(10, 10), (20, 60), (10, 50)], lambda m, held: m[10, 45] == held and m[20, 58] == SKY),
    Gesture(
        "polyline",
        [(5, 10), (5, 50), (25, 50), (25, 50)],
        lambda m, held: m[5, 30] == held and m[15, 50] == held and m[20, 20] == SKY,
        clicks=True,
    ),
    Gesture("rectangle", [(5, 5), (15, 30)], lambda m, held: (m[7:13, 7:28] == held).all() and m[20, 10] == SKY),
    Gesture("ellipse", [(5, 5), (25, 45)], lambda m, held: m[15, 25] == held and m[6, 6] == SKY),
    Gesture(
        "polygon",
        [(2, 10), (25, 2), (25, 22), (25, 22)],
        lambda m, held: m[20, 11] == held and m[4, 3] == SKY,
        clicks=True,
    ),
    Gesture(
        "lasso",
        [(5, 5), (5, 50), (25, 50), (25, 5)],
        lambda m, held: m[15, 25] == held and m[15, 60] == SKY,
    ),
    Gesture("fill", [(50, 10)], lambda m, held: m[60, 60] == held and m[0, 0] == SKY and m[32, 32] == HOUSE),
    Gesture("swap", [(10, 10)], lambda m, held: not (m == SKY).any() and (m == held).sum() > 1900),
    Gesture("horizon", [(48, 10), (48, 50)], lambda m, held: (m[50:] == held).all() and m[40, 5] == SEA),
    Gesture("ridge", [(30, 5), (30, 60)], lambda m, held: (m[:31] == held).any(axis=0).sum() > 40, label="mountain"),
    Gesture("river", [(36, 20), (62, 40)], lambda m, held: 20 < (m == held).sum() < 1200, label="river"),
    Gesture("tree_line", [(31, 5), (31, 60)], lambda m, held: (m[:32] == held).any(axis=0).sum() > 45, label="tree"),
]
KEYS = {tool.name: letter for letter, tool in TOOLBOX.items()}


async def take_by_mouse(studio: Room, tool: str) -> None:
    """Open the toolbox by a click on the first line, and click on a tool."""
    at = studio.line("title").index(" d ") + 1
    await studio.pilot.click("#title", offset=(at, 0))
    await studio.pilot.pause()
    listed = studio.app.screen.query_one(OptionList)
    place = [one.name for one in TOOLBOX.values()].index(tool)
    listed.scroll_to(y=max(0, place - 5), animate=False)
    await studio.pilot.pause()
    await studio.pilot.click(OptionList, offset=(3, place - listed.scroll_offset.y))
    await studio.pilot.pause()


async def go(studio: Room, to: Point) -> None:
    """Move the cursor by the arrow keys to the half-cell that shows a map pixel."""
    viewport = studio.canvas.viewport
    target, here = viewport.to_half_cell(*to), viewport.to_half_cell(*studio.canvas.cursor)
    down, right = target[0] - here[0], target[1] - here[1]
    await studio.press(*(["down"] * down or ["up"] * -down), *(["right"] * right or ["left"] * -right))


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.tool)
async def test_a_tool_by_mouse_alone(room: OpenRoom, gesture: Gesture) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        at = studio.line("labels-0").find(gesture.label)
        if at >= 0:
            await studio.pilot.click("#labels-0", offset=(at, 0))
        await take_by_mouse(studio, gesture.tool)
        assert studio.desk.tool.name == gesture.tool
        if gesture.clicks:
            for point in gesture.points:
                await studio.drag(point)
        else:
            await studio.drag(*gesture.points)
        assert gesture.is_right(studio.desk.labels, studio.desk.label)
        assert not studio.desk.is_drawing
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.tool)
async def test_a_tool_by_keyboard_alone(room: OpenRoom, gesture: Gesture) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("apostrophe", *gesture.label, "enter")
        while studio.app.screen is not studio.screen:
            await studio.pilot.pause(0.02)
        await studio.press("d", KEYS[gesture.tool])
        while studio.desk.tool.name != gesture.tool or studio.app.screen is not studio.screen:
            await studio.pilot.pause(0.02)
        await go(studio, gesture.points[0])
        await studio.press("enter" if gesture.clicks else "space")
        for point in gesture.points[1:]:
            await go(studio, point)
            if gesture.clicks:
                await studio.press("enter")
        if not gesture.clicks:
            await studio.press("space")
        assert gesture.is_right(studio.desk.labels, studio.desk.label)
        assert not studio.desk.is_drawing
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_the_eyedropper_takes_a_label_and_gives_the_tool_before_back(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        await studio.press("l", "d", "i")
        if by_mouse:
            await studio.drag((32, 32))
        else:
            await go(studio, (32, 32))
            await studio.press("enter")
        assert studio.desk.label == HOUSE
        assert studio.desk.tool.name == "line"
        assert "house" in studio.line("status")


async def test_the_right_button_on_the_picture_takes_what_is_drawn_there(room: OpenRoom) -> None:
    async with room() as studio:
        x, y = studio.cell(32, 32)
        await studio.pilot.mouse_down(
            studio.picture, offset=(x - studio.canvas.left + studio.picture.left, y), button=3
        )
        await studio.pilot.pause()
        assert studio.desk.label == HOUSE


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_selected_thing_is_dragged_elsewhere_and_its_place_closes(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("z")
        if by_mouse:
            await studio.drag((32, 32))
            await studio.drag((32, 32), (32, 52))
        else:
            await go(studio, (32, 32))
            await studio.press("enter", "space")
            await go(studio, (32, 52))
            await studio.press("space")
        assert studio.desk.labels[32, 52] == HOUSE
        assert studio.desk.labels[32, 30] in (SKY, SEA)
        assert (studio.desk.labels == HOUSE).sum() == 64
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_what_is_copied_can_be_stamped_again_and_again(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        await studio.press("z")
        places = [(10, 10), (10, 40)]
        if by_mouse:
            await studio.drag((27, 27), (37, 37))
            await studio.press("Y")
            for place in places:
                await studio.drag(place)
        else:
            await go(studio, (32, 32))
            await studio.press("enter", "Y")
            for place in places:
                await go(studio, place)
                await studio.press("enter")
        assert studio.desk.tool.name == "stamp"
        assert [studio.desk.labels[place] for place in [*places, (32, 32)]] == [HOUSE] * 3


async def test_a_selection_is_removed_mirrored_and_given_up(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("z")
        await studio.drag((32, 32))
        assert not studio.canvas.outlined.is_empty
        assert "%" in studio.line("status")
        await studio.press("delete")
        assert HOUSE not in studio.desk.labels
        await studio.press("u", "escape")
        assert studio.canvas.outlined.is_empty
        await studio.press("3", "b")
        await studio.drag((10, 5))
        await studio.press("X")
        assert studio.desk.labels[10, 58] == SUN
        assert studio.desk.labels[10, 5] == SKY


async def test_swapping_within_a_rectangle_leaves_the_rest(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3", "F")
        await studio.drag((10, 5), (20, 30))
        assert studio.desk.labels[15, 20] == SUN
        assert studio.desk.labels[15, 50] == SKY


async def test_hovering_shows_what_a_fill_would_change_before_it_does(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("f")
        await studio.pilot.hover(studio.canvas, offset=studio.cell(50, 10))
        await studio.pilot.pause()
        assert studio.canvas.outlined.pixels == (before == SEA).sum()
        row, column = studio.canvas.viewport.to_half_cell(63, 5)
        assert studio.canvas._marked[row, column]
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_a_polygon_shows_its_next_side_and_escape_gives_it_up(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        await studio.press("3", "d", "g")
        await studio.drag((2, 10))
        await studio.drag((25, 2))
        await studio.pilot.hover(studio.canvas, offset=studio.cell(25, 22))
        await studio.pilot.pause()
        assert studio.desk.labels[20, 11] == SUN
        await studio.press("escape")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_another_tool_finishes_a_figure_in_the_air(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3", "L")
        await studio.drag((5, 10))
        await studio.drag((5, 50))
        await studio.press("b")
        assert not studio.desk.is_drawing
        assert studio.desk.labels[5, 30] == SUN


async def test_eraser_and_brush_have_sizes_of_their_own(room: OpenRoom) -> None:
    async with room() as studio:
        brush = studio.desk.size
        await studio.press("e", "right_square_bracket", "right_square_bracket")
        assert studio.desk.size != brush
        await studio.press("e")
        assert (studio.desk.tool.name, studio.desk.size) == ("brush", brush)


async def test_a_square_brush_paints_corners(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3", "B")
        await studio.drag((16, 16))
        assert (studio.desk.labels == SUN).sum() == studio.desk.size**2


@pytest.mark.parametrize(("times", "mirrored"), [(1, {(10, 53)}), (2, {(53, 10)}), (3, {(10, 53), (53, 10), (53, 53)})])
async def test_symmetry_draws_on_the_other_sides_too(room: OpenRoom, times: int, mirrored: set[Point]) -> None:
    async with room() as studio:
        await studio.press("3", *["k"] * times)
        await studio.drag((10, 10))
        assert {at for at in ((10, 53), (53, 10), (53, 53)) if studio.desk.labels[at] == SUN} == mirrored
        np.testing.assert_array_equal((studio.desk.labels == SUN)[::-1, ::-1].sum(), (studio.desk.labels == SUN).sum())


async def test_two_letters_put_the_cursor_anywhere(room: OpenRoom) -> None:
    async with room() as studio:
        reached = []
        for row, column in ("aa", "az", "za", "zz", "mm"):
            await studio.press("j", row, column)
            reached.append(studio.canvas.viewport.to_half_cell(*studio.canvas.cursor))
        lines, columns = studio.canvas.viewport.lines, studio.canvas.viewport.columns
        assert reached[:4] == [(0, 0), (0, columns - 1), (2 * lines - 2, 0), (2 * lines - 2, columns - 1)]
        assert studio.canvas.rulers_shown is False


async def test_a_jump_with_the_pen_down_draws_there(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3", "j", "c", "c", "space", "j", "c", "w", "space")
        row = studio.canvas.cursor[0]
        assert (studio.desk.labels[row] == SUN).sum() > 40


async def test_rulers_stand_on_the_canvas_while_a_jump_waits(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("j")
        top = studio.dialog_text().splitlines()[studio.canvas.region.y + studio.canvas.top]
        assert "abcd" in top.replace(" ", "").replace("▀", "")
        await studio.press("escape")
        top = studio.dialog_text().splitlines()[studio.canvas.region.y + studio.canvas.top]
        assert "a" not in top


async def test_marks_remember_places_and_counts_lengthen_moves(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("j", "d", "d", "m", "q", "j", "v", "v", "grave_accent", "q")
        marked = studio.canvas.viewport.to_half_cell(*studio.canvas.cursor)
        await studio.press("semicolon", "1", "2", "right")
        row, column = studio.canvas.viewport.to_half_cell(*studio.canvas.cursor)
        assert (row, column) == (marked[0], marked[1] + 12)


def test_every_tool_has_a_gesture_here_or_a_test_of_its_own() -> None:
    assert {gesture.tool for gesture in GESTURES} | {"eyedropper", "select", "stamp"} == set(TOOLS)
