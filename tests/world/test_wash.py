"""The painter's hand after a picture: washes between dusk and glow, and a thin line where things meet."""

from __future__ import annotations

import numpy as np
import pytest

from studio_data.world.cartoon.wash import wash

LEFT, RIGHT = (90, 140, 60), (200, 190, 120)


@pytest.fixture
def meadow_and_sand() -> np.ndarray:
    picture = np.empty((64, 96, 3), np.uint8)
    picture[:, :48], picture[:, 48:] = LEFT, RIGHT
    return picture


def test_what_is_even_stays_even() -> None:
    drawn = wash(np.full((40, 50, 3), LEFT, np.uint8))
    assert drawn.shape == (40, 50, 3)
    assert (drawn == drawn[0, 0]).all()


def test_a_thin_dark_line_is_drawn_where_two_things_meet(meadow_and_sand: np.ndarray) -> None:
    drawn = wash(meadow_and_sand).astype(int).sum(-1)
    row = drawn[32]
    assert row.min() < 0.7 * min(row[10], row[-10])
    assert np.count_nonzero(row < 0.85 * row[10]) <= 4  # pixels
    assert abs(int(row.argmin()) - 48) <= 2


def test_black_turns_dusky_and_white_glows() -> None:
    dark, light = (wash(np.full((16, 16, 3), value, np.uint8))[8, 8].astype(int) for value in (0, 255))
    assert dark.min() > 8
    assert dark[0] > dark[1]
    assert light[0] > 250 > light[2] > 200


def test_brighter_stays_brighter() -> None:
    greys = [wash(np.full((16, 16, 3), value, np.uint8))[8, 8].astype(int).sum() for value in range(0, 256, 15)]
    assert greys == sorted(set(greys))


def test_grain_is_softened() -> None:
    chance = np.random.default_rng(0)
    grain = np.clip(128 + chance.normal(0, 12, (64, 64, 1)), 0, 255).astype(np.uint8).repeat(3, -1)
    assert wash(grain)[..., 1].std() < 0.7 * grain[..., 1].std()
