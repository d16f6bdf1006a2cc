"""From a sketch to the request that draws it."""

from __future__ import annotations

from studio.generators.specs import Request
from studio.sketch.document import Sketch


def request_of(sketch: Sketch, size: int = 256) -> Request:
    """The request for the first step of the sketch's chain, `size` pixels on the short side.

    The request holds a copy of the label map: drawing on does not change it.
    """
    step = sketch.chain[0]
    return Request(
        generator=step.generator,
        image=sketch.labels,
        seed=sketch.seed,
        size=size,
        style=sketch.style,
        domain=step.domain or sketch.domain,
        weights=step.weights,
        options=step.options,
    )
