"""What was read out of a photograph comes onto the canvas part by part, by keys or clicks, and is one step of undo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from studio_room import OpenRoom, Room
from test_photographs import ReadingWorkers
from textual.widgets import OptionList

from studio.drawing.confirming import Confirming
from studio.drawing.parts import MOST_PARTS, parts_of
from studio.labels import LANDSCAPE
from studio.tui.screens.picker import Picker
from studio.tui.screens.reading_walk import ReadingWalk
from studio.tui.widgets.parts import Parts

SEA, SAND, SKY, SUN = LANDSCAPE.ids("sea", "sand", "sky", "sun")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "beach.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)).save(path)
    return path


async def walk(studio: Room, photo: Path) -> None:
    """Lay a photograph under the plain map, and read it: sea above, sand below."""
    await studio.press("f6")
    await studio.fill_in(photo)
    await studio.app.workers.wait_for_complete()
    await studio.pilot.pause()
    await studio.press("f7")
    for _ in range(200):
        if isinstance(studio.app.screen, ReadingWalk):
            break
        await studio.pilot.pause(0.02)
    await studio.pilot.pause()
    assert isinstance(studio.app.screen, ReadingWalk)


async def decide(studio: Room, key: str, by_mouse: bool) -> None:
    """Press a key of the walk, or click on it where it stands."""
    if by_mouse:
        line = studio.app.screen.query_one(Parts).line().text
        await studio.pilot.click(Parts, offset=(line.index(f" {key} ") + 1, 0))
        await studio.pilot.pause()
    else:
        await studio.press({"Enter": "enter", "Esc": "escape"}.get(key, key))


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_each_part_is_taken_or_left_and_all_is_undone_at_once(
    room: OpenRoom, photo: Path, by_mouse: bool
) -> None:
    async with room(workers=ReadingWorkers(), size=(100, 30)) as studio:
        before = studio.desk.labels.copy()
        await walk(studio, photo)
        assert "1/2 sea 50.0 %" in studio.dialog_text()
        assert (studio.desk.labels[:32] == SEA).all()  # shown before it is taken
        assert studio.canvas.outlined.pixels == 32 * 64
        await decide(studio, "Enter", by_mouse)
        assert "2/2 sand" in studio.dialog_text()
        await decide(studio, "s", by_mouse)
        assert studio.app.screen is studio.screen
        assert (studio.desk.labels[:32] == SEA).all()
        np.testing.assert_array_equal(studio.desk.labels[32:], before[32:])
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_part_is_something_else(room: OpenRoom, photo: Path, by_mouse: bool) -> None:
    async with room(workers=ReadingWorkers(), size=(100, 40)) as studio:
        await walk(studio, photo)
        await decide(studio, "l", by_mouse)
        assert isinstance(studio.app.screen, Picker)
        if by_mouse:
            studio.app.screen.query_one(OptionList).scroll_to(y=0, animate=False)
            await studio.pilot.pause()
            await studio.pilot.click(OptionList, offset=(5, 0))
        else:
            await studio.press(*"sky", "enter")
        await studio.pilot.pause()
        await decide(studio, "a", by_mouse)
        assert (studio.desk.labels[:32] == SKY).all()
        assert (studio.desk.labels[32:] == SAND).all()


async def test_the_keys_of_labels_name_a_part_and_b_goes_back(room: OpenRoom, photo: Path) -> None:
    async with room(workers=ReadingWorkers(), size=(100, 30)) as studio:
        await walk(studio, photo)
        await studio.press("3")
        assert (studio.desk.labels[:32] == SUN).all()
        await studio.press("b")
        assert "1/2 sea" in studio.dialog_text()
        assert (studio.desk.labels[:32] == SEA).all()


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_given_up_the_canvas_is_as_it_was(room: OpenRoom, photo: Path, by_mouse: bool) -> None:
    async with room(workers=ReadingWorkers(), size=(100, 30)) as studio:
        before = studio.desk.labels.copy()
        await walk(studio, photo)
        await studio.press("enter")
        await decide(studio, "Esc", by_mouse)
        np.testing.assert_array_equal(studio.desk.labels, before)
        assert not studio.desk.is_drawing


async def test_it_waits_until_nothing_else_is_asked(room: OpenRoom, photo: Path) -> None:
    workers = ReadingWorkers()
    workers.waits = True
    async with room(workers=workers, size=(100, 30)) as studio:
        await studio.press("f6")
        await studio.fill_in(photo)
        await studio.app.workers.wait_for_complete()
        await studio.press("f7")
        while not workers.read:
            await studio.pilot.pause(0.02)
        await studio.press("f1")
        workers.answer()
        await studio.pilot.pause(0.1)
        assert not isinstance(studio.app.screen, ReadingWalk)
        await studio.press("escape")
        await studio.app.workers.wait_for_complete()
        await studio.pilot.pause(0.05)
        assert isinstance(studio.app.screen, ReadingWalk)


async def test_without_a_photograph_the_key_says_so(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("f7")
        assert "no reference picture" in studio.line("status")


@given(st.integers(0, 10_000), st.integers(2, 60))
def test_parts_cover_every_labelled_pixel_once(seed: int, cells: int) -> None:
    rng = np.random.default_rng(seed)
    labels = np.kron(rng.integers(0, 5, (cells, cells)), np.ones((3, 3))).astype(np.uint8)
    parts = parts_of(labels)
    count = np.zeros(labels.shape, int)
    for part in parts:
        count[part.area.region.slices] += part.area.inside
        if part.label is not None:
            assert (labels[part.area.region.slices][part.area.inside] == part.label).all()
    np.testing.assert_array_equal(count, labels > 0)
    assert len(parts) <= MOST_PARTS + 1
    whole = Confirming(np.zeros_like(labels), labels, parts)
    whole.take_the_rest()
    np.testing.assert_array_equal(whole.labels, labels)
