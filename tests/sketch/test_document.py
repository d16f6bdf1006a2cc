"""A sketch, its copies, and the request that draws it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.generators.requests import request_of
from studio.sketch import chunk
from studio.sketch.document import Sketch, Step


def test_drawing_on_a_copy_leaves_the_original() -> None:
    sketch = Sketch.blank(8, 12)
    copy = sketch.copy()
    copy.labels[:] = 3
    copy.weights["unet"] = "0" * 64
    assert not sketch.labels.any()
    assert not sketch.weights


@pytest.mark.parametrize(
    "labels", [np.zeros((4, 4), np.int64), np.zeros((4, 4, 3), np.uint8)], ids=["not uint8", "not two-dimensional"]
)
def test_labels_of_another_kind_are_a_mistake(labels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8"):
        Sketch(labels)


def test_a_request_holds_what_the_picture_depends_on() -> None:
    style = np.full((3, 5, 3), 9, np.uint8)
    sketch = Sketch(
        np.zeros((100, 200), np.uint8), (Step("world", {"hour": "night"}),), seed=4, style=style, domain="snow"
    )
    request = request_of(sketch, 128)
    assert (request.generator, dict(request.options)) == ("world", {"hour": "night"})
    assert (request.seed, request.domain, request.shape) == (4, "snow", (128, 256))
    assert np.array_equal(request.style, style)


def test_drawing_on_does_not_change_a_request_that_was_made() -> None:
    sketch = Sketch.blank(16, 16)
    before = request_of(sketch)
    sketch.labels[3, 3] = 1
    assert before.image[3, 3] == 0
    assert before != request_of(sketch)


def test_a_photograph_and_where_the_chain_begins_survive_saving() -> None:
    photograph = np.random.default_rng(2).integers(0, 256, (30, 40, 3)).astype(np.uint8)
    chain = (Step("cartoongan", domain="ink", weights="ab" * 32),)
    sketch = Sketch(np.ones((30, 40), np.uint8), chain, photograph=photograph, from_photograph=True)
    again = chunk.unpack(chunk.pack(sketch))
    assert again.chain == chain
    assert again.photograph is not None
    assert np.array_equal(again.photograph, photograph)
    assert again.image is again.photograph
    assert sketch.copy().from_photograph


def test_a_chain_cannot_begin_with_a_photograph_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="photograph"):
        Sketch(np.ones((4, 4), np.uint8), from_photograph=True)
