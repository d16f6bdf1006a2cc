"""The live pictures of a sketch's chain: each draws from what the one before it made, as soon as that is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from studio.generators.requests import request_of, request_on
from studio.generators.specs import Request, Result
from studio.labels import Picture
from studio.render.messages import Reply
from studio.sketch.document import Sketch
from studio.tui.live import LivePicture, StartWorker, State

Deliver = Callable[[int, int, Reply], None]
"""Takes a worker's reply, in the worker's thread, with the stage and the generation of the picture it is for."""


LIVE_SIZE = 256
"""Pixels along the short side of the live picture."""


class LiveChain:
    """One live picture per step of the chain; what is shown is the last one's.

    A step that changed nothing is not drawn again, and a step that fails stops those behind it.
    """

    def __init__(self, start_worker: StartWorker, deliver: Deliver, size: int = LIVE_SIZE) -> None:
        self._start_worker = start_worker
        self._deliver = deliver
        self._size = size
        self._stages: list[LivePicture] = []
        self._sketch: Sketch | None = None

    @property
    def result(self) -> Result | None:
        """What the last step drew last, None while it has drawn nothing; the time is the whole chain's."""
        results = [stage.result for stage in self._stages]
        if not results or any(result is None for result in results):
            return None
        total = sum(result.milliseconds for result in results if result is not None)
        last = results[-1]
        return None if last is None else replace(last, milliseconds=total)

    @property
    def state(self) -> State:
        """Where the picture stands against the drawing: failed or starting where any step is, fresh where all are."""
        states = [stage.state for stage in self._stages]
        for state in (State.FAILED, State.DRAWING, State.STARTING):
            if state in states:
                return state
        return State.FRESH if states else State.STARTING

    @property
    def fault(self) -> str:
        """What the first step that failed said."""
        return next((stage.fault for stage in self._stages if stage.state is State.FAILED), "")

    @property
    def failed_generator(self) -> str:
        """The generator of the first step that failed, "" where none did."""
        steps = self._sketch.chain if self._sketch else ()
        failed = (
            step.generator for step, stage in zip(steps, self._stages, strict=False) if stage.state is State.FAILED
        )
        return next(failed, "")

    @property
    def waited_s(self) -> float:
        """How long the drawing has been ahead of its picture, in seconds; 0 when the picture is fresh."""
        return max((stage.waited_s for stage in self._stages), default=0.0)

    @property
    def fresh_picture(self) -> Picture | None:
        """The picture of the drawing as it is now, None while there is none."""
        return self._stages[-1].fresh_picture if self._stages and self.state is State.FRESH else None

    def offer(self, sketch: Sketch, *, steadily: bool = False) -> None:
        """The drawing changed: this is what the picture should be made from now."""
        self._fit(sketch)
        self._stages[0].offer(request_of(sketch, self._size), steadily=steadily)
        self._go_on_from(0)

    def again(self, sketch: Sketch) -> None:
        """Make the picture anew although nothing changed, with new workers."""
        self._fit(sketch)
        for stage in self._stages[1:]:
            stage.close()
            stage.result = None
        self._stages[0].again(request_of(sketch, self._size))

    def take(self, stage: int, generation: int, reply: Reply) -> Result | None:
        """A worker's reply; the chain's result when the reply completes it."""
        if stage >= len(self._stages):
            return None
        result = self._stages[stage].take(generation, reply)
        if result is None:
            return None
        if stage == len(self._stages) - 1:
            return self.result
        return self._go_on_from(stage)

    def close(self) -> None:
        """Stop all workers, without waiting for their end."""
        for stage in self._stages:
            stage.close()

    def _go_on_from(self, stage: int) -> Result | None:
        """Let the next steps draw from what a fresh one made; the result where they have drawn that already."""
        sketch = self._sketch
        for number in range(stage, len(self._stages) - 1):
            made = self._stages[number].fresh_picture
            if made is None or sketch is None:
                return None
            self._stages[number + 1].offer(_request(sketch, number + 1, made))
        return self.result if self.state is State.FRESH else None

    def _fit(self, sketch: Sketch) -> None:
        """As many live pictures as the chain has steps."""
        self._sketch = sketch
        while len(self._stages) > len(sketch.chain):
            self._stages.pop().close()
        while len(self._stages) < len(sketch.chain):
            number = len(self._stages)
            self._stages.append(LivePicture(self._start_worker, self._bring(number)))

    def _bring(self, stage: int) -> Callable[[int, Reply], None]:
        return lambda generation, reply: self._deliver(stage, generation, reply)


def _request(sketch: Sketch, number: int, picture: Picture) -> Request:
    return request_on(sketch.chain[number], picture, sketch)
