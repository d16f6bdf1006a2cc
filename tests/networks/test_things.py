"""Planes that say where each pixel lies in its thing: per connected part, by its box, with the beat of a facade."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from studio.labels import LANDSCAPE
from studio_torch.scenes import one_hot
from studio_torch.things import LOUD, PLANES, thing_planes

SIDE = 64
ACROSS, DOWN, WIDTH, HEIGHT, COLUMNS, STOREYS = range(PLANES)


def planes_of(ids: NDArray[np.uint8]) -> NDArray[np.float32]:
    return thing_planes(one_hot(torch.from_numpy(ids)[None]))[0].numpy() / LOUD


def meadow() -> NDArray[np.uint8]:
    return np.full((SIDE, SIDE), LANDSCAPE.id("grass"), np.uint8)


def with_box(label: str, top: int, left: int, high: int, wide: int) -> NDArray[np.uint8]:
    ids = meadow()
    ids[top : top + high, left : left + wide] = LANDSCAPE.id(label)
    return ids


def test_ground_has_no_planes() -> None:
    assert not planes_of(meadow()).any()


def test_every_thing_has_its_own_box() -> None:
    ids = with_box("house", 20, 4, 16, 8)
    ids[20:36, 20:44] = LANDSCAPE.id("house")
    planes = planes_of(ids)
    for columns in (slice(4, 12), slice(20, 44)):
        across = planes[ACROSS, 28, columns]
        assert across[0] == pytest.approx(-across[-1])
        assert (np.diff(across) > 0).all()
        assert -1 < across[0] < -0.85
    assert planes[ACROSS, 28, 12:20] == pytest.approx(0)
    assert (np.diff(planes[DOWN, 20:36, 6]) > 0).all()


def test_sizes_are_shares_of_the_picture_s_height_in_doublings() -> None:
    planes = planes_of(with_box("tree", 0, 0, SIDE, SIDE // 8))
    assert planes[HEIGHT, 10, 2] == pytest.approx(1)
    assert planes[WIDTH, 10, 2] == pytest.approx(0)
    assert planes[STOREYS] == pytest.approx(0)


def test_a_sun_is_told_its_rim() -> None:
    planes = planes_of(with_box("sun", 10, 10, 21, 21))[COLUMNS, 10:31, 10:31]
    rows, columns = np.mgrid[-10:11, -10:11]
    assert np.array_equal(planes > 0, rows**2 + columns**2 < 10.5**2)
    assert planes[10, 10] == pytest.approx(1)


def test_a_facade_is_divided_evenly() -> None:
    planes = planes_of(with_box("house", 10, 8, 24, 48))  # as broad as two squares: four columns, one storey
    row = planes[COLUMNS, 20, 8:56]
    middles = np.flatnonzero(row < np.cos(np.pi * 0.9))
    assert len(np.split(middles, np.flatnonzero(np.diff(middles) > 1) + 1)) == 4


def test_windows_too_small_to_be_seen_have_no_beat() -> None:
    towers = np.full((256, 256), LANDSCAPE.id("building"), np.uint8)
    far, near = planes_of(towers[::8, ::8]), planes_of(towers)
    assert far[[COLUMNS, STOREYS]] == pytest.approx(0)
    assert np.abs(near[[COLUMNS, STOREYS]]).max() > 0.9


def test_a_thing_takes_its_planes_along() -> None:
    here, there = (planes_of(with_box("sun", top, left, 9, 9)) for top, left in ((3, 5), (30, 40)))
    assert np.array_equal(here[:, 3:12, 5:14], there[:, 30:39, 40:49])


def test_every_map_of_a_batch_is_read_for_itself() -> None:
    maps = np.stack([with_box("house", 20, 4, 16, 8), with_box("cloud", 2, 2, 8, 30)])
    both = thing_planes(one_hot(torch.from_numpy(maps))).numpy() / LOUD
    assert np.array_equal(both[0], planes_of(maps[0]))
    assert np.array_equal(both[1], planes_of(maps[1]))
