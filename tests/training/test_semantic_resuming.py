"""Runs of SPADE and TSIT that were stopped end in the same weights as those that never were."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from lightning_modules.budget import Budget
from lightning_modules.config_semantic import SEGMENTATION
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.run import export_run, train
from lightning_modules.run_folder import Run
from studio.errors import Interrupted

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")

STOPS_AT = 5


def tiny(**changes: object) -> SpadeConfig:
    settings: dict[str, object] = {"channels": 2, "hidden": 4, "d_channels": 4, "d_layers": 3, "batch": 4}
    settings |= {"load_size": 68, "crop_size": 64, "epochs": 2, "perceptual": 0.0, "validation": 4, "ema": 0.9}
    return SpadeConfig(**{**settings, **changes})  # type: ignore[arg-type]


def ask_to_stop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file control/stop appear when a few batches are done."""
    tick = Budget.tick

    def ticked(budget: Budget) -> None:
        tick(budget)
        if budget.batches_done == STOPS_AT:
            (folder / "control").mkdir(exist_ok=True)
            (folder / "control" / "stop").touch()

    monkeypatch.setattr(Budget, "tick", ticked)


@pytest.mark.parametrize(
    "changes",
    [
        {"latent": 4},
        {"discriminator": SEGMENTATION, "noise": 2},
        {"phase_batches": "4,2,8", "phase_rates": "2e-4,1e-4,2e-4", "epochs": 3},
    ],
    ids=["code", "segmentation", "phases"],
)
def test_a_stopped_run_goes_on_as_if_it_had_never_stopped(
    changes: dict[str, object], tmp_path: Path, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_file(train(Run(tmp_path / "whole", tiny(**changes), str(pairs)), resume=False))
    parts = Run(tmp_path / "parts", tiny(**changes), str(pairs))

    with monkeypatch.context() as patch:
        ask_to_stop(parts.folder, patch)
        with pytest.raises(Interrupted):
            train(parts, resume=False)
    between = load_file(export_run(parts.folder, tmp_path / "between.safetensors"))
    resumed = load_file(train(Run.read(parts.folder), resume=True))
    assert any(not np.array_equal(between[key], whole[key]) for key in whole)
    assert all(np.array_equal(whole[key], resumed[key]) for key in whole)
