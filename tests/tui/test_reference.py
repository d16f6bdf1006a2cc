"""The picture under the labels: laid there by key and by mouse, seen as much as one likes, kept with the drawing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.color import ColorSystem
from studio_room import MakeApp, OpenRoom, Room, Workers
from textual.widgets import OptionList

from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch
from studio.sketch.photographs import cut_to
from studio.tui.screens.reference_menu import ReferenceMenu

SKY = LANDSCAPE[LANDSCAPE.id("sky")].rgb


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A picture that is red on the left, blue on the right, and twice as wide as high."""
    picture = np.zeros((60, 120, 3), np.uint8)
    picture[:, :60] = (250, 0, 0)
    picture[:, 60:] = (0, 0, 250)
    path = tmp_path / "red.png"
    Image.fromarray(picture).save(path)
    return path


async def laid(studio: Room, picture: Path) -> None:
    """Lay a picture under the labels, by keys."""
    await studio.press("f6")
    await studio.fill_in(picture)
    await studio.app.workers.wait_for_complete()
    await studio.pilot.pause()


def paper(studio: Room, row: int, column: int) -> tuple[int, ...]:
    """The colour in which the canvas shows a map pixel's cell."""
    x, y = studio.cell(row, column)
    at = 0
    for segment in studio.canvas.render_line(y):
        at += segment.cell_length
        if x < at:
            assert segment.style is not None
            assert segment.style.bgcolor is not None
            return tuple(segment.style.bgcolor.get_truecolor())
    raise AssertionError("no such cell")


async def test_a_reference_shines_through_and_is_hidden_again(room: OpenRoom, red: Path) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        assert paper(studio, 4, 10) == SKY
        await laid(studio, red)
        left, right = paper(studio, 4, 10), paper(studio, 4, 54)
        assert left[0] > right[0] + 80
        assert right[2] > left[2] + 80
        await studio.press("backslash")
        assert paper(studio, 4, 10)[0] > left[0]
        await studio.press("backslash")
        assert paper(studio, 4, 10) == SKY
        assert "hidden" in studio.line("status")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_where_nothing_is_painted_the_reference_is_seen_best(room: OpenRoom, red: Path) -> None:
    async with room() as studio:
        await laid(studio, red)
        await studio.press("x")
        bare = paper(studio, 4, 10)
        assert bare[0] > 200
        await studio.drag((4, 4), (4, 20))
        studio.canvas.cursor_shown = False
        studio.canvas._mark()
        assert paper(studio, 4, 10)[0] < bare[0]


async def test_by_mouse_its_strength_is_changed_and_it_is_taken_away(room: OpenRoom, red: Path) -> None:
    async with room() as studio:
        await laid(studio, red)
        await studio.press("f6")
        assert isinstance(studio.app.screen, ReferenceMenu)
        await studio.pilot.click(OptionList, offset=(3, 0))
        await studio.pilot.pause()
        assert studio.desk.sketch.reference == 75
        assert "75 %" in studio.dialog_text()
        await studio.pilot.click(OptionList, offset=(3, 3))
        await studio.pilot.pause()
        assert studio.desk.sketch.photograph is None
        assert paper(studio, 4, 10) == SKY


async def test_it_is_found_among_all_actions(room: OpenRoom, red: Path) -> None:
    async with room() as studio:
        titles = [command.title for command in studio.app.get_system_commands(studio.screen)]
        assert any(title.startswith("Reference picture under the labels") for title in titles)


async def test_it_is_kept_with_the_drawing(room: OpenRoom, red: Path, tmp_path: Path) -> None:
    saved = tmp_path / "traced.png"
    async with room() as studio:
        await laid(studio, red)
        await studio.press("W")
        await studio.fill_in(saved)
        await studio.pilot.pause()
    sketch = open_sketch(saved)
    assert sketch.reference == 50
    assert sketch.photograph is not None
    assert sketch.photograph.shape[:2] == (60, 60)  # cut to the canvas's shape
    async with room(saved) as studio:
        assert paper(studio, 4, 10)[0] > SKY[0] + 40
        assert not studio.desk.is_changed


@pytest.mark.parametrize(("name", "said"), [("none.png", "no such file"), ("text.png", "no picture")])
async def test_what_is_no_picture_is_told_in_the_dialog(room: OpenRoom, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "text.png").write_text("not a picture at all")
    async with room() as studio:
        await studio.press("f6")
        await studio.fill_in(tmp_path / name)
        assert studio.app.screen is not studio.screen
        assert said in " ".join(studio.dialog_text().split())
        await studio.press("escape")
        assert studio.desk.sketch.photograph is None


async def test_a_damaged_picture_and_one_too_large_are_one_line(
    room: OpenRoom, red: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = red.read_bytes()
    async with room(size=(160, 30)) as studio:
        red.write_bytes(whole[: len(whole) // 2 + 30])
        await laid(studio, red)
        assert "Not read" in studio.line("status")
        red.write_bytes(whole)
        monkeypatch.setattr("studio.sketch.photographs.MOST_PIXELS", 1000)
        await studio.press("f6")
        await studio.fill_in(red)
        assert "too many" in studio.dialog_text()


async def test_the_mouse_draws_on_while_it_is_there_and_undo_leaves_it(room: OpenRoom, red: Path) -> None:
    async with room() as studio:
        await laid(studio, red)
        before = studio.desk.labels.copy()
        await studio.press("3")
        await studio.drag((10, 10), (10, 40))
        assert (studio.desk.labels != before).any()
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)
        assert studio.desk.sketch.reference == 50


@pytest.mark.parametrize("system", [ColorSystem.EIGHT_BIT, ColorSystem.STANDARD, None], ids=["256", "16", "none"])
async def test_with_few_colours_or_none_it_is_seen_too(
    make_app: MakeApp, red: Path, system: ColorSystem | None
) -> None:
    app = make_app()
    app.console._color_system = system
    async with app.run_test() as pilot:
        studio = Room(app, pilot, Workers())
        await studio.press("x")
        bare = [studio.canvas.render_line(y) for y in range(4, 8)]
        await laid(studio, red)
        assert [studio.canvas.render_line(y) for y in range(4, 8)] != bare
        app.studio.keep_now()


@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 60), st.integers(1, 60))
def test_what_is_cut_has_the_maps_aspect(height: int, width: int, rows: int, columns: int) -> None:
    cut = cut_to(np.zeros((height, width, 3), np.uint8), (rows, columns))
    assert cut.shape[0] == height or cut.shape[1] == width
    assert min(cut.shape[:2]) >= 1
    assert abs(cut.shape[1] * rows - cut.shape[0] * columns) <= max(rows, columns)
