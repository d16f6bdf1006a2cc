"""Saving, opening, leaving and coming back: nothing drawn is lost, nothing of others is overwritten."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from studio_room import OpenRoom, plain_map
from textual.events import Key
from textual.widgets import Static

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.tui.keeping import Keeper
from studio.tui.screens.question import Question

SUN = LANDSCAPE.id("sun")


async def test_a_drawing_is_saved_through_the_dialog_and_opened_again(room: OpenRoom, tmp_path: Path) -> None:
    file = tmp_path / "coast.png"
    async with room() as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("w")
        await studio.fill_in(file)
        assert "Saved" in studio.line("status")
        assert "coast.png" in studio.line("title")
        assert np.asarray(Image.open(file)).shape == (64, 64, 3)
        saved = studio.desk.labels.copy()
        await studio.press("x", "o", "n")
        await studio.fill_in(file)
        np.testing.assert_array_equal(studio.desk.labels, saved)
    async with room(file) as studio:
        np.testing.assert_array_equal(studio.desk.labels, saved)


async def test_faults_of_saving_are_told_in_the_dialog_which_stays(room: OpenRoom, tmp_path: Path) -> None:
    async with room() as studio:
        await studio.press("w")
        await studio.fill_in(tmp_path / "nowhere" / "a.png")
        assert studio.app.screen is not studio.screen
        assert "nowhere" in studio.dialog_text()
        await studio.fill_in(tmp_path / "a.png")
        assert (tmp_path / "a.png").exists()


async def test_another_file_is_replaced_only_when_confirmed(room: OpenRoom, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(b"precious")
    async with room() as studio:
        await studio.press("w")
        await studio.fill_in(other)
        assert other.read_bytes() == b"precious"
        assert "another file" in " ".join(studio.dialog_text().split())
        await studio.press("enter")
        assert open_sketch(other).labels.shape == (64, 64)


async def test_saving_never_turns_a_label_map_of_others_into_a_picture(room: OpenRoom, tmp_path: Path) -> None:
    file = tmp_path / "training.png"
    Image.fromarray(plain_map()).save(file)
    before = file.read_bytes()
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("w", "enter")
        assert file.read_bytes() == before
        assert open_sketch(tmp_path / "training-sketch.png").labels[10, 18] == SUN


@pytest.mark.parametrize(
    ("key", "is_saved", "stays"), [("y", True, False), ("n", False, False), ("escape", False, True)]
)
async def test_leaving_asks_about_a_changed_file(
    room: OpenRoom, tmp_path: Path, key: str, is_saved: bool, stays: bool
) -> None:
    file = tmp_path / "coast.png"
    save_sketch(file, Sketch(plain_map()), None)
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        assert "●" in studio.line("title")
        await studio.press("q")
        assert isinstance(studio.app.screen, Question)
        await studio.press(key)
        assert (studio.app.screen is studio.screen) == stays or not studio.app.is_running
    assert (open_sketch(file).labels[10, 18] == SUN) == is_saved
    assert Keeper(tmp_path / "state").open(file).is_changed == (stays and not is_saved)


async def test_an_untitled_drawing_comes_back_without_a_question(room: OpenRoom, state: Path) -> None:
    async with room() as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("q")
    assert Keeper(state).open_last().sketch.labels[10, 18] == SUN


async def test_a_pause_keeps_the_drawing(room: OpenRoom, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.tui.screens.desk_screen.KEEP_AFTER_S", 0.05)
    async with room() as studio:
        assert open_sketch(state / "untitled.png").labels[10, 18] != SUN
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.pilot.pause(0.2)
        await studio.app.workers.wait_for_complete()
        assert open_sketch(state / "untitled.png").labels[10, 18] == SUN


async def test_every_pause_keeps_the_drawing_and_so_does_time_where_there_is_none(
    room: OpenRoom, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.tui.screens.desk_screen.KEEP_AFTER_S", 0.05)
    async with room() as studio:
        await studio.press("3")
        for row in (10, 30):
            await studio.drag((row, 5), (row, 30))
            await studio.pilot.pause(0.3)
            await studio.app.workers.wait_for_complete()
            assert open_sketch(state / "untitled.png").labels[row, 18] == SUN
        monkeypatch.setattr("studio.tui.screens.desk_screen.KEEP_AFTER_S", 1000.0)
        monkeypatch.setattr("studio.tui.screens.desk_screen.KEEP_LATEST_S", 0.05)
        await studio.drag((50, 5), (50, 30))
        await studio.pilot.pause(0.3)
        await studio.app.workers.wait_for_complete()
        assert open_sketch(state / "untitled.png").labels[50, 18] == SUN


async def test_unsaved_changes_of_a_file_come_back_after_a_dropped_line(
    room: OpenRoom, tmp_path: Path, state: Path
) -> None:
    file = tmp_path / "coast.png"
    save_sketch(file, Sketch(plain_map()), None)
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        studio.app._leave()
    assert open_sketch(file).labels[10, 18] != SUN
    keeper = Keeper(state)
    for opened in (keeper.open(file), keeper.open_last()):
        assert opened.sketch.labels[10, 18] == SUN
        assert opened.is_changed
        assert opened.news
        assert opened.news[0] == "recovered"


def test_two_studios_keep_two_untitled_drawings(tmp_path: Path) -> None:
    first, second = Keeper(tmp_path), Keeper(tmp_path)
    first.open_untitled()
    second.open_untitled()
    first.keep(Sketch(np.full((8, 8), 1, np.uint8)), None, None, 1)
    second.keep(Sketch(np.full((8, 8), 2, np.uint8)), None, None, 1)
    assert (open_sketch(tmp_path / "untitled.png").labels == 1).all()
    first.close()
    second.close()
    assert (Keeper(tmp_path).open_untitled().sketch.labels == 1).all()


def test_an_older_version_never_replaces_a_newer_one(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep(Sketch(np.full((8, 8), 2, np.uint8)), None, None, 7)
    keeper.keep(Sketch(np.full((8, 8), 1, np.uint8)), None, None, 6)
    assert (keeper.open_untitled().sketch.labels == 2).all()


def test_a_kept_drawing_that_cannot_be_read_is_set_aside_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "untitled.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    opened = Keeper(tmp_path).open_last()
    assert opened.sketch.labels.shape == (256, 256)
    assert opened.news
    assert opened.news[1].read_bytes().endswith(b"broken")


def test_a_new_name_is_a_new_drawing_where_its_folder_can_be_written(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "state")
    opened = keeper.open(tmp_path / "new.png")
    assert opened.path == tmp_path / "new.png"
    assert {LANDSCAPE[int(value)].key for value in np.unique(opened.sketch.labels)} == {"sky", "grass"}
    with pytest.raises(InputError, match="doesn't exist"):
        keeper.open(tmp_path / "no" / "new.png")
    with pytest.raises(InputError, match="no such file"):
        keeper.open(tmp_path / "new.mat")


async def test_what_is_typed_ahead_reaches_the_dialog(room: OpenRoom, tmp_path: Path) -> None:
    async with room() as studio:
        path = str(tmp_path / "x.png")
        for key, character in [("w", "w"), *((letter, letter) for letter in path), ("enter", None)]:
            studio.app.post_message(Key(key, character))
        await studio.pilot.pause(0.3)
        await studio.pilot.pause()
        assert (tmp_path / "x.png").exists()
        assert studio.desk.labels.any()  # the x of the name cleared nothing


@pytest.mark.parametrize("key", ["W", "o"])
@pytest.mark.parametrize(
    "name", ["x" * 10_000, "/dev/null/a.png", "~nobody-of-that-name/a.png", "\x1b[31m/a.png", "a\x00/b.png"]
)
async def test_names_that_no_disk_takes_are_told_in_the_dialog(room: OpenRoom, key: str, name: str) -> None:
    async with room(size=(60, 18)) as studio:
        await studio.press(key)
        await studio.fill_in(name)
        dialog = studio.app.screen
        assert dialog is not studio.screen
        assert str(dialog.query_one("#fault", Static).render())
        assert "Esc" in studio.dialog_text()
        await studio.press("escape")
        assert studio.app.screen is studio.screen


async def test_a_file_that_somebody_else_wrote_meanwhile_is_replaced_only_when_confirmed(
    room: OpenRoom, tmp_path: Path
) -> None:
    file = tmp_path / "coast.png"
    save_sketch(file, Sketch(plain_map()), None)
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("w")
        assert studio.app.screen is studio.screen
        theirs = Sketch(np.full((32, 32), SUN, np.uint8))
        save_sketch(file, theirs, None)
        await studio.drag((20, 5), (20, 30))
        await studio.press("w", "enter")
        assert open_sketch(file).labels.shape == (32, 32)
        assert "somebody else" in " ".join(studio.dialog_text().split())
        await studio.press("enter")
        assert open_sketch(file).labels[20, 18] == SUN
        file.unlink()
        await studio.drag((30, 5), (30, 30))
        await studio.press("w")
        assert open_sketch(file).labels[30, 18] == SUN


async def test_a_drawing_that_cannot_be_kept_is_told_without_numbers(
    room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.tui.screens.desk_screen.KEEP_AFTER_S", 0.05)
    async with room() as studio:
        with monkeypatch.context() as patch:
            refused = PermissionError(errno.EACCES, "Permission denied", "/state")
            patch.setattr(Keeper, "keep", lambda *_: (_ for _ in ()).throw(refused))
            await studio.drag((10, 5), (10, 30))
            await studio.pilot.pause(0.2)
            await studio.app.workers.wait_for_complete()
            assert "Permission denied" in studio.line("status")
            assert "Errno" not in studio.line("status")
