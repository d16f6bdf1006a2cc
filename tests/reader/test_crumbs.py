"""Specks go over to what surrounds them; everything else stays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.labels import LANDSCAPE
from studio_reader.crumbs import without_crumbs

SKY, SUN, GRASS, TREE = (LANDSCAPE.id(key) for key in ("sky", "sun", "grass", "tree"))


def meadow() -> np.ndarray:
    labels = np.full((100, 100), SKY, np.uint8)
    labels[50:] = GRASS
    return labels


def test_a_speck_takes_the_label_around_it() -> None:
    labels = meadow()
    labels[20, 20:22] = TREE
    labels[80:82, 30] = TREE
    assert (without_crumbs(labels) == meadow()).all()


def test_a_speck_on_a_border_goes_to_the_side_that_it_touches_more() -> None:
    labels = meadow()
    labels[48:50, 40] = TREE  # three sides in the sky
    assert without_crumbs(labels)[48, 40] == SKY


def test_neighbouring_specks_of_two_labels_both_go() -> None:
    labels = meadow()
    labels[20, 20:22], labels[20, 22:24] = TREE, GRASS
    assert (without_crumbs(labels) == meadow()).all()


def test_the_sun_and_what_is_large_enough_stay() -> None:
    labels = meadow()
    labels[10, 10] = SUN
    labels[60:66, 20:26] = TREE
    assert (without_crumbs(labels) == labels).all()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 23), st.floats(0, 0.3), st.integers(0, 2**32 - 1))
def test_any_map_comes_back_whole(height: int, width: int, labels: int, part: float, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, labels + 1, (height, width), np.uint8)
    before = noise.copy()
    tidy = without_crumbs(noise, part)
    assert tidy.shape == noise.shape
    assert tidy.dtype == np.uint8
    assert set(np.unique(tidy)) <= set(np.unique(noise))
    assert (noise == before).all()
