"""What the contour generator promises; run with `python -m pytest` in this folder."""

from __future__ import annotations

import numpy as np
import studio_contour

from studio.generators.specs import Request
from studio.generators.validation import faults_of
from studio.labels import LANDSCAPE, Picture


def drawn(seed: int = 0, sheets: int = 4, size: int = 64) -> Picture:
    """Sky over sea, twice as wide as high."""
    labels = np.full((48, 96), LANDSCAPE.id("sky"), np.uint8)
    labels[24:] = LANDSCAPE.id("sea")
    request = Request("contour", labels, seed=seed, size=size, options={"sheets": sheets})
    return studio_contour.load().render(request, lambda fraction: None)


def test_the_studio_accepts_the_generator() -> None:
    assert [faults_of(spec) for spec in studio_contour.studio_generators()] == [""]


def test_the_picture_has_the_size_that_was_asked_for() -> None:
    assert drawn(size=64).shape == (64, 128, 3)
    assert drawn(size=20).dtype == np.uint8


def test_the_seed_and_the_sheets_change_the_picture_and_nothing_else_does() -> None:
    assert np.array_equal(drawn(), drawn())
    assert not np.array_equal(drawn(), drawn(seed=1))
    assert not np.array_equal(drawn(), drawn(sheets=2))


def test_labels_keep_their_place_and_hue() -> None:
    sky, sea = drawn()[:24].mean((0, 1)), drawn()[40:].mean((0, 1))
    assert sky.mean() > sea.mean() + 40
    assert sea.argmax() == 2
