"""What happens beside a plugin's own training steps: the budget, metrics, the run's state, and a loss that is gone."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytorch_lightning as pl
import torch

from lightning_modules.budget import Budget
from lightning_modules.reporting import HEARTBEAT_S, state_of
from studio.errors import StudioError
from studio.runs.folder import METRICS
from studio.runs.state import RUNNING, write_state

_MOST_LOST = 50


class PluginProgress(pl.Callback):
    """Counts batches, ends the training with its budget, and writes `metrics.jsonl` and `state.json`."""

    def __init__(self, folder: Path, budget: Budget, log_every: int) -> None:
        self.budget = budget
        self.note = ""
        self._folder = folder
        self._log_every = log_every
        self._written = 0.0
        self._epoch = 0
        self._lost = 0

    def on_train_start(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self.budget.start()
        self.write(RUNNING)

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, outputs: Any, *rest: Any) -> None:
        self.budget.tick()
        self._epoch = trainer.current_epoch
        if self.budget.fraction >= 1:
            trainer.should_stop = True
        measured = _numbers({**trainer.callback_metrics, **(outputs if isinstance(outputs, Mapping) else {})})
        self._guard(measured)
        if self.budget.batches_done % self._log_every == 0 or trainer.should_stop:
            self._log(measured)
        if time.monotonic() - self._written >= HEARTBEAT_S:
            self.write(RUNNING)

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps: how far the run is, and where chance stands."""
        return {"budget": self.budget.state(), "torch_rng": torch.get_rng_state()}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from there."""
        self.budget.restore(state_dict["budget"])
        torch.set_rng_state(state_dict["torch_rng"])

    def write(self, status: str, reason: str = "") -> None:
        """Put the run's state into its folder."""
        state = state_of(self.budget, status, reason, note=self.note, epoch=self._epoch)
        with suppress(OSError, StudioError):  # a full disk is the checkpoints' matter
            write_state(self._folder, state)
        self._written = time.monotonic()

    def _guard(self, measured: Mapping[str, float]) -> None:
        self._lost = self._lost + 1 if not all(map(math.isfinite, measured.values())) else 0
        if self._lost >= _MOST_LOST:
            raise StudioError(
                f"the training has diverged: a loss was not finite in {_MOST_LOST} batches in a row "
                f"(batch {self.budget.batches_done})"
            )

    def _log(self, measured: Mapping[str, float]) -> None:
        facts = {
            "batch": self.budget.batches_done,
            "epoch": self._epoch,
            "fraction": round(self.budget.fraction, 5),
            "seconds": round(self.budget.seconds_done, 1),
            **{name: round(value, 5) for name, value in measured.items() if math.isfinite(value)},
        }
        with (self._folder / METRICS).open("a") as file:
            file.write(json.dumps(facts) + "\n")


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    """The single numbers among what a step returned and logged."""
    tensors = {name: value for name, value in values.items() if isinstance(value, torch.Tensor) and value.numel() == 1}
    return {name: float(value) for name, value in tensors.items()}
