"""The live picture: the drawing's newest state goes to a render worker, one at a time; what comes back is kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from threading import Thread
from typing import Protocol

from studio.errors import InputError
from studio.generators.specs import Request, Result
from studio.labels import Picture
from studio.render.messages import Done, Failed, Ready, Reply, Stopped
from studio.render.scheduler import LatestWins


class Worker(Protocol):
    """What the live picture needs of a render worker."""

    def submit(self, ticket: int, request: Request) -> None:
        """Ask for a picture; the reply comes to the worker's `on_reply`."""

    def cancel(self, ticket: int) -> None:
        """Nobody waits for this picture any more; `Stopped` answers it where it isn't drawn by then."""

    def close(self) -> None:
        """Stop the worker's process."""


StartWorker = Callable[[str, Callable[[Reply], None]], Worker]
"""Starts a worker for a generator's id; replies come to the function given, in a thread of the worker's."""


PATIENCE_S = 1.0
"""A picture that takes longer is given up when the drawing has changed, and the hand rests."""


class State(Enum):
    """Where the picture stands against the drawing."""

    STARTING = "starting"
    DRAWING = "drawing"
    FRESH = "fresh"
    FAILED = "failed"


class LivePicture:
    """One worker at a time. `deliver(generation, reply)` is called in the worker's thread; whoever owns the screen
    brings both back to `take` in its own."""

    def __init__(self, start_worker: StartWorker, deliver: Callable[[int, Reply], None]) -> None:
        self._start_worker = start_worker
        self._deliver = deliver
        self._worker: Worker | None = None
        self._scheduler: LatestWins[Request] = LatestWins()
        self._generation = 0
        self._generator = ""
        self._asked_at = self._sent_at = time.monotonic()
        self.state = State.STARTING
        self.fault = ""
        self.result: Result | None = None

    @property
    def waited_s(self) -> float:
        """How long the drawing has been ahead of its picture, in seconds; 0 when the picture is fresh."""
        return 0.0 if self.state is State.FRESH else time.monotonic() - self._asked_at

    @property
    def fresh_picture(self) -> Picture | None:
        """The picture of the drawing as it is now, None while there is none."""
        return self.result.image if self.state is State.FRESH and self.result is not None else None

    def offer(self, request: Request, *, steadily: bool = False) -> None:
        """The drawing changed: this is what the picture should be made from now.

        steadily: a stroke is in the air; what the generator found in the drawing before (where its horizon lies) stays
        as it was, so that the picture doesn't jump under the hand.
        """
        if steadily and self.result is not None and self.result.generator == request.generator:
            request = replace(request, options={**self.result.found, **request.options})
        if self._worker is None or request.generator != self._generator:
            self._start(request.generator)
        self._send(self._scheduler.offer(request))
        if not steadily:
            self._give_up_the_outdated()

    def again(self, request: Request) -> None:
        """Make the picture anew although nothing changed, with a new worker."""
        self.close()
        self.offer(request)

    def take(self, generation: int, reply: Reply) -> Result | None:
        """A worker's reply; the result when it brought one. Replies of workers given up are dropped."""
        if generation != self._generation:
            return None
        match reply:
            case Ready():
                if self.state is State.STARTING:
                    self.state = State.DRAWING
                return None
            case Done(ticket=ticket, result=result):
                self.result = result
                self.state = State.FRESH
                self._send(self._scheduler.finished(ticket))
                return result
            case Failed(ticket=ticket, message=message):
                self.fault = message
                self.state = State.FAILED
                self._send(self._scheduler.failed(ticket))
            case Stopped(ticket=ticket):
                self._send(self._scheduler.failed(ticket))
        return None

    def close(self) -> None:
        """Stop the worker, without waiting for its end; the next offer starts another."""
        self._generation += 1
        worker, self._worker = self._worker, None
        if worker is not None:
            Thread(target=worker.close, name="worker-end").start()

    def _give_up_the_outdated(self) -> None:
        """Cancel a slow picture of a drawing that is another by now."""
        ticket = self._scheduler.outdated
        if ticket is not None and self._worker is not None and time.monotonic() - self._sent_at > PATIENCE_S:
            self._worker.cancel(ticket)

    def _start(self, generator: str) -> None:
        self.close()
        generation = self._generation
        self._generator = generator
        self._scheduler = LatestWins()
        self.state = State.STARTING
        self._asked_at = time.monotonic()
        try:
            self._worker = self._start_worker(generator, lambda reply: self._deliver(generation, reply))
        except InputError as error:
            self.state, self.fault = State.FAILED, str(error)

    def _send(self, job: tuple[int, Request] | None) -> None:
        if job is not None and self._worker is not None:
            if self.state in (State.FRESH, State.FAILED):
                self._asked_at = time.monotonic()
            if self.state is not State.STARTING:
                self.state = State.DRAWING
            self._sent_at = time.monotonic()
            self._worker.submit(*job)
