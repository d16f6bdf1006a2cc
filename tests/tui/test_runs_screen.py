"""The screen of training runs: what it shows, what it asks for, and what comes of it on the canvas."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from run_folders import Asked, two_runs, write_run
from studio_room import OpenRoom, Room
from textual.widgets import Input, OptionList

from studio.runs.folder import SKETCH
from studio.runs.state import CRASHED, FAILED, RUNNING, RunState
from studio.sketch.files import open_sketch
from studio.tui.run_commands import Wish
from studio.tui.run_watching import RunWatcher
from studio.tui.screens.run_form import RunForm
from studio.tui.screens.runs_screen import RunsScreen
from studio.tui.widgets.picture import PictureView
from studio.weights.card import Card

PATIENCE = 100


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "runs"
    monkeypatch.setenv("STUDIO_RUNS", str(folder))
    return folder


@pytest.fixture
def mine(home: Path) -> Iterator[Path]:
    """The run that trains."""
    folder, lock = two_runs(home)
    yield folder
    with suppress(OSError):
        lock.close()


async def until(studio: Room, true: Callable[[], object]) -> None:
    """Let the screen's threads do their work until `true()`."""
    for _ in range(PATIENCE):
        if true():
            return
        await asyncio.sleep(0.05)
        await studio.pilot.pause()
    pytest.fail("it took too long")


async def open_runs(studio: Room, seen: str = "mine") -> Asked:
    """Open the screen, with commands that only note what was asked."""
    asked = Asked()
    studio.app.services.runs = asked
    await studio.press("R")
    assert isinstance(studio.app.screen, RunsScreen)
    await until(studio, lambda: seen in studio.dialog_text())
    return asked


async def test_runs_are_listed_and_the_newest_is_shown(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        await open_runs(studio)
        text = studio.dialog_text()
        assert text.index("mine") < text.index("old")
        assert "training · 25% · 5 min left" in text
        assert "25.0% · batch 400 · 5 min left" in text
        assert "l1 0.0183" in text
        assert "gan 0.31" in text
        assert "logarithmic" in text
        assert "samples · batch 400" in text
        picture = studio.app.screen.query_one(PictureView).picture
        assert picture is not None
        assert picture.shape == (32, 48, 3)


async def test_another_run_is_chosen_with_the_arrows(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        await open_runs(studio)
        await studio.press("down")
        await until(studio, lambda: "100.0% · batch 900" in studio.dialog_text())
        await studio.press("k")
        assert "draws no sketch" in " ".join(studio.dialog_text().split())


async def test_a_run_that_begins_appears_by_itself_and_the_choice_stays(room: OpenRoom, mine: Path, home: Path) -> None:
    async with room(size=(100, 40)) as studio:
        await open_runs(studio)
        write_run(home, "newer", RunState(FAILED, "no room on the disk"), age=-60)
        await until(studio, lambda: "newer" in studio.dialog_text())
        screen = studio.app.screen
        assert isinstance(screen, RunsScreen)
        assert screen.chosen is not None
        assert screen.chosen.name == "mine"
        assert screen.query_one(OptionList).highlighted == 1
        await studio.press("up")
        await until(studio, lambda: "no room on the disk" in studio.dialog_text())


async def test_stopping_is_asked_about_once(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        asked = await open_runs(studio)
        await studio.press("s")
        assert "Save mine and end it?" in studio.dialog_text()
        await studio.press("n")
        assert asked.stopped == []
        await studio.press("s", "y")
        await until(studio, lambda: asked.stopped == ["mine"])


async def test_a_run_that_trains_is_not_resumed_and_one_that_is_done_needs_more_minutes(
    room: OpenRoom, mine: Path
) -> None:
    async with room(size=(100, 40)) as studio:
        asked = await open_runs(studio)
        await studio.press("r")
        assert "mine is being trained already" in studio.dialog_text()
        await studio.press("down")
        await until(studio, lambda: "batch 900" in studio.dialog_text())
        await studio.press("r")
        assert "done after 1.5 min" in studio.dialog_text()
        await studio.fill_in("3")
        await until(studio, lambda: asked.resumed == [("old", "3")])


async def test_a_crashed_run_goes_on_at_once(room: OpenRoom, home: Path) -> None:
    write_run(home, "mine", RunState(RUNNING, batch=400, fraction=0.25))  # and nobody holds its lock
    assert RunWatcher(home).look(None).runs[0].state.status == CRASHED
    async with room(size=(100, 40)) as studio:
        asked = await open_runs(studio, "crashed")
        await studio.press("r")
        await until(studio, lambda: asked.resumed == [("mine", "")])


async def test_the_form_says_what_is_wrong_in_one_line_and_begins_what_is_right(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        asked = await open_runs(studio)
        await studio.press("n", "down", "right", "down", *"nowhere", "enter")
        await until(studio, lambda: "no folder nowhere: give another" in studio.dialog_text())
        assert isinstance(studio.app.screen, RunForm)
        studio.app.screen.query_one("#data", Input).value = "world"
        studio.app.screen.query_one("#name", Input).value = "mine"
        await studio.press("down", "4", "enter")
        await until(studio, lambda: isinstance(studio.app.screen, RunsScreen))
        assert asked.begun[1] == Wish("unet", "unet-live-128", "world", "4", "mine", "")
        assert "mine trains" in studio.dialog_text()


def test_a_wish_is_the_command_that_begins_it() -> None:
    wish = Wish("unet", "unet-paper", "-odd", "5", "mine", "batch=2 flip=false")
    assert wish.words() == [
        *("train", "unet", "--data=-odd", "--preset=unet-paper", "--name=mine"),
        *("--set=max_minutes=5", "--set=batch=2", "--set=flip=false"),
    ]
    assert Wish("reader").words() == ["train", "reader", "--data=world"]


async def test_the_open_sketch_lies_in_the_run_s_folder_and_follows_the_hand(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        await open_runs(studio)
        await until(studio, (mine / SKETCH).exists)
        assert np.array_equal(open_sketch(mine / SKETCH).labels, studio.desk.labels)
        await studio.press("escape", "x")
        assert not studio.desk.labels.any()
        await until(studio, lambda: not open_sketch(mine / SKETCH).labels.any())


async def test_nothing_is_laid_into_a_run_that_does_not_train(room: OpenRoom, home: Path) -> None:
    folder = write_run(home, "mine", RunState(FAILED, "diverged"))
    async with room(size=(100, 40)) as studio:
        await open_runs(studio, "diverged")
        await asyncio.sleep(1.2)
        await studio.pilot.pause()
        assert not (folder / "control").exists()


async def test_the_canvas_draws_on_with_the_run_s_weights(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        await open_runs(studio)
        await studio.press("d")
        await until(studio, lambda: "SPADE draws with run-mine, of batch 412" in studio.dialog_text())
        await until(studio, lambda: studio.workers.asked[-1].weights == "ab" * 32)
        await studio.press("escape")
        assert "draws with run-mine, of batch 412" in studio.line("status")


async def test_weights_that_are_asked_for_come_though_the_screen_is_left(
    room: OpenRoom, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(size=(100, 40)) as studio:
        asked = await open_runs(studio)
        left = Event()
        real = asked.weights
        monkeypatch.setattr(asked, "weights", lambda *places: left.wait(10) and real(*places))
        await studio.press("d", "escape")
        assert "Taking the weights of mine" in studio.line("status")
        left.set()
        await until(studio, lambda: studio.workers.asked[-1].weights == "ab" * 32)
        assert "SPADE draws with run-mine" in studio.line("status")


async def test_weights_that_take_pictures_draw_behind_the_generator(room: OpenRoom, mine: Path) -> None:
    async with room(size=(100, 40)) as studio:
        asked = await open_runs(studio)
        asked.card = Card("run-mine", "ink", "Ink", "cd" * 32, 1, domains=("dusk",))
        for _ in range(2):
            await studio.press("d")
            await until(studio, lambda: "Ink draws with" in studio.dialog_text())
        steps = [(step.generator, step.weights, step.domain) for step in studio.desk.sketch.chain]
        assert steps == [("spade", "", None), ("ink", "cd" * 32, "dusk")]


async def test_without_runs_the_screen_says_how_to_begin_one(room: OpenRoom, home: Path) -> None:
    async with room(language="zh") as studio:
        await open_runs(studio, "还没有训练")
        await studio.press("s", "r", "d", "k", "p", "l", "escape")
        assert studio.app.screen is studio.screen
