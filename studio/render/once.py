"""Rendering for a front that waits: one request, or one after another with the same worker process."""

from __future__ import annotations

import queue
from collections.abc import Callable
from types import TracebackType

from studio.errors import InputError, StudioError
from studio.generators.specs import Request, Result
from studio.render.client import RenderWorker
from studio.render.messages import Done, Failed, Reply
from studio.render.session_faults import SESSION, SessionFaults

DEADLINE_S = 600.0


class RenderSession:
    """A worker process that lives as long as the `with` block, and draws whenever it is asked to."""

    def __init__(
        self,
        generator_id: str,
        *,
        deadline_s: float = DEADLINE_S,
        on_progress: Callable[[float], None] | None = None,
        faults: SessionFaults = SESSION,
    ) -> None:
        def progress(ticket: int, fraction: float) -> None:
            if on_progress:
                on_progress(fraction)

        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._worker = RenderWorker(
            generator_id, self._replies.put, deadline_s=deadline_s, on_progress=progress, faults=faults
        )
        self._ticket = 0

    def render(self, request: Request) -> Result:
        """Draw `request` and wait for it; StudioError in the generator's words where it fails."""
        self._ticket += 1
        self._worker.submit(self._ticket, request)
        while True:
            reply = self._replies.get()
            if isinstance(reply, Done):
                return reply.result
            if isinstance(reply, Failed):
                raise InputError(reply.message) if reply.bad_input else StudioError(reply.message)

    def __enter__(self) -> RenderSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()


def render_once(
    request: Request, *, deadline_s: float = DEADLINE_S, on_progress: Callable[[float], None] | None = None
) -> Result:
    """Draw `request` in a worker process and wait for it; StudioError in the generator's words where it fails."""
    with RenderSession(request.generator, deadline_s=deadline_s, on_progress=on_progress) as session:
        return session.render(request)
