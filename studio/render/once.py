"""One request, one picture, for a front that waits: the worker process lives for this call."""

from __future__ import annotations

import queue
from collections.abc import Callable

from studio.errors import InputError, StudioError
from studio.generators.specs import Request, Result
from studio.render.client import RenderWorker
from studio.render.messages import Done, Failed, Reply

TICKET = 1
DEADLINE_S = 600.0


def render_once(
    request: Request, *, deadline_s: float = DEADLINE_S, on_progress: Callable[[float], None] | None = None
) -> Result:
    """Draw `request` in a worker process and wait for it; StudioError in the generator's words where it fails."""
    replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()

    def progress(ticket: int, fraction: float) -> None:
        if on_progress:
            on_progress(fraction)

    worker = RenderWorker(request.generator, replies.put, deadline_s=deadline_s, on_progress=progress)
    try:
        worker.submit(TICKET, request)
        while True:
            reply = replies.get()
            if isinstance(reply, Done):
                return reply.result
            if isinstance(reply, Failed):
                raise InputError(reply.message) if reply.bad_input else StudioError(reply.message)
    finally:
        worker.close()
