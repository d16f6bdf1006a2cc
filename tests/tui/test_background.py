"""Work beside the screen."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from studio.errors import InputError
from studio.tui.background import in_background


async def test_what_comes_of_it_comes_back() -> None:
    assert await in_background(lambda: 7) == 7

    def refuse() -> None:
        raise InputError("no such folder")

    with pytest.raises(InputError, match="no such folder"):
        await in_background(refuse)


def test_leaving_waits_for_nothing() -> None:
    begun, may_end = Event(), Event()

    def work() -> None:
        begun.set()
        may_end.wait(60)

    async def leave_at_once() -> None:
        task = asyncio.create_task(in_background(work))
        await asyncio.sleep(0)
        assert begun.wait(10)
        task.cancel()

    asyncio.run(leave_at_once())
    assert not may_end.is_set()  # the loop has ended, the work has not
    may_end.set()
