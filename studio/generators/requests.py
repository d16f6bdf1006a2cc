"""From a sketch to the request that draws it."""

from __future__ import annotations

import numpy as np

from studio.generators.specs import Request
from studio.labels import Picture
from studio.sketch.document import MAX_PIXELS, Sketch, Step

READER = "reader"
"""The generator that reads label maps out of photographs."""

READ_SIDE = 256
"""The short side, in pixels, of a map that is read, unless another is asked for."""

_SMALLEST_SIDE = 16
_SENT_SIDE = 512


def request_of(sketch: Sketch, size: int = 256) -> Request:
    """The request for the first step of the sketch's chain, `size` pixels on the short side.

    The request holds a copy of the label map (or of the photograph that the chain begins with): drawing on does not
    change it.
    """
    step = sketch.chain[0]
    return Request(
        generator=step.generator,
        image=sketch.image,
        seed=sketch.seed,
        size=size,
        style=sketch.style,
        domain=step.domain or sketch.domain,
        weights=step.weights,
        options=step.options,
        blend=sketch.blend,
    )


def request_on(step: Step, picture: Picture, sketch: Sketch) -> Request:
    """The request for a step of the sketch's chain that draws from a picture, uint8 (H, W, 3), at that one's size."""
    return Request(
        generator=step.generator,
        image=picture,
        seed=sketch.seed,
        size=min(picture.shape[:2]),
        style=sketch.style,
        domain=step.domain,
        weights=step.weights,
        options=step.options,
        blend=sketch.blend,
    )


def reading_request(photograph: Picture, size: int | None = None) -> Request:
    """The request that reads a photograph's label map, `size` pixels on the short side.

    Without a size it is READ_SIDE, or what the photograph has where that is less; a very long one gets a smaller map,
    so that it stays within what a sketch may have. The photograph goes along no larger than the reader needs it.
    """
    short, long = sorted(photograph.shape[:2])
    largest = int((MAX_PIXELS * short / long) ** 0.5)
    side = size or max(_SMALLEST_SIDE, min(READ_SIDE, short, largest))
    return Request(READER, _reduced(photograph, max(2 * side, _SENT_SIDE)), size=side)


def kept_photograph(photograph: Picture) -> Picture:
    """A photograph as a sketch keeps it: no larger than pictures of it will be drawn."""
    return _reduced(photograph, _SENT_SIDE)


def _reduced(photograph: Picture, side: int) -> Picture:
    """The photograph with at most `side` pixels on its short side, antialiased."""
    height, width = photograph.shape[:2]
    if min(height, width) <= side:
        return photograph
    from PIL import Image

    scale = side / min(height, width)
    shape = (round(width * scale), round(height * scale))
    return np.asarray(Image.fromarray(photograph).resize(shape, Image.Resampling.BICUBIC, reducing_gap=3.0))
