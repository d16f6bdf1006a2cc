"""Many pictures of one sketch, drawn one after another by a worker of their own beside the live picture's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread

from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import Picture
from studio.render.messages import Done, Failed, Ready, Reply
from studio.tui.live import StartWorker, Worker

Deliver = Callable[[int, int, Picture | str], None]
"""Takes the batch's number, a request's place in it, and its picture or what went wrong; in a worker's thread."""


class Batch:
    """Draws a list of requests; another list gives the one before up."""

    def __init__(self, start_worker: StartWorker, deliver: Deliver) -> None:
        self._start_worker, self._deliver = start_worker, deliver
        self._worker: Worker | None = None
        self._requests: Sequence[Request] = ()
        self.number = 0

    def begin(self, requests: Sequence[Request]) -> None:
        """Draw these, in this order; requests of one generator in a row share its worker."""
        self.close()
        self._requests = requests
        if requests:
            self._start(0)

    def close(self) -> None:
        """Stop, without waiting for the worker's end."""
        self.number += 1
        worker, self._worker = self._worker, None
        if worker is not None:
            Thread(target=worker.close, name="batch-end").start()

    def go_on(self, place: int) -> None:
        """The picture at a place is here (or won't come): begin with the next one. In the screen's own thread."""
        after = place + 1
        if after >= len(self._requests):
            self.close()
        elif self._requests[after].generator == self._requests[place].generator and self._worker is not None:
            self._worker.submit(after, self._requests[after])
        else:
            number = self.number
            self.close()
            self.number = number
            self._start(after)

    def _start(self, place: int) -> None:
        number, request = self.number, self._requests[place]

        def hear(reply: Reply) -> None:
            match reply:
                case Done(ticket=ticket, result=result):
                    self._deliver(number, ticket, result.image)
                case Failed(ticket=ticket, message=message):
                    self._deliver(number, place if ticket is None else ticket, message)
                case Ready():
                    pass

        try:
            self._worker = self._start_worker(request.generator, hear)
        except InputError as error:
            self._deliver(number, place, str(error))
        else:
            self._worker.submit(place, request)
