"""Coming back to a drawing: undo goes on, what differs is asked about, and one studio draws on a file at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from studio_room import OpenRoom, plain_map
from textual.widgets import Static

from studio.drawing.region import Region
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.sketch.one_writer import InUse
from studio.sketch.places import journal_beside
from studio.tui.keeping import Keeper
from studio.tui.resuming import Opened
from studio.tui.screens.question import Question
from studio.tui.screens.which_drawing import WhichDrawing

SUN, SNOW = LANDSCAPE.ids("sun", "snow")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "coast.png"
    save_sketch(path, Sketch(plain_map()), None)
    return path


def stroke(opened: Opened, label: int, row: int = 3) -> None:
    opened.history.begin("brush")
    opened.sketch.labels[row, :9] = label
    opened.history.touch(Region(row, 0, row + 1, 9))
    opened.history.commit()


async def test_undo_goes_on_after_leaving_and_coming_back(room: OpenRoom, file: Path) -> None:
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.drag((40, 5), (40, 30))
        await studio.press("w", "q")
    async with room(file) as studio:
        assert studio.desk.labels[40, 18] == studio.desk.labels[10, 18] == SUN
        assert not studio.desk.is_changed
        await studio.press("u", "u")
        np.testing.assert_array_equal(studio.desk.labels, plain_map())
        await studio.press("U")
        assert studio.desk.labels[10, 18] == SUN


async def test_saving_under_another_name_takes_undo_along(room: OpenRoom, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("W")
        await studio.fill_in(other)
        assert "other.png" in studio.line("title")
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, plain_map())
    async with room(file) as studio:  # the first file is as it was saved, and its strokes one undo away
        np.testing.assert_array_equal(studio.desk.labels, plain_map())
        assert not studio.desk.is_changed
        await studio.press("u")
        assert studio.desk.labels[10, 18] == SUN


async def test_changes_that_were_left_can_be_undone_to(room: OpenRoom, file: Path) -> None:
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("q", "n")
    async with room(file) as studio:
        np.testing.assert_array_equal(studio.desk.labels, plain_map())
        await studio.press("u")
        assert studio.desk.labels[10, 18] == SUN


async def test_a_second_studio_is_offered_a_copy(room: OpenRoom, file: Path, tmp_path: Path) -> None:
    first = Keeper(tmp_path / "elsewhere")
    stroke(first.open(file), SNOW)
    async with room() as studio:
        await studio.press("o")
        await studio.fill_in(file)
        question = studio.app.screen
        assert isinstance(question, Question)
        assert "another studio" in str(question.query_one(Static).render())
        await studio.press("y")
        assert studio.desk.labels[3, 4] == SNOW  # what the other one drew, saved or not
        await studio.press("3")
        await studio.drag((40, 5), (40, 30))
        await studio.press("w")
        assert open_sketch(tmp_path / "coast-2.png").labels[40, 18] == SUN
    assert not (open_sketch(file).labels == SUN).any()
    first.close()


async def test_a_file_that_another_studio_draws_on_is_not_saved_over(
    room: OpenRoom, file: Path, tmp_path: Path
) -> None:
    first = Keeper(tmp_path / "elsewhere")
    first.open(file)
    before = file.read_bytes()
    async with room() as studio:
        await studio.press("W")
        await studio.fill_in(file)
        await studio.press("enter")
        assert "another studio" in " ".join(studio.dialog_text().split())
        assert studio.desk.path is None
    assert file.read_bytes() == before
    first.close()


@pytest.mark.parametrize(("key", "label"), [("1", SNOW), ("2", SUN)])
async def test_two_drawings_of_one_file_are_shown_and_asked_about(
    room: OpenRoom, file: Path, tmp_path: Path, key: str, label: int
) -> None:
    keeper = Keeper(tmp_path / "state")
    stroke(keeper.open(file), SNOW)
    keeper.close()
    theirs = Sketch(plain_map())
    theirs.labels[3, :9] = SUN
    save_sketch(file, theirs, None)
    async with room(file, size=(100, 30)) as studio:
        await studio.pilot.pause()
        assert isinstance(studio.app.screen, WhichDrawing)
        await studio.press(key)
        assert studio.desk.labels[3, 4] == label
        assert studio.desk.is_changed == (key == "1")
        if key == "2":  # the other one is one undo away
            await studio.press("u")
            assert studio.desk.labels[3, 4] == SNOW


def test_a_file_changed_elsewhere_opens_without_a_question_where_nothing_was_unsaved(
    file: Path, tmp_path: Path
) -> None:
    keeper = Keeper(tmp_path / "state")
    opened = keeper.open(file)
    stroke(opened, SNOW)
    keeper.save(file, opened.sketch, None, opened.history, file)
    keeper.close()
    save_sketch(file, Sketch(np.full((64, 64), SUN, np.uint8)), None)
    again = keeper.open(file)
    assert (again.sketch.labels == SUN).all()
    assert again.other is None
    assert not again.is_changed
    again.history.undo()
    assert again.sketch.labels[3, 4] == SNOW


def test_a_file_of_another_size_keeps_the_unsaved_strokes_in_a_journal_aside(file: Path, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "state")
    stroke(keeper.open(file), SNOW)
    keeper.close()
    save_sketch(file, Sketch.blank(8, 12), None)
    opened = keeper.open(file)
    assert opened.other is not None
    taken = keeper.take_file(opened)
    assert taken.sketch.labels.shape == (8, 12)
    assert taken.news is not None
    assert taken.news[1].exists()


def test_opening_without_drawing_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "state")
    keeper.open(file)
    assert journal_beside(file).exists()
    keeper.close()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["coast.png"]


def test_nothing_is_written_beside_a_map_of_others(tmp_path: Path) -> None:
    from PIL import Image

    foreign = tmp_path / "set" / "map.png"
    foreign.parent.mkdir()
    Image.fromarray(plain_map()).save(foreign)
    keeper = Keeper(tmp_path / "state")
    stroke(keeper.open(foreign), SNOW)
    keeper.close()
    assert list(foreign.parent.iterdir()) == [foreign]
    assert keeper.open(foreign).sketch.labels[3, 4] == SNOW
    keeper.close()


def test_saving_keeps_the_last_five_states_of_the_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.sketch.backups.APART_S", 0.0)
    keeper = Keeper(tmp_path / "state")
    opened = keeper.open(file)
    for label in range(1, 9):
        stroke(opened, label)
        keeper.save(file, opened.sketch, None, opened.history, file)
    kept = [int(open_sketch(backup.path).labels[3, 4]) for backup in keeper.backups(file)]
    assert kept == [7, 6, 5, 4, 3]
    keeper.close()


def test_a_damaged_journal_opens_as_far_as_it_is_whole_and_says_so(file: Path, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "state")
    opened = keeper.open(file)
    stroke(opened, SNOW)
    whole = journal_beside(file).stat().st_size
    stroke(opened, SUN, row=7)
    keeper.close()
    data = bytearray(journal_beside(file).read_bytes())
    data[whole + 30] ^= 1
    journal_beside(file).write_bytes(data)
    again = keeper.open(file)
    assert again.sketch.labels[3, 4] == SNOW
    assert again.sketch.labels[7, 4] != SUN
    assert again.news is not None
    assert again.news[1].read_bytes() == data
    keeper.close()


def test_a_locked_file_is_refused(file: Path, tmp_path: Path) -> None:
    first, second = Keeper(tmp_path / "a"), Keeper(tmp_path / "b")
    first.open(file)
    with pytest.raises(InUse):
        second.open(file)
    first.close()
    assert second.open(file).sketch.labels.shape == (64, 64)
    second.close()
