"""Stamps: ready-made pieces and one's own, chosen with a view of them, placed with a rim, at any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studio_room import OpenRoom, Room
from test_tools import take_by_mouse
from textual.events import MouseScrollUp
from textual.widgets import OptionList, Static

from studio.drawing.clipping import Clipping
from studio.drawing.pieces import PIECES
from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.locale.en import TEXTS as ENGLISH
from studio.locale.zh import TEXTS as CHINESE
from studio.sketch.stamps import Stamps
from studio.tui.screens.stamp_picker import StampPicker

TREE, HOUSE, SKY, SEA = LANDSCAPE.ids("tree", "house", "sky", "sea")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stamps:
    """Where the stamps of the studios of a test are kept."""
    monkeypatch.setenv("STUDIO_STAMPS", str(tmp_path / "stamps"))
    return Stamps()


async def take(studio: Room, name: str) -> None:
    """Choose a stamp by keys."""
    await studio.press("Z", *name, "enter")
    await studio.pilot.pause()


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_ready_made_tree_is_chosen_seen_and_placed(room: OpenRoom, shelf: Stamps, by_mouse: bool) -> None:
    async with room(size=(100, 40)) as studio:
        before = studio.desk.labels.copy()
        if by_mouse:
            await take_by_mouse(studio, "stamp")
            assert isinstance(studio.app.screen, StampPicker)
            await studio.pilot.click(OptionList, offset=(3, 0))
            await studio.pilot.pause()
            await studio.pilot.hover("#canvas", offset=studio.cell(16, 16))
        else:
            await take(studio, "tree")
            studio.canvas.go_to(16, 16)
        await studio.pilot.pause()
        assert studio.desk.tool.name == "stamp"
        rim = studio.canvas.outlined
        assert not rim.is_empty  # what a press would change
        np.testing.assert_array_equal(studio.desk.labels, before)
        if by_mouse:
            await studio.drag((16, 16))
        else:
            await studio.press("enter")
        drawn = studio.desk.labels == TREE
        assert drawn.sum() > 60
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_the_list_shows_each_and_is_searched_by_name(room: OpenRoom, shelf: Stamps) -> None:
    async with room(size=(100, 40)) as studio:
        await studio.press("Z")
        seen = studio.dialog_text()
        assert "island with a palm" in seen
        await studio.press(*"moun")
        await studio.pilot.pause()
        assert "island with a palm" not in studio.dialog_text()
        picker = studio.app.screen
        assert isinstance(picker, StampPicker)
        shown = np.unique(picker.query_one("MapView")._labels)  # type: ignore[attr-defined]
        assert set(shown) == {0, LANDSCAPE.id("mountain"), LANDSCAPE.id("snow")}


async def test_wheel_and_brackets_change_its_size_and_x_turns_it(room: OpenRoom, shelf: Stamps) -> None:
    async with room() as studio:
        brush = studio.desk.size
        await take(studio, "island")
        first = studio.desk.size
        await studio.press("right_square_bracket")
        larger = studio.desk.size
        studio.screen.say("silence", seconds=0)
        assert f"stamp {larger}" in studio.line("status")
        assert larger > first
        await studio.pilot._post_mouse_events([MouseScrollUp], studio.canvas, studio.cell(20, 20))
        await studio.pilot.pause()
        assert studio.desk.size > larger
        await studio.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        labels = studio.desk.labels.copy()
        studio.canvas.go_to(20, 30)
        await studio.press("enter")
        plain = studio.desk.labels.copy()
        await studio.press("u", "X")
        np.testing.assert_array_equal(studio.desk.labels, labels)  # the stamp was turned, not the map
        await studio.press("enter")
        assert (studio.desk.labels != plain).any()
        await studio.press("b")
        assert studio.desk.size == brush


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_selection_is_kept_as_a_stamp_and_used_again(room: OpenRoom, shelf: Stamps, by_mouse: bool) -> None:
    async with room(size=(100, 40)) as studio:
        await studio.press("z")
        await studio.drag((32, 32))
        if by_mouse:
            await studio.press("Z")
            listed = studio.app.screen.query_one(OptionList)
            listed.scroll_end(animate=False)
            await studio.pilot.pause()
            await studio.pilot.click(OptionList, offset=(3, listed.option_count - 1 - listed.scroll_offset.y))
            await studio.pilot.pause()
        else:
            await studio.press("quotation_mark")
        await studio.fill_in("my house")
        await studio.pilot.pause()
        assert shelf.names() == ["my house"]
        assert "my house" in studio.line("status")
        await take(studio, "my house")
        assert studio.desk.size == 8  # as large as it was
        studio.canvas.go_to(10, 10)
        await studio.press("enter")
        assert (studio.desk.labels[6:14, 6:14] == HOUSE).all()


async def test_an_own_stamp_is_replaced_only_when_that_is_confirmed(room: OpenRoom, shelf: Stamps) -> None:
    shelf.keep("hut", Clipping(np.full((2, 2), TREE, np.uint8), np.ones((2, 2), bool)))
    async with room() as studio:
        await studio.press("z")
        await studio.drag((32, 32))
        await studio.press("quotation_mark")
        await studio.fill_in("hut")
        assert "Enter again to replace it" in studio.dialog_text()
        assert (shelf.open("hut").labels == TREE).all()
        await studio.press("enter")
        assert (shelf.open("hut").labels == HOUSE).all()


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_an_own_stamp_is_deleted_by_two_presses(room: OpenRoom, shelf: Stamps, by_mouse: bool) -> None:
    shelf.keep("hut", Clipping(np.full((2, 2), TREE, np.uint8), np.ones((2, 2), bool)))
    async with room(size=(100, 40)) as studio:
        await studio.press("Z", *"hut")
        await studio.pilot.pause()
        for kept in (["hut"], []):
            assert "delete" in studio.dialog_text()
            if by_mouse:
                await studio.pilot.click("#fault", offset=(2, 0))
            else:
                await studio.press("f8")
            await studio.pilot.pause()
            assert shelf.names() == kept
        assert studio.app.screen.query_one(OptionList).option_count == 0
        await studio.press("escape", "Z", *"tree", "f8", "f8")
        assert "delete" not in studio.dialog_text()


async def test_with_nothing_selected_it_says_so(room: OpenRoom, shelf: Stamps) -> None:
    async with room() as studio:
        await studio.press("quotation_mark")
        assert "Nothing is selected" in studio.line("status")


async def test_a_damaged_stamp_is_one_line(room: OpenRoom, shelf: Stamps) -> None:
    shelf.folder.mkdir()
    (shelf.folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    async with room(size=(120, 40)) as studio:
        await studio.press("Z", *"broken")
        await studio.pilot.pause()
        fault = studio.app.screen.query_one("#fault", Static)  # on the screen its path may break anywhere
        assert "broken.png" in str(fault.render())
        assert fault.region.height > 0
        await studio.press("enter")
        await studio.pilot.pause()
        assert "Not a stamp" in studio.line("status")
        assert studio.desk.tool.name == "brush"


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 41])
def test_names_that_are_no_file_names_are_refused(shelf: Stamps, name: str) -> None:
    with pytest.raises(InputError, match="40 letters"):
        shelf.keep(name, Clipping(np.full((2, 2), TREE, np.uint8), np.ones((2, 2), bool)))


@pytest.mark.parametrize("name", list(PIECES))
def test_every_piece_has_a_name_in_both_languages_and_fits_its_scene(name: str) -> None:
    assert ENGLISH[f"piece.{name}"]
    assert CHINESE[f"piece.{name}"]
    clipping = PIECES[name].clipping
    assert 0.3 < clipping.inside.mean() <= 1
    small = clipping.scaled(round(256 * PIECES[name].share))
    assert set(np.unique(small.labels[small.inside])) == set(np.unique(clipping.labels[clipping.inside]))


@given(st.integers(0, 1000), st.integers(1, 300))
def test_at_any_size_a_stamp_keeps_its_shape_and_its_share(seed: int, side: int) -> None:
    names = list(PIECES)
    clipping = PIECES[names[seed % len(names)]].clipping
    scaled = clipping.scaled(side)
    assert scaled.side == side
    if side >= 20:
        assert abs(scaled.inside.mean() - clipping.inside.mean()) < 0.12
    assert set(np.unique(scaled.labels[scaled.inside])) <= set(np.unique(clipping.labels[clipping.inside]))
