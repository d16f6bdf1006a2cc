"""What tests of strangers' plugins share: small requests, and an inbox for what workers answer."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any

import numpy as np

from studio.generators.specs import Request
from studio.render.client import RenderWorker
from studio.render.messages import Reply
from studio.render.session_faults import SessionFaults

PATIENCE_S = 30.0

Install = Callable[..., None]


class Inbox:
    """Starts workers and waits for what they answer."""

    def __init__(self) -> None:
        self.replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self.workers: list[RenderWorker] = []

    def worker(self, generator_id: str, **more: Any) -> RenderWorker:
        """A worker whose replies land here, with a clean slate unless `faults` are given."""
        self.workers.append(RenderWorker(generator_id, self.replies.put, **{"faults": SessionFaults(), **more}))
        return self.workers[-1]

    def next(self) -> Reply:
        """The next reply; the test fails when none comes."""
        return self.replies.get(timeout=PATIENCE_S)


def request_for(generator_id: str, value: int = 1, **changes: object) -> Request:
    """A small request whose map is all `value`."""
    return Request(generator_id, np.full((16, 24), value, np.uint8), size=16, **changes)  # type: ignore[arg-type]
