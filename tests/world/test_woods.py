"""Forests, trees and bushes: readable through the year, with silhouettes of their own, on any map."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.labels import LANDSCAPE
from studio_data.world import paint
from studio_data.world.frame import Frame
from studio_data.world.gaps import open_gaps
from studio_data.world.style import Style

PLANTS = ("forest", "tree", "bush")


def _meadow(key: str, box: tuple[int, int, int, int], side: int = 96) -> NDArray[np.uint8]:
    labels = np.full((side, side), LANDSCAPE.id("sky"), np.uint8)
    labels[side * 5 // 8 :] = LANDSCAPE.id("grass")
    top, left, bottom, right = box
    labels[top:bottom, left:right] = LANDSCAPE.id(key)
    return labels


@pytest.mark.parametrize("key", PLANTS)
def test_snow_brightens_a_near_wood_and_leaves_dark_in_it(key: str) -> None:
    labels = _meadow(key, (40, 0, 96, 96))
    bare = dataclasses.replace(Style.typical(season="winter"), snow_cover=0.0)
    without, under = (
        paint(labels, dataclasses.replace(bare, snow_cover=cover), supersample=1, details=False) for cover in (0.0, 0.9)
    )
    assert under[50:].mean() / under[:25].mean() > 1.1 * without[50:].mean() / without[:25].mean()
    wood = under[50:].mean(-1)
    assert np.percentile(wood, 10) < 0.7 * np.percentile(wood, 90)


def test_larches_are_golden_in_autumn_beside_green_spruces() -> None:
    labels = np.full((96, 96), LANDSCAPE.id("forest"), np.uint8)

    def golden(season: str) -> float:
        picture = paint(labels, Style.typical(season=season), supersample=1, details=False).astype(int)
        return float((picture[..., 0] > picture[..., 1] + 12).mean())

    assert golden("autumn") > golden("summer") + 0.1
    assert golden("autumn") < 0.8


@pytest.mark.parametrize("key", PLANTS)
def test_a_painted_block_becomes_a_plant_with_the_sky_around_it(key: str) -> None:
    labels = _meadow(key, (20, 30, 70, 66))
    frame = Frame(labels, Style.typical(), seed=0, supersample=1, hand=None, details=False)
    painted = frame.mask(key).mean()
    open_gaps(frame)
    left = frame.mask(key).mean()
    assert 0.3 * painted < left < painted
    assert set(np.unique(frame.labels)) <= set(np.unique(labels))


def test_a_bare_crown_shows_more_sky_than_a_leafy_one() -> None:
    labels = _meadow("tree", (20, 30, 70, 66))
    covered = {}
    for season in ("summer", "winter"):
        frame = Frame(labels, Style.typical(season=season), seed=0, supersample=2, hand=None, details=False)
        open_gaps(frame)
        covered[season] = float(frame.mask("tree").mean())
    assert covered["winter"] < 0.75 * covered["summer"]


@pytest.mark.parametrize("key", PLANTS)
@pytest.mark.parametrize("hour", ["sunset", "night"])
def test_form_is_readable_in_the_dusk(key: str, hour: str) -> None:
    picture = paint(_meadow(key, (30, 0, 80, 96)), Style.typical(hour), supersample=1, details=False)
    grey = picture[40:70].mean(-1)
    assert np.percentile(grey, 95) - np.percentile(grey, 5) > 12


@pytest.mark.parametrize("key", PLANTS)
@pytest.mark.parametrize("shape", [(16, 16), (17, 43), (90, 31)])
def test_any_map_of_plants_is_drawn(key: str, shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(5)
    speckled = rng.choice([LANDSCAPE.id(key), LANDSCAPE.id("sky"), LANDSCAPE.id("grass")], shape).astype(np.uint8)
    single = np.full(shape, LANDSCAPE.id(key), np.uint8)
    column = np.full(shape, LANDSCAPE.id("sea"), np.uint8)
    column[:, shape[1] // 2] = LANDSCAPE.id(key)
    for labels in (speckled, single, column):
        for season in ("summer", "winter"):
            first = paint(labels, Style.typical(season=season), seed=3, supersample=1)
            assert first.shape == (*shape, 3)
            np.testing.assert_array_equal(first, paint(labels, Style.typical(season=season), seed=3, supersample=1))
