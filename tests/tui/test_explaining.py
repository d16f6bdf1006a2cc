"""F1 in a dialog tells what it is for; the dialog stays as it was, with what was typed."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from studio_room import OpenRoom
from textual.screen import Screen
from textual.widgets import Input

from studio.locale.en import TEXTS as ENGLISH
from studio.locale.zh import TEXTS as CHINESE
from studio.tui import screens
from studio.tui.screens.bars_screen import BarsScreen
from studio.tui.screens.dialog import Dialog
from studio.tui.screens.page import Page
from studio.tui.screens.reading_walk import ReadingWalk
from studio.tui.screens.trial import Trial


def all_screens() -> list[type[Screen[object]]]:
    """Every screen that is no page to read and not the drawing screen."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    found, waiting = [], [Screen]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith(screens.__name__) and not issubclass(kind, Page | BarsScreen):
            found.append(kind)
    return found


def test_every_dialog_is_explained_in_both_languages() -> None:
    kinds = all_screens()
    assert {Dialog, Trial, ReadingWalk} <= set(kinds)
    for kind in kinds:
        key = getattr(kind, "explains", None)
        assert key in ENGLISH, f"{kind.__name__} says nothing for F1"
        for texts in (ENGLISH, CHINESE):
            title, _, body = texts[key].partition("\n")
            assert title
            assert body


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["o"], "A drawing, a label map"),
        (["W"], ".ora OpenRaster"),
        (["S"], "Seed"),
        (["a"], "joined by |"),
        (["apostrophe"], "Type a part of a name"),
        (["Z"], "Pieces of label map"),
        (["O"], "go from line to line"),
        (["f2"], "go from line to line"),
        (["d"], "The letter before a tool"),
        (["N"], "Enter keeps it"),
        (["Q"], "The letter of a picture"),
        (["f6"], "It lies under the labels"),
        (["v"], "A line to type"),
        (["f9"], "What is installed"),
        (["R"], "choose a run"),
        (["R", "n"], "field to field"),
        (["colon"], "behind each action stands its key"),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, list) else "",
)
async def test_f1_explains_the_dialog_and_leaves_it_open(
    room: OpenRoom, keys: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("STUDIO_STAMPS", str(tmp_path / "stamps"))
    async with room(size=(100, 30)) as studio:
        await studio.press("g", *keys)
        await studio.app.workers.wait_for_complete()
        dialog = studio.app.screen
        assert dialog is not studio.screen
        await studio.press("f1")
        assert said in " ".join(studio.dialog_text().replace("│", " ").split())
        await studio.press("f1")
        assert studio.app.screen is dialog


async def test_what_was_typed_is_there_afterwards(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("o", *"coast", "f1", "escape")
        assert studio.app.screen.query_one(Input).value == "coast"
        await studio.press("question_mark")
        assert studio.app.screen.query_one(Input).value == "coast?"


async def test_a_question_waits_for_its_answer(room: OpenRoom, tmp_path: Path) -> None:
    async with room(tmp_path / "coast.png") as studio:
        await studio.drag((10, 10), (20, 40))
        await studio.press("q")
        question = studio.app.screen
        await studio.press("f1")
        assert "named on the line" in studio.dialog_text()
        await studio.press("escape")
        assert studio.app.screen is question
        await studio.press("escape")
        assert studio.app.screen is studio.screen


async def test_a_click_on_the_title_explains_too(room: OpenRoom) -> None:
    async with room(language="zh") as studio:
        await studio.press("d")
        await studio.pilot.click("#title", offset=(2, 0))
        await studio.pilot.pause()
        assert isinstance(studio.app.screen, Page)
        assert "按工具前的字母选用" in studio.dialog_text()
        await studio.press("escape")
