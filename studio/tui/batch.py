"""Many pictures of one sketch, drawn one after another by workers of their own beside the live picture's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from studio.labels import Picture
from studio.render.messages import Failed, Reply
from studio.sketch.document import Sketch
from studio.tui.live import StartWorker, State
from studio.tui.live_chain import LiveChain

Bring = Callable[[int, int, int, Reply], None]
"""Takes, in a worker's thread, the number of a batch and what its `LiveChain` takes: a stage, a generation, a reply."""

Deliver = Callable[[int, Picture | str], None]
"""Takes a sketch's place in the batch, and its picture or what went wrong."""


class Batch:
    """Draws a list of sketches, each by its whole chain; another list gives the one before up.

    `bring` brings replies from a worker's thread to `take` in the screen's own, where `deliver` is called too.
    """

    def __init__(self, start_worker: StartWorker, bring: Bring, deliver: Deliver, size: int) -> None:
        self._start_worker, self._bring, self._deliver = start_worker, bring, deliver
        self._size = size
        self._sketches: Sequence[Sketch] = ()
        self._place = -1
        self._number = 0
        self._chain: LiveChain | None = None

    def begin(self, sketches: Sequence[Sketch]) -> None:
        """Draw these, in this order; those in a row that begin with the same generator share its worker."""
        self.close()
        self._sketches, self._place = sketches, -1
        self._go_on()

    def close(self) -> None:
        """Stop, without waiting for the workers' end."""
        self._sketches = ()
        self._forget_workers()

    def take(self, number: int, stage: int, generation: int, reply: Reply) -> None:
        """A worker's reply; those to batches given up are dropped."""
        chain = self._chain
        if chain is None or number != self._number:
            return
        result = chain.take(stage, generation, reply)
        if result is not None:
            self._deliver(self._place, result.image)
        elif isinstance(reply, Failed) and chain.state is State.FAILED:
            self._fail(chain)
        else:
            return
        self._go_on()

    def _go_on(self) -> None:
        """Begin with the next one, and those after it as long as there is nothing to wait for."""
        while self._place + 1 < len(self._sketches):
            self._place += 1
            chain = self._chain = self._chain or LiveChain(self._start_worker, self._bring_of(self._number), self._size)
            chain.offer(self._sketches[self._place])
            if chain.state is State.FAILED:
                self._fail(chain)
            elif (picture := chain.fresh_picture) is not None:
                self._deliver(self._place, picture)
            else:
                return
        self.close()

    def _fail(self, chain: LiveChain) -> None:
        """Tell what went wrong; the next sketch begins with workers of its own."""
        self._forget_workers()
        self._deliver(self._place, chain.fault)

    def _forget_workers(self) -> None:
        self._number += 1
        chain, self._chain = self._chain, None
        if chain is not None:
            chain.close()

    def _bring_of(self, number: int) -> Callable[[int, int, Reply], None]:
        return lambda stage, generation, reply: self._bring(number, stage, generation, reply)
