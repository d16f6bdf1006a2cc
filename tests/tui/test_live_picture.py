"""The picture follows the drawing: strokes, generators, options, seeds; a broken generator costs nothing drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from studio_room import GENERATORS, OpenRoom, Workers, plain_map

from studio.generators.specs import Generator, Request, Result
from studio.labels import LANDSCAPE
from studio.render.messages import Done, Failed, Ready, Stopped
from studio.sketch.document import Sketch, Step
from studio.sketch.files import save_sketch
from studio.tui import live as live_module
from studio.tui.live import LivePicture, State


async def test_the_first_picture_needs_no_stroke(room: OpenRoom) -> None:
    async with room() as studio:
        assert studio.picture.picture is not None
        assert "12 ms" in studio.line("status")


async def test_the_picture_follows_a_stroke_while_it_is_drawn(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30), let_go=False)
        assert (studio.workers.asked[-1].image == studio.desk.labels).all()
        sun = LANDSCAPE.by_key("sun").rgb
        assert tuple(studio.picture._sent[studio.picture.viewport.to_half_cell(10, 18)]) == sun


async def test_the_next_generator_draws_and_keeps_the_hour(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("h", "h")
        assert "night" in studio.line("title")
        await studio.press("g")
        assert studio.workers.started == ["spade", "world"]
        assert studio.workers.asked[-1].generator == "world"
        assert studio.workers.asked[-1].options == {"hour": "night"}
        assert "World" in studio.line("title")
        await studio.press("g")
        assert studio.workers.started[-1] == "spade"  # `ink` draws on pictures, not on labels


async def test_a_generator_is_chosen_from_the_list(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("G", *"worl", "enter")
        assert studio.workers.asked[-1].generator == "world"


async def test_the_options_dialog_shows_each_change_at_once(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("g", "O", "right", "down", "right")
        assert studio.workers.asked[-1].options == {"hour": "sunset", "cartoon": True}
        await studio.press("escape")
        assert studio.app.screen is studio.screen


async def test_seeds_are_offered_to_generators_that_use_them_only(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("s")
        assert "uses no seed" in studio.line("status")
        await studio.press("g", "S", "backspace", "4", "2", "enter")
        assert studio.workers.asked[-1].seed == 42
        assert "seed 42" in studio.line("title")
        await studio.press("S", *"x", "enter")
        assert "whole number" in studio.dialog_text()


async def test_a_failing_generator_is_one_line_and_drawing_goes_on(room: OpenRoom) -> None:
    workers = Workers(fault="out of \x1b[2Jmemory")
    async with room(workers=workers) as studio:
        assert "memory" in studio.line("status")
        assert "\x1b" not in studio.line("status")
        assert "out of" in studio.dialog_text()
        await studio.drag((10, 5), (10, 30))
        assert studio.screen.live.state is State.FAILED
        workers.fault = None
        await studio.drag((20, 5), (20, 30))
        assert studio.picture.picture is not None


async def test_the_status_tells_that_a_picture_is_on_its_way(room: OpenRoom) -> None:
    async with room(workers=Workers(is_silent=True)) as studio:
        assert "drawing …" in studio.line("status")
        assert "on its way" in studio.dialog_text()


async def test_panes_take_turns(room: OpenRoom) -> None:
    async with room() as studio:
        both = studio.canvas.viewport.columns
        await studio.press("p")
        assert not studio.picture.display
        assert studio.canvas.viewport.columns >= both
        await studio.press("p")
        assert studio.picture.display
        assert not studio.canvas.display
        await studio.press("p")
        assert studio.canvas.display
        assert studio.picture.display


def test_replies_of_a_worker_given_up_are_dropped() -> None:
    workers = Workers(is_silent=True)
    live = LivePicture(workers.start, lambda generation, reply: None)
    live.offer(Request("spade", plain_map()))
    live.offer(Request("world", plain_map()))
    stale = Result(np.zeros((4, 4, 3), np.uint8), 1.0, "spade")
    assert live.take(1, Done(1, stale)) is None
    assert live.result is None


def test_only_the_newest_drawing_is_asked_for_next() -> None:
    workers = Workers(is_silent=True)
    live = LivePicture(workers.start, lambda generation, reply: None)
    maps = [np.full((8, 8), value, np.uint8) for value in range(4)]
    for labels in maps:
        live.offer(Request("spade", labels))
    assert len(workers.asked) == 1
    live.take(2, Ready("spade"))
    result = Result(np.zeros((8, 8, 3), np.uint8), 1.0, "spade")
    generation = live._generation
    assert live.take(generation, Done(1, result)) is result
    assert [int(request.image[0, 0]) for request in workers.asked] == [0, 3]
    assert live.state is State.STARTING or live.state is State.DRAWING


def test_a_slow_picture_of_another_drawing_is_given_up_when_the_hand_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = Workers(is_silent=True)
    live = LivePicture(workers.start, lambda generation, reply: None)
    first, second, third = (Request("spade", np.full((8, 8), value, np.uint8)) for value in range(3))
    live.offer(first)
    live.offer(second)
    assert workers.cancelled == []  # it has only just begun
    monkeypatch.setattr(live_module, "PATIENCE_S", -1.0)
    live.offer(third, steadily=True)
    assert workers.cancelled == []  # while a stroke is in the air, every picture is worth showing
    live.offer(second)
    assert workers.cancelled == [1]
    live.take(live._generation, Stopped(1))
    assert workers.asked == [first, second]
    assert live.state is not State.FAILED


def test_a_lost_worker_is_tried_again_with_the_next_stroke() -> None:
    workers = Workers(is_silent=True)
    live = LivePicture(workers.start, lambda generation, reply: None)
    request = Request("spade", plain_map())
    live.offer(request)
    live.take(live._generation, Failed(None, "killed"))
    assert live.state is State.FAILED
    live.offer(request)
    assert len(workers.asked) == 2
    assert live.state is State.DRAWING


async def test_small_drifts_are_held_back_until_the_hand_rests(room: OpenRoom) -> None:
    async with room() as studio:
        shown = studio.picture._sent.copy()
        drifted = np.clip(studio.picture.picture.astype(int) + 5, 0, 255).astype(np.uint8)
        studio.picture.show(drifted)
        np.testing.assert_array_equal(studio.picture._sent, shown)
        studio.picture.settle()
        assert (studio.picture._sent != shown).any()


async def test_options_that_the_generator_no_longer_knows_are_dropped(room: OpenRoom, tmp_path: Path) -> None:
    file = tmp_path / "old.png"
    chain = (Step("spade", {"hour": "never", "colour": 3}),)
    save_sketch(file, Sketch(plain_map(), chain), None)
    async with room(file) as studio:
        assert studio.workers.asked[-1].options == {}
        assert "day" in studio.line("title")


async def test_a_generator_that_is_not_installed_is_named(room: OpenRoom, tmp_path: Path) -> None:
    file = tmp_path / "foreign.png"
    save_sketch(file, Sketch(plain_map(), (Step("picasso"),)), None)
    async with room(file) as studio:
        assert "picasso" in studio.line("title")
        await studio.press("h", "O", "s", "g")
        assert studio.workers.asked[-1].generator == "spade"


async def test_a_chain_turns_each_picture_into_another(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("a", *"ink", "enter")
        assert [request.generator for request in studio.workers.asked[-2:]] == ["spade", "ink"]
        drawn = studio.workers.asked[-1].image
        assert drawn.ndim == 3
        assert "▸ ink" in studio.line("title")
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        assert studio.workers.asked[-1].generator == "ink"
        assert not np.array_equal(studio.workers.asked[-1].image, drawn)
        await studio.press("A")
        assert [step.generator for step in studio.desk.sketch.chain] == ["spade"]
        assert "▸" not in studio.line("title")


async def test_a_chain_that_cannot_be_drawn_is_told_and_changes_nothing(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("a", *"world", "enter")
        assert len(studio.desk.sketch.chain) == 1
        assert "draws from label maps" in studio.dialog_text()
        await studio.press("escape")
        assert studio.app.screen is studio.screen


async def test_a_generator_without_weights_is_listed_as_untrained_and_not_stepped_to(
    room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = Generator("raw", "Raw", "生", "labels", "nowhere:nothing", checkpoints="nowhere")
    monkeypatch.setitem(GENERATORS, "raw", raw)
    async with room() as studio:
        await studio.press("g")
        assert studio.desk.step.generator == "world"
        await studio.press("g")
        assert studio.desk.step.generator == "spade"
        await studio.press("G", *"raw")
        assert "untrained" in studio.dialog_text()


async def test_a_choice_of_generators_that_are_not_listed_yet_says_so(room: OpenRoom) -> None:
    async with room() as studio:
        studio.screen.installed = {}
        await studio.press("G")
        assert "still being listed" in studio.line("status")
        assert studio.app.screen is studio.screen
