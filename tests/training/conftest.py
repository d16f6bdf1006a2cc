"""A folder of small pairs, a reader to take features from, and recipes that train in a second."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from lightning_modules.config import config_of
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.weight_files import write_weights
from studio.labels import LANDSCAPE
from studio_data.datasets.pairs import write_world_pairs
from studio_data.world.style import STYLE_NAMES
from studio_reader.checkpoints import FORMAT
from studio_reader.network import SceneReader

PAIRS, SIZE = 20, 40


@pytest.fixture(autouse=True)
def _one_thread(one_thread: None) -> None:
    """For every test here."""


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "pairs"
    write_world_pairs(folder, PAIRS, size=SIZE, seed=0, supersample=1, workers=1)
    return folder


@pytest.fixture(scope="session")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    widths = (4, 4, 4, 4, 4)
    reader = SceneReader(labels=len(LANDSCAPE), style=len(STYLE_NAMES), widths=widths)
    path = tmp_path_factory.mktemp("teacher") / "teacher.safetensors"
    facts = {"format": FORMAT, "labels": len(LANDSCAPE), "style_names": STYLE_NAMES, "widths": widths}
    write_weights(path, reader.state_dict(), facts, {})
    return path


Recipe = Callable[..., Pix2PixConfig]


@pytest.fixture
def recipe(teacher: Path) -> Recipe:
    """A tiny recipe with every loss in it; keywords change settings."""

    def make(**changes: object) -> Pix2PixConfig:
        settings = {
            "kind": "pix2pix",
            "network": "tiny",
            "epochs": 1,
            "batch": 2,
            "load_size": 36,
            "crop_size": 32,
            "validation": 4,
            "d_channels": 4,
            "style_gain": 1.0,
            "matching": 1.0,
            "l1": 1.0,
            "coarse": 0.5,
            "texture": 1.0,
            "log_every": 4,
            "teacher": str(teacher),
            **changes,
        }
        config = config_of(json.loads(json.dumps(settings)), {}, where="the test")
        assert isinstance(config, Pix2PixConfig)
        return config

    return make
