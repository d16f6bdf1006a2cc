"""When the screen is painted: at once, together within a frame, and for a hand without waiting."""

from __future__ import annotations

import asyncio

import pytest
from rich.console import RenderableType
from studio_room import MakeApp, OpenRoom
from textual.screen import Screen

from studio.tui.frame_clock import FRAME_S, FrameClock

LONG_S = 600.0
"""A frame so long that nobody waits for its end."""


async def test_the_first_change_after_a_pause_is_painted_at_once_and_the_next_with_the_frame() -> None:
    painted: list[int] = []
    clock = FrameClock(lambda: painted.append(1), frame_s=LONG_S)
    clock.resume()
    clock.resume()
    await asyncio.sleep(0.02)
    assert len(painted) == 1
    clock.resume()
    await asyncio.sleep(0.02)
    assert len(painted) == 1
    clock.hurry()
    clock.resume()
    await asyncio.sleep(0.02)
    assert len(painted) == 2


async def test_what_was_asked_for_comes_when_the_frame_ends() -> None:
    painted: list[int] = []
    clock = FrameClock(lambda: painted.append(1), frame_s=0.03)
    for _ in range(2):
        clock.resume()
        await asyncio.sleep(0.001)
    assert len(painted) == 1
    while len(painted) < 2:
        await asyncio.sleep(0.005)


async def test_nothing_is_painted_that_was_taken_back() -> None:
    painted: list[int] = []
    clock = FrameClock(lambda: painted.append(1), frame_s=LONG_S)
    clock.resume()
    clock.pause()
    await asyncio.sleep(0.02)
    assert painted == []


async def test_a_picture_that_changes_behind_a_dialog_is_not_painted_without_end(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.pilot.press("question_mark")
        assert studio.app.screen is not studio.screen
        frames: list[int] = []
        display = studio.app._display

        def counted(screen: Screen[object], renderable: RenderableType | None) -> None:
            frames.append(1)
            display(screen, renderable)

        studio.app._display = counted  # type: ignore[method-assign,assignment]
        studio.canvas.refresh()
        await asyncio.sleep(40 * FRAME_S)
        assert 1 <= len(frames) < 10


async def test_a_fault_while_painting_ends_the_studio_as_any_other_does(make_app: MakeApp) -> None:
    app = make_app()

    def broken() -> None:
        raise ValueError("broken while painting")

    async def painted() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.studio._on_timer_update = broken  # type: ignore[method-assign]
            app.studio.canvas.refresh()
            await asyncio.sleep(10 * FRAME_S)

    with pytest.raises(ValueError, match="while painting"):
        await painted()
