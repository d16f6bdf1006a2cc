"""The front's handle on a generator at work in another process."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.generators import host
from studio.generators.specs import Request
from studio.render.messages import Reply
from studio.render.process import WorkerProcess

START_DEADLINE_S = 60.0


def _ignore_progress(ticket: int, fraction: float) -> None:
    """Nobody asked how far it is."""


class RenderWorker:
    """Draws the requests for one generator in a process of its own, which starts at once and anew after a death.

    `on_reply` (and `on_progress`, with a ticket and a fraction) are called from a reader thread. A worker that takes
    longer than `deadline_s` for one request is killed. After `Failed(None, …)` everything in flight is lost, and the
    next `submit` starts a fresh process. Thread-safe. InputError for an unknown generator.
    """

    def __init__(
        self,
        generator_id: str,
        on_reply: Callable[[Reply], None],
        *,
        deadline_s: float = 60.0,
        start_deadline_s: float = START_DEADLINE_S,
        on_progress: Callable[[int, float], None] = _ignore_progress,
    ) -> None:
        self.generator = host.find(generator_id)
        self._on_reply = on_reply
        self._on_progress = on_progress
        self._deadline_s = deadline_s
        self._start_deadline_s = start_deadline_s
        self._lock = threading.Lock()
        self._is_closed = False
        self._process = self._start()

    @property
    def pid(self) -> int:
        """Process id of the present worker."""
        return self._process.pid

    def submit(self, ticket: int, request: Request) -> None:
        """Have `request` drawn and answered under `ticket`; returns at once. Does nothing after `close`."""
        with self._lock:
            if self._is_closed:
                return
            if not self._process.is_alive:
                self._process = self._start()
            self._process.send(ticket, request)

    def close(self) -> None:
        """End the worker within about a second, whatever it is doing; no reply comes afterwards."""
        with self._lock:
            self._is_closed = True
            self._process.stop()

    def _start(self) -> WorkerProcess:
        return WorkerProcess(
            self.generator,
            self._on_reply,
            self._on_progress,
            deadline_s=self._deadline_s,
            start_deadline_s=self._start_deadline_s,
        )
