"""A photograph opened in the studio becomes a new drawing; nothing is lost, nothing waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from studio_room import OpenRoom, Room, Workers

from studio.drawing.confirming import Confirming
from studio.generators.requests import READER
from studio.generators.specs import Request, Result
from studio.labels import LANDSCAPE
from studio.render.messages import Done, Failed, Ready, Reply
from studio.sketch.files import open_sketch
from studio.tui.screens.reading_walk import ReadingWalk

SEA, SAND = LANDSCAPE.id("sea"), LANDSCAPE.id("sand")


class ReadingWorkers(Workers):
    """As the others, but a reader answers sea over sand, once it is let to."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Request] = []
        self.unreadable = ""
        self.waits = False
        self.answer: Callable[[], None] = lambda: None

    def start(self, generator: str, on_reply: Callable[[Reply], None]) -> Workers.One:
        if generator != READER:
            return super().start(generator, on_reply)
        on_reply(Ready(generator))
        return ReaderStandIn(self, on_reply)


class ReaderStandIn(Workers.One):
    workers: ReadingWorkers

    def submit(self, ticket: int, request: Request) -> None:
        self.workers.read.append(request)
        labels = np.full(request.shape, SEA, np.uint8)
        labels[len(labels) // 2 :] = SAND

        def answer() -> None:
            fault = self.workers.unreadable
            self.on_reply(Failed(ticket, fault) if fault else Done(ticket, Result(labels, 9.0, READER)))

        self.workers.answer = answer
        if not self.workers.waits:
            answer()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "beach.jpg"
    noise = np.random.default_rng(0).integers(0, 255, (90, 120, 3), np.uint8)
    Image.fromarray(noise).save(path)
    return path


async def opened(studio: Room, photo: Path, until: Callable[[], bool]) -> None:
    await studio.press("o")
    await studio.fill_in(photo)
    for _ in range(100):
        if until():
            break
        await studio.pilot.pause(0.02)
    await studio.pilot.pause()


async def walking(studio: Room) -> Confirming:
    """Wait until the parts that were read are asked about."""
    for _ in range(200):
        if isinstance(studio.app.screen, ReadingWalk):
            break
        await studio.pilot.pause(0.02)
    walk = studio.app.screen
    assert isinstance(walk, ReadingWalk)
    await studio.pilot.pause()
    return walk._confirming


async def taken_whole(studio: Room, photo: Path) -> None:
    """Open a photograph, and take everything that was read."""
    await opened(studio, photo, lambda: studio.desk.labels.shape == (90, 120))
    await walking(studio)
    await studio.press("a")


async def test_picture_generators_can_begin_with_the_photograph(room: OpenRoom, photo: Path) -> None:
    workers = ReadingWorkers()
    async with room(workers=workers, size=(120, 30)) as studio:
        await taken_whole(studio, photo)
        await studio.press("G", *"ink", "enter")
        assert workers.asked[-1].generator == "ink"
        assert np.array_equal(workers.asked[-1].image, studio.desk.sketch.photograph)
        assert "Ink" in studio.line("title")
        await studio.press("G", *"world", "enter")
        assert np.array_equal(workers.asked[-1].image, studio.desk.labels)


async def test_a_photograph_becomes_an_untitled_drawing_and_stays_as_it_is(room: OpenRoom, photo: Path) -> None:
    workers, before = ReadingWorkers(), photo.read_bytes()
    async with room(workers=workers, size=(120, 30)) as studio:
        await taken_whole(studio, photo)
        assert set(np.unique(studio.desk.labels)) == {SEA, SAND}
        assert studio.desk.path is None
        assert "read from beach.jpg" in studio.line("status")
        assert workers.asked[-1].image.shape == (90, 120)  # its picture is drawn at once
        kept = studio.app.services.keeper.untitled
    assert (open_sketch(kept).labels == studio.desk.labels).all()
    assert photo.read_bytes() == before


async def test_the_untitled_drawing_before_is_kept_aside(room: OpenRoom, photo: Path, state: Path) -> None:
    async with room(workers=ReadingWorkers(), size=(160, 30)) as studio:
        await studio.drag((10, 10), (20, 40))
        drawn = studio.desk.labels.copy()
        await taken_whole(studio, photo)
        aside = list(state.glob("untitled-*.png"))
        assert len(aside) == 1
        assert str(aside[0])[:40] in studio.line("status")
        assert (open_sketch(aside[0]).labels == drawn).all()


async def test_given_up_there_is_an_empty_canvas_with_the_photograph_to_trace(room: OpenRoom, photo: Path) -> None:
    async with room(workers=ReadingWorkers(), size=(120, 30)) as studio:
        await opened(studio, photo, lambda: studio.desk.labels.shape == (90, 120))
        await walking(studio)
        await studio.press("escape")
        assert not studio.desk.labels.any()
        assert studio.desk.sketch.photograph is not None
        assert studio.desk.sketch.reference > 0


async def test_the_hand_draws_on_while_a_photograph_is_read(room: OpenRoom, photo: Path) -> None:
    workers = ReadingWorkers()
    workers.waits = True
    async with room(workers=workers, size=(120, 30)) as studio:
        await opened(studio, photo, lambda: bool(workers.read))
        assert "Reading beach.jpg" in studio.line("status")
        version = studio.desk.version
        await studio.drag((10, 10), (20, 40))
        assert studio.desk.version > version
        workers.answer()
        await studio.pilot.pause(0.1)
        assert studio.desk.labels.shape == (90, 120)


async def test_opening_something_else_gives_a_photograph_up(room: OpenRoom, photo: Path, tmp_path: Path) -> None:
    workers, other = ReadingWorkers(), tmp_path / "other.png"
    workers.waits = True
    async with room(workers=workers) as studio:
        await opened(studio, photo, lambda: bool(workers.read))
        await studio.press("o")
        await studio.fill_in(other)
        workers.answer()
        await studio.pilot.pause(0.1)
        assert studio.desk.path == other
        assert studio.desk.labels.shape == (256, 256)


@pytest.mark.parametrize(("language", "said"), [("en", "Not read: no memory"), ("zh", "无法识别：no memory")])
async def test_what_goes_wrong_is_told_and_the_drawing_stays(
    room: OpenRoom, photo: Path, language: str, said: str
) -> None:
    workers = ReadingWorkers()
    workers.unreadable = "no memory"
    async with room(workers=workers, language=language) as studio:
        labels = studio.desk.labels.copy()
        await opened(studio, photo, lambda: said[:8] in studio.line("status"))
        assert said in studio.line("status")
        assert (studio.desk.labels == labels).all()
