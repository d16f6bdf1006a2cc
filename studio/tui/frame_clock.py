"""When the screen is painted: at once after a pause, else a frame after the last time; for a hand always at once.

Textual's own timer ticks on a grid. What changes right after a frame waits for one tick or two: up to 33 ms, which over
SSH is felt in every stroke that a picture came before.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

FRAME_S = 1 / 60
GATHERED_S = 0.003
"""So long a hand's change waits for the rest of it: canvas and last line are painted together."""


class FrameClock:
    """Stands in for the timer of a Textual screen: `resume` asks for `paint`, `pause` takes that back."""

    def __init__(self, paint: Callable[[], object], *, frame_s: float = FRAME_S) -> None:
        self._paint = paint
        self._frame_s = frame_s
        self._painted_at = float("-inf")
        self._due: asyncio.TimerHandle | None = None

    def resume(self) -> None:
        """Something is to be painted."""
        if self._due is None:
            wait_s = max(0.0, self._painted_at + self._frame_s - time.monotonic())
            self._due = asyncio.get_running_loop().call_later(wait_s, self._tick)

    def pause(self) -> None:
        """Nothing is, for now."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def hurry(self) -> None:
        """What comes next is a hand's: it isn't to wait for the frame's end."""
        self._painted_at = min(self._painted_at, time.monotonic() - self._frame_s + GATHERED_S)
        self.pause()

    def _tick(self) -> None:
        self._due = None
        self._painted_at = time.monotonic()
        self._paint()
