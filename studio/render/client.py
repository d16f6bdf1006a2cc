"""The front's handle on a generator at work in another process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from studio.generators import host
from studio.generators.specs import Request
from studio.render.messages import Done, Failed, Reply
from studio.render.process import WorkerProcess
from studio.render.session_faults import MOST, SESSION, SessionFaults

START_DEADLINE_S = 60.0


def _ignore_progress(ticket: int, fraction: float) -> None:
    """Nobody asked how far it is."""


class RenderWorker:
    """Draws the requests for one generator in a process of its own, which starts at once and anew after a death.

    `on_reply` (and `on_progress`, with a ticket and a fraction) are called from a reader thread. A worker that takes
    longer than `deadline_s` for one request, or more memory than it may, is killed. After `Failed(None, …)` everything
    in flight is lost, and the next `submit` starts a fresh process; after three faults of a generator in one session
    (`faults`) none is started any more. Thread-safe. InputError for an unknown generator.
    """

    def __init__(
        self,
        generator_id: str,
        on_reply: Callable[[Reply], None],
        *,
        deadline_s: float = 60.0,
        start_deadline_s: float = START_DEADLINE_S,
        on_progress: Callable[[int, float], None] = _ignore_progress,
        faults: SessionFaults = SESSION,
    ) -> None:
        self.generator = host.find(generator_id)
        self._on_reply = on_reply
        self._on_progress = on_progress
        self._deadline_s = deadline_s
        self._start_deadline_s = start_deadline_s
        self._faults = faults
        self._lock = threading.Lock()
        self._is_closed = False
        self._process = None if faults.is_off(generator_id) else self._start()

    @property
    def pid(self) -> int:
        """Process id of the present worker; 0 where none was started."""
        return self._process.pid if self._process else 0

    def submit(self, ticket: int, request: Request) -> None:
        """Have `request` drawn and answered under `ticket`; returns at once. Does nothing after `close`."""
        with self._lock:
            if self._is_closed:
                return
            if self._faults.is_off(self.generator.id):
                refusal = Failed(ticket, f"{self.generator.en} {_IS_OFF}")
                threading.Thread(target=self._on_reply, args=(refusal,), daemon=True).start()
                return
            if self._process is None or not self._process.is_alive:
                self._process = self._start()
            self._process.send(ticket, request)

    def cancel(self, ticket: int) -> None:
        """Leave the request under `ticket` undrawn, as soon as its generator says how far it is; Stopped answers it."""
        with self._lock:
            if self._process is not None and not self._is_closed:
                self._process.cancel(ticket)

    def close(self) -> None:
        """End the worker within about a second, whatever it is doing; no reply comes afterwards."""
        with self._lock:
            self._is_closed = True
            if self._process:
                self._process.stop()

    def _take(self, reply: Reply) -> None:
        """Count what went wrong before it is told."""
        if isinstance(reply, Failed) and reply.is_fault:
            self._faults.add(self.generator.id, reply.message)
            if self._faults.is_off(self.generator.id):
                reply = replace(reply, message=f"{reply.message}\n{self.generator.en} {_IS_OFF}")
        if isinstance(reply, Done):
            for who, line in reply.complaints:
                self._faults.add(who, line)
        self._on_reply(reply)

    def _start(self) -> WorkerProcess:
        return WorkerProcess(
            self.generator,
            self._take,
            self._on_progress,
            deadline_s=self._deadline_s,
            start_deadline_s=self._start_deadline_s,
        )


_IS_OFF = f"failed {MOST} times and is off for this session"
