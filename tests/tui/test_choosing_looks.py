"""Style pictures and domains are chosen by eye, where they make a difference, and kept with the drawing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from studio_room import OpenRoom, Room

from studio.generators.specs import Generator, Weights
from studio.locale import Texts
from studio.sketch.document import Step
from studio.sketch.files import open_sketch, save_sketch
from studio.tui.domain_links import domain_pages
from studio.tui.screens.wall import Wall
from studio.tui.widgets.mosaic import Mosaic
from studio.tui.widgets.parts import Parts
from studio.weights.store import Store


async def hung(studio: Room, tiles: int) -> None:
    """Wait until a wall has so many pictures."""
    for _ in range(100):
        await studio.pilot.pause(0.02)
        walls = studio.app.screen.query(Mosaic)
        if walls and sum(tile is not None for tile in walls.first()._tiles) >= tiles:
            return


async def click_tile(studio: Room, place: int) -> None:
    corner = studio.app.screen.query_one(Mosaic)._corners[place]
    await studio.pilot.click(Mosaic, offset=(corner[1] + 3, corner[0] // 2 + 1))
    await studio.pilot.pause()


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_sample_becomes_the_style_of_the_chain(room: OpenRoom, by_mouse: bool) -> None:
    async with room(size=(120, 36)) as studio:
        studio.desk.set_chain((Step("dress"),))
        studio.screen.asked()
        assert "usual look" in studio.line("title")
        if by_mouse:
            await studio.pilot.click("#title", offset=(studio.line("title").index("usual look"), 0))
        else:
            await studio.press("*")
        await hung(studio, 14)
        tile = studio.app.screen.query_one(Mosaic)._tiles[2]
        assert tile is not None
        if by_mouse:
            await click_tile(studio, 2)
        else:
            await studio.press("c")
        assert studio.desk.sketch.style is not None
        np.testing.assert_array_equal(studio.desk.sketch.style, tile)
        assert studio.workers.asked[-1].style is not None
        assert "own look" in studio.line("title")
        await studio.press("*", "-")
        await studio.pilot.pause()
        assert studio.desk.sketch.style is None


async def test_pictures_of_before_are_styles_too(room: OpenRoom) -> None:
    async with room() as studio:
        studio.desk.set_chain((Step("dress"),))
        studio.screen.asked()
        await studio.pilot.pause()
        newest = studio.screen.results[0].picture
        await studio.press("*")
        await hung(studio, 15)
        await studio.press("o")
        assert studio.desk.sketch.style is not None
        np.testing.assert_array_equal(studio.desk.sketch.style, newest)


async def test_a_file_gives_the_style_and_one_that_is_gone_says_so_in_one_line(room: OpenRoom, tmp_path: Path) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    Image.fromarray(picture).save(tmp_path / "dusk.png")
    async with room() as studio:
        studio.desk.set_chain((Step("dress"),))
        await studio.press("*")
        await hung(studio, 1)
        await studio.press("/")
        await studio.fill_in(tmp_path / "gone.png")
        assert "there is no such file" in studio.dialog_text()
        await studio.fill_in(tmp_path / "dusk.png")
        assert studio.desk.sketch.style is not None
        np.testing.assert_array_equal(studio.desk.sketch.style, picture)
        (tmp_path / "dusk.png").unlink()
        save_sketch(tmp_path / "drawing.png", studio.desk.sketch, None)
    kept = open_sketch(tmp_path / "drawing.png").style
    assert kept is not None
    np.testing.assert_array_equal(kept, picture)


async def test_where_nobody_takes_a_style_none_is_offered(room: OpenRoom) -> None:
    async with room() as studio:
        assert "look" not in studio.line("title")
        await studio.press("*")
        assert not isinstance(studio.app.screen, Wall)
        assert "takes no style picture" in studio.line("status")


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_domain_is_picked_by_its_picture(room: OpenRoom, by_mouse: bool) -> None:
    async with room(size=(120, 36), language="zh") as studio:
        await studio.press("@")
        await hung(studio, 2)
        assert "日落" in studio.dialog_text()
        if by_mouse:
            await click_tile(studio, 0)
        else:
            await studio.press("a")
        assert studio.desk.sketch.chain[1] == Step("moods", domain="hour-sunset")
        await studio.press("@")
        await hung(studio, 2)
        await studio.press("b")
        assert [step.domain for step in studio.desk.sketch.chain] == [None, "season-winter"]


async def test_domains_are_asked_for_in_words_too(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("@")
        title = studio.app.screen.query_one("#wall-title", Parts).line().text
        await studio.pilot.click("#wall-title", offset=(title.index("in words"), 0))
        await studio.pilot.pause()
        await studio.fill_in("moods:sunset+rain")
        assert "no domain rain" in studio.dialog_text()
        await studio.fill_in("moods:sunset+winter")
        assert studio.desk.sketch.chain[1].domain == "sunset+winter"


def many_moods() -> Generator:
    """A generator of two weight files, which know ten and thirty words."""
    words = tuple(f"hour-{number}" for number in range(10)) + tuple(f"hair-{number}" for number in range(30))
    files = (words[:10], words[10:])
    weights = tuple(Weights("nowhere", f"{place}", "0" * 64, "", known) for place, known in enumerate(files))
    facts = {"needs": frozenset({"domain"}), "domains": words, "weights": weights}
    return Generator("moods", "Moods", "心境", "picture", "nowhere:nothing", **facts)  # type: ignore[arg-type]


async def test_words_beyond_a_wall_and_those_of_other_weights_have_pages_of_their_own(room: OpenRoom) -> None:
    async with room(size=(120, 36)) as studio:
        studio.screen.installed = {"moods": many_moods()}
        shown = []
        for _ in range(4):
            await studio.press("@" if not shown else "+")
            await studio.pilot.pause()
            wall = studio.app.screen
            assert isinstance(wall, Wall)
            shown.append(tuple(wall._names))
        assert [len(page) for page in shown] == [10, 26, 4, 10]  # and round again
        assert shown[0][0] == shown[3][0] == "hour-0"
        assert shown[1][0] == "hair-0"
        await studio.press("+", "+", "d")
        assert studio.desk.sketch.chain[1] == Step("moods", domain="hair-29")


def test_a_few_words_share_a_page(tmp_path: Path) -> None:
    few = Generator(
        "few", "Few", "少", "picture", "nowhere:nothing", needs=frozenset({"domain"}), domains=("red", "blue")
    )
    chain = (Step("spade"), Step("few", domain="red"))
    first, *others = domain_pages(chain, [many_moods(), few], Store(tmp_path), Texts("en"))
    assert [(link.place, link.name) for link in first[:3]] == [(1, "red"), (1, "blue"), (2, "hour-0")]
    assert [len(page) for page in others] == [26, 4]
