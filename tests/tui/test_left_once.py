"""Screens over the drawing are left once, however fast Esc comes."""

from __future__ import annotations

import asyncio

import pytest
from studio_room import MakeApp, OpenRoom
from textual.events import Key

from studio.errors import Interrupted


@pytest.mark.parametrize("key", ["G", "O", "W", "R", "o", "question_mark", "colon"])
async def test_a_screen_that_is_told_twice_to_go_takes_no_other_with_it(room: OpenRoom, key: str) -> None:
    async with room() as studio:
        await studio.pilot.press(key)
        above = studio.app.screen
        assert above is not studio.screen
        above.dismiss(None)
        above.dismiss(None)
        await studio.pilot.pause()
        assert studio.app.screen is studio.screen
        await studio.pilot.press("question_mark")
        assert studio.app.screen is not studio.screen


@pytest.mark.parametrize("key", ["G", "O", "W", "R", "o", "question_mark", "colon"])
async def test_an_escape_before_the_screen_stands_leaves_it_when_it_does(room: OpenRoom, key: str) -> None:
    async with room() as studio:
        studio.app.post_message(Key(key, None))
        while studio.app.screen is studio.screen:
            await asyncio.sleep(0)
        above = studio.app.screen
        assert not above.is_mounted
        above.dismiss(None)
        while studio.app.screen is above:
            await asyncio.sleep(0.01)
        await studio.pilot.pause()
        assert studio.app.screen is studio.screen


@pytest.mark.parametrize("key", ["G", "O", "W", "R", "o", "question_mark", "colon"])
async def test_a_line_that_drops_while_a_screen_opens_is_no_fault(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.post_message(Key(key, None))
        while app.screen is app.studio:
            await asyncio.sleep(0)
        assert not app.screen.is_mounted
        app._leave()
    assert app.return_code == Interrupted.exit_code
