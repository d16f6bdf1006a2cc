"""Maps for networks that were trained on other label sets have the channels that those networks were fed."""

from __future__ import annotations

import numpy as np
import pytest

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio_torch.labels import asked_set, one_hot_in, region_edges, set_of_channels


def scene() -> np.ndarray:
    labels = np.full((8, 8), LANDSCAPE.id("sky"), np.uint8)
    labels[4:] = LANDSCAPE.id("sea")
    labels[6:, :2] = LANDSCAPE.id("void")
    return labels


@pytest.mark.parametrize(
    ("name", "channels", "sky", "sea", "nothing"),
    [("coco", 184, 156, 154, 182), ("ade20k", 151, 3, 27, 0), ("cityscapes", 36, 23, 7, 0)],
)
def test_channels_are_the_sets_own(name: str, channels: int, sky: int, sea: int, nothing: int) -> None:
    semantics = one_hot_in(scene(), name, channels)[0]
    assert semantics.shape == (channels, 8, 8)
    assert semantics[sky, 0, 5] == 1
    assert semantics[sea, 5, 5] == 1
    assert semantics[nothing, 7, 0] == 1
    has_edges = name != "ade20k"
    classes = semantics[:-1] if has_edges else semantics
    assert (classes.sum(0) == 1).all()
    if has_edges:
        assert np.array_equal(semantics[-1].numpy(), region_edges(scene()))


def test_edges_lie_on_both_sides_of_a_border() -> None:
    edges = region_edges(scene())
    assert edges[3:5].all()
    assert not edges[:3].any()


def test_channels_tell_the_set() -> None:
    assert [set_of_channels(count) for count in (184, 151, 36, 24, 13)] == [
        "coco",
        "ade20k",
        "cityscapes",
        "landscape",
        "",
    ]


def test_a_set_that_is_asked_for_must_exist_and_fit_the_channels() -> None:
    assert asked_set("ade20k", 150) == asked_set("ade20k", 151) == asked_set("", 151) == "ade20k"
    with pytest.raises(InputError, match="no label set plants"):
        asked_set("plants", 151)
    with pytest.raises(InputError, match="151 labels, and the network 5 channels"):
        asked_set("ade20k", 5)
