"""Inception's features: files that are known give them, others are refused in a line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.errors import InputError
from studio_judge import inception_file
from studio_judge.inception import FEATURES, Inception
from studio_judge.inception_file import TENSORFLOW, TORCHVISION, InceptionFeatures


def published(path: Path, classes: int) -> str:
    """Random weights under the names that published files use, with the classifier; the file's sha256."""
    torch.manual_seed(0)
    state = Inception(of_tensorflow=True).state_dict()
    state |= {"fc.weight": torch.zeros(classes, FEATURES), "fc.bias": torch.zeros(classes)}
    torch.save(state, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_known_files_give_2048_numbers_and_say_whose_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "inception.pth"
    digest = published(path, 1008)
    chance = np.random.default_rng(0)
    pictures = [chance.integers(0, 256, size, dtype=np.uint8) for size in ((64, 64, 3), (90, 120, 3))]
    found = {}
    for whose in (TENSORFLOW, TORCHVISION):
        monkeypatch.setattr(inception_file, "KNOWN", {digest[:8]: whose})
        network = InceptionFeatures(path)
        assert whose in network.name
        found[whose] = network.features(pictures)
        assert found[whose].shape == (2, FEATURES)
        assert np.isfinite(found[whose]).all()
        assert not np.allclose(found[whose][0], found[whose][1])
    assert not np.allclose(found[TENSORFLOW], found[TORCHVISION])  # they pool differently


def test_an_unknown_file_is_refused_by_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "inception.pth"
    digest = published(path, 1000)
    with pytest.raises(InputError, match=f"(?s)not a known.*{digest[:8]}.*6726825d"):
        InceptionFeatures(path)
    with pytest.raises(InputError, match="can't be read"):
        InceptionFeatures(tmp_path / "nowhere.pth")
