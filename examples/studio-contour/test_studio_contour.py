"""What the contour generator promises; run with `python -m pytest` in this folder, the plugin installed."""

from __future__ import annotations

import numpy as np
import studio_contour

from studio.generators.specs import Request
from studio.labels import LANDSCAPE, Picture
from studio.testing import GeneratorContract


class TestContract(GeneratorContract):
    """Everything that any generator promises."""

    generator = "contour"


def drawn(seed: int = 0, sheets: int = 4, size: int = 64) -> Picture:
    """Sky over sea, twice as wide as high."""
    labels = np.full((48, 96), LANDSCAPE.id("sky"), np.uint8)
    labels[24:] = LANDSCAPE.id("sea")
    request = Request("contour", labels, seed=seed, size=size, options={"sheets": sheets})
    return studio_contour.load().render(request, lambda fraction: None)


def test_the_sheets_change_the_picture() -> None:
    assert not np.array_equal(drawn(), drawn(sheets=2))


def test_labels_keep_their_place_and_hue() -> None:
    sky, sea = drawn()[:24].mean((0, 1)), drawn()[40:].mean((0, 1))
    assert sky.mean() > sea.mean() + 40
    assert sea.argmax() == 2
