"""The screen as a whole: sizes, languages, keys, help."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from studio_room import OpenRoom
from textual.command import CommandPalette

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.locale import LANGUAGES, Texts, language_of
from studio.terminal.colours import ColourDepth
from studio.tui.app import require_terminal
from studio.tui.bars import label_layout, label_parts, pages
from studio.tui.keymap import ALL_KEYS
from studio.tui.screens.help import HelpScreen
from studio.tui.screens.studio_screen import StudioScreen

FORBIDDEN = re.compile(r"ctrl\+(shift\+.*|[jmihbaso])")


async def test_help_tells_every_key(room: OpenRoom) -> None:
    async with room(size=(100, 160)) as studio:
        await studio.press("f1")
        assert isinstance(studio.app.screen, HelpScreen)
        text = studio.dialog_text()
        assert all(key.shown in text and Texts("en")(key.text) in text for key in ALL_KEYS if key.shown)
        await studio.press("escape")
        assert studio.app.screen is studio.screen


async def test_every_action_can_be_searched(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("colon")
        assert isinstance(studio.app.screen, CommandPalette)
        await studio.press(*"fill")
        await studio.pilot.pause(0.3)
        await studio.press("enter")
        assert studio.desk.tool.name == "fill"


def test_no_action_hangs_on_a_key_that_others_take() -> None:
    for key in ALL_KEYS:
        assert any(not FORBIDDEN.fullmatch(one) for one in key.keys.split(","))


def test_every_key_has_an_action_and_no_key_has_two() -> None:
    keys = [one for key in ALL_KEYS for one in key.keys.split(",")]
    assert len(keys) == len(set(keys))
    for key in ALL_KEYS:
        assert hasattr(StudioScreen, f"action_{key.action.partition('(')[0]}")


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    english, chinese = LANGUAGES["en"], LANGUAGES["zh"]
    assert english.keys() == chinese.keys()
    for key in english:
        assert set(re.findall(r"{\w+}", english[key])) == set(re.findall(r"{\w+}", chinese[key])), key


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "STUDIO_LANG": "en"}, "en"),
        ({"LANG": "C", "STUDIO_LANG": "zh"}, "zh"),
    ],
)
def test_the_language_comes_from_the_environment(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


async def test_chinese_stands_in_its_columns(room: OpenRoom) -> None:
    async with room(language="zh") as studio:
        assert "未命名" in studio.line("title")
        for name in ("title", "labels-0", "labels-1", "status"):
            assert cell_len(studio.line(name)) == 80
        await studio.press("f1")
        assert "画笔：自由绘制" in studio.dialog_text()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("depth", list(ColourDepth))
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_labels_fit_on_their_lines(language: str, depth: ColourDepth, width: int) -> None:
    texts = Texts(language)
    layout = label_layout(LANDSCAPE, width, texts, depth)
    for page in pages(LANDSCAPE):
        parts = label_parts(page, 1, has_keys=True, layout=layout, texts=texts, depth=depth)
        needs = cell_len("".join(part.text for part in parts).rstrip())
        assert needs <= width or (width == 60 and needs <= width + 12)


async def test_a_screen_that_becomes_too_small_says_so_and_loses_nothing(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.pilot.resize_terminal(40, 10)
        await studio.pilot.pause()
        assert "60×18" in studio.dialog_text()
        await studio.pilot.resize_terminal(100, 30)
        await studio.pilot.pause()
        assert studio.desk.labels[10, 18] == LANDSCAPE.id("sun")
        assert "untitled" in studio.dialog_text()


async def test_a_tall_terminal_stacks_the_panes(room: OpenRoom) -> None:
    async with room(size=(60, 60)) as studio:
        assert studio.picture.region.y >= studio.canvas.region.bottom
        await studio.pilot.resize_terminal(120, 40)
        await studio.pilot.pause()
        assert studio.picture.region.x >= studio.canvas.region.right


def test_no_terminal_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(InputError, match="terminal"):
        require_terminal(Texts("en"))
