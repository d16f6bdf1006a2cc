"""When the screen is painted: at once, together within a frame, and for a hand without waiting."""

from __future__ import annotations

import asyncio

from studio.tui.frame_clock import FrameClock

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
