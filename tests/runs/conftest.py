"""What small runs learn from, and a home for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from small_runs import Runs

from studio_data.datasets.pairs import write_world_pairs
from studio_data.portraits.folder import write_portraits


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("data")
    write_world_pairs(folder / "pairs", 24, size=40, seed=0, supersample=1, workers=1)
    write_portraits(folder / "portraits", 16, size=48, seed=0)
    chance = np.random.default_rng(0)
    for place in ("halves/train", "sets/photos", "sets/cartoons"):
        (folder / place).mkdir(parents=True)
        for number in range(16):
            left = chance.integers(0, 256, (6, 6, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
            whole = np.concatenate([left, 255 - left], 1) if place.startswith("halves") else left
            Image.fromarray(whole).save(folder / place / f"{number}.png")
    pairs = folder / "pairs"
    return {
        "unet": pairs,
        "reader": pairs,
        "pix2pix": folder / "halves",
        "stargan": folder / "portraits",
        "cartoongan": folder / "sets",
        "spade": pairs,
        "tsit": pairs,
    }


@pytest.fixture
def runs(tmp_path: Path, data: dict[str, Path]) -> Runs:
    return Runs(tmp_path / "runs", data)
