"""Thousands of maps, noise to scenes, odd sizes, any style: a picture, no warning, and the same on any processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from random_maps import DRAWERS

from studio_data.world import HANDS, Style, paint

MAPS = int(os.environ.get("STUDIO_MAPS", "2400"))
PARTS = 12


@pytest.mark.parametrize("part", range(PARTS))
def test_every_map_becomes_a_picture_without_a_warning(part: int) -> None:
    with np.errstate(all="raise", under="ignore"):
        for number in range(part, MAPS, PARTS):
            chance = np.random.default_rng([2026, number])
            shape = tuple(int(side) for side in np.exp(chance.uniform(np.log(16), np.log(64), 2)))
            labels = DRAWERS[number // PARTS % len(DRAWERS)](chance, (shape[0], shape[1]))
            hand = None if chance.random() < 0.7 else str(chance.choice(HANDS))
            picture = paint(
                labels,
                Style.sample(chance),
                seed=number,
                supersample=int(chance.choice((1, 1, 1, 2, 3))),
                hand=hand,
                details=bool(chance.random() < 0.5),
                horizon=None if chance.random() < 0.7 else float(chance.random()),
            )
            assert picture.shape == (*shape, 3), number
            assert picture.dtype == np.uint8, number


@pytest.mark.parametrize("shape", [(1024, 1024), (1024, 16), (16, 1024), (333, 777)])
def test_large_and_narrow_maps_become_pictures(shape: tuple[int, int]) -> None:
    chance = np.random.default_rng(7)
    with np.errstate(all="raise", under="ignore"):
        for drawer in DRAWERS[-2:]:
            picture = paint(drawer(chance, shape), Style.sample(chance), supersample=1)
            assert picture.shape == (*shape, 3)
            assert picture.std() > 1


_DRAW = """
import sys
import numpy as np
from studio_data.world import compose, paint
scenes = [compose(seed, (96, 96)) for seed in range(24)]
pictures = [paint(scene.labels, scene.style, seed=scene.seed, details=False) for scene in scenes]
np.savez(sys.argv[1], labels=np.stack([scene.labels for scene in scenes]), pictures=np.stack(pictures))
"""


def _drawn(file: Path, **environment: str) -> tuple[np.ndarray, np.ndarray]:
    subprocess.run([sys.executable, "-c", _DRAW, str(file)], check=True, env={**os.environ, **environment})
    with np.load(file) as made:
        return made["labels"], made["pictures"].astype(int)


def test_a_plainer_processor_draws_the_same_but_for_rounding(tmp_path: Path) -> None:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    fast = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
    if not fast:
        pytest.skip("this processor has nothing that could be switched off")
    labels, pictures = _drawn(tmp_path / "fast.npz")
    plain_labels, plain_pictures = _drawn(tmp_path / "plain.npz", NPY_DISABLE_CPU_FEATURES=" ".join(fast))
    difference = np.abs(pictures - plain_pictures).max(-1)
    assert np.mean(labels != plain_labels) <= 1e-4
    assert np.mean(difference > 0) <= 1e-3
    assert np.mean(difference > 2) == 0
