"""What a training run sees: a pure function of seed, epoch and index, and mirrored suns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lightning_modules.batches import Example, PairStream, Serving
from lightning_modules.config import config_of
from lightning_modules.data_module import PairData
from lightning_modules.pair_sources import ReadPairs
from studio.errors import InputError
from studio.labels import LANDSCAPE

NAMES = ("hour=day", "sun_x", "elevation")
LIT = LANDSCAPE.id("cloud")


@dataclass(frozen=True)
class SunOnTheRight:
    """A picture whose right half is bright, its labels likewise, and a style that says so."""

    labels: NDArray[np.uint8]
    picture: NDArray[np.uint8]
    style: NDArray[np.float32]


def pair(size: int = 24) -> SunOnTheRight:
    labels = np.ones((size, size), np.uint8)
    labels[:, size // 2 :] = LIT
    picture = np.repeat(np.where(labels == LIT, 255, 0).astype(np.uint8)[..., None], 3, 2)
    return SunOnTheRight(labels, picture, np.array([1.0, 0.7, 0.2], np.float32))


def test_a_painted_sun_is_where_the_style_says_that_the_light_comes_from() -> None:
    labels = np.ones((16, 16), np.uint8)
    labels[2:4, 12:14] = LANDSCAPE.id("sun")
    serving = Serving(1, 16, 16, 0, True, NAMES)
    made = Example(labels, np.zeros((16, 16, 3), np.uint8), np.array([0.0, -0.2, 0.3], np.float32))
    for epoch in range(8):
        shown = serving.augmented(made, epoch, 0)
        right = bool((shown.labels[:, 8:] == LANDSCAPE.id("sun")).any())
        assert shown.style[NAMES.index("sun_x")] == pytest.approx(0.625 if right else -0.625)


def stream(
    count: int = 12, *, load: int = 24, crop: int = 16, seed: int = 0, flip: bool = True, workers: int = 0
) -> PairStream:
    source = ReadPairs([pair() for _ in range(count)], load, keep=True)
    serving = Serving(4, load, crop, seed, flip, NAMES)
    return PairStream(source, np.arange(count), serving, workers=workers)


def test_a_mirrored_picture_is_lit_from_the_other_side() -> None:
    sides = set()
    for batch in stream():
        for labels, picture, style in zip(*batch, strict=True):
            sun_is_right = bool(picture[0, 0, -1] > 0)
            assert bool(labels[0, -1] == LIT) == sun_is_right
            assert float(style[1]) == pytest.approx(0.7 if sun_is_right else -0.7)
            assert float(style[2]) == pytest.approx(0.2)
            sides.add(sun_is_right)
    assert sides == {True, False}


def test_nothing_is_mirrored_when_that_is_off() -> None:
    assert all(bool((batch.style[:, 1] > 0).all()) for batch in stream(flip=False))


def test_the_same_seed_gives_the_same_batches_and_another_epoch_others() -> None:
    first, second = stream(), stream()
    for one, other in zip(first, second, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    later = list(first)
    assert first.epoch == 1
    assert not all(torch.equal(one.picture, other.picture) for one, other in zip(stream(), later, strict=True))


def test_a_stream_goes_on_after_the_batch_that_was_handed_out() -> None:
    whole = list(stream())
    broken = stream()
    next(iter(broken))
    again = stream()
    again.load_state_dict(broken.state_dict())
    rest = list(again)
    assert len(rest) == len(whole) - 1
    assert torch.equal(rest[0].picture, whole[1].picture)


def test_pairs_of_another_size_are_brought_to_load_size() -> None:
    batch = next(iter(stream(load=40, crop=32)))
    assert batch.labels.shape == (4, 32, 32)
    assert batch.picture.shape == (4, 3, 32, 32)
    assert set(batch.labels.unique().tolist()) <= {1, LIT}


def recipe(**changes: object) -> PairData:
    values = {"kind": "reader", "epochs": 1, "batch": 2, "load_size": 24, "crop_size": 16, **changes}
    config = config_of(values, {}, where="the test")
    return PairData(ReadPairs([pair() for _ in range(10)], 24, keep=True), NAMES, config)


def test_held_out_pairs_are_never_trained_on() -> None:
    data = recipe(validation=3)
    assert not set(data.stream.indices) & set(data.held_out.indices)
    assert len(data.stream.indices) + len(data.held_out.indices) == 10


def test_a_label_outside_the_vocabulary_is_named_with_its_place() -> None:
    odd = pair()
    odd.labels[5, 7] = 99
    config = config_of({"kind": "reader", "epochs": 1, "batch": 1}, {}, where="the test")
    with pytest.raises(InputError, match="label 99 at row 5, column 7"):
        PairData(ReadPairs([odd], 24, keep=True), NAMES, config)


def test_too_few_pairs_for_a_batch_are_refused() -> None:
    with pytest.raises(InputError, match="fewer than one batch"):
        recipe(batch=64)
