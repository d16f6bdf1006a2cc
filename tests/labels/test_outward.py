"""From our labels to other people's and back: what a set can say comes back, what it can't becomes its like."""

from __future__ import annotations

import numpy as np
import pytest

from studio.label_sets import LABEL_SETS, label_set
from studio.label_sets.outward import values_for_landscape
from studio.labels import LANDSCAPE


@pytest.mark.parametrize("name", LABEL_SETS)
def test_labels_that_a_set_has_come_back_the_same(name: str) -> None:
    labels = label_set(name)
    has = {entry.key for entry in labels.entries}
    values = values_for_landscape(labels)
    for label in LANDSCAPE:
        if label.key in has and label.key != "void":
            back = labels.to_landscape(np.array([[values[label.id]]]))
            assert back[0, 0] == label.id, label.key


@pytest.mark.parametrize("name", LABEL_SETS)
def test_every_painted_label_has_a_value_in_every_set(name: str) -> None:
    values = values_for_landscape(label_set(name))
    assert {label.id for label in LANDSCAPE if label.key != "void"} <= set(values)


def test_the_published_names_are_meant() -> None:
    coco, cityscapes = (label_set(name) for name in ("coco", "cityscapes"))
    names = {
        key: coco.vocabulary[values_for_landscape(coco)[LANDSCAPE.id(key)]] for key in ("sky", "cloud", "tree", "sea")
    }
    assert names == {"sky": "sky-other", "cloud": "clouds", "tree": "tree", "sea": "sea"}
    values = values_for_landscape(cityscapes)
    assert cityscapes.vocabulary[values[LANDSCAPE.id("forest")]] == "vegetation"
    assert values[LANDSCAPE.id("void")] == 0
