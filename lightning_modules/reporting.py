"""The trainer's own account in `state.json`: a heartbeat with batch, epoch and what is left, and how it ended."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytorch_lightning as pl

from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.first_process import is_first
from studio.errors import StudioError
from studio.runs.state import RUNNING, RunState, write_state

HEARTBEAT_S = 2.0


class Reporting(pl.Callback):
    """Writes where the run stands every two seconds; `note` is what a viewer should know of this sitting."""

    def __init__(self, folder: Path, note: str = "") -> None:
        self._folder = folder
        self.note = note
        self._written = 0.0
        self.epoch = 0

    def on_train_start(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self._report(module)

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
        self.epoch = trainer.current_epoch
        if time.monotonic() - self._written >= HEARTBEAT_S:
            self._report(module)

    def _report(self, module: pl.LightningModule) -> None:
        assert isinstance(module, RecipeModule)
        with suppress(OSError, StudioError):  # a full disk is the checkpoints' matter: the training goes on
            self.write(module, RUNNING)
        self._written = time.monotonic()

    def write(self, module: RecipeModule, status: str, reason: str = "") -> None:
        """Put the run's state into its folder; of several processes the first does."""
        if not is_first():
            return
        write_state(self._folder, state_of(module.budget, status, reason, note=self.note, epoch=self.epoch))


def state_of(budget: Budget, status: str, reason: str, *, note: str, epoch: int) -> RunState:
    """Where a run stands by its budget, and what is left of it while it runs."""
    left = budget.seconds_done * (1 / budget.fraction - 1) if budget.fraction and status == RUNNING else None
    return RunState(
        status,
        reason,
        note,
        batch=budget.batches_done,
        epoch=epoch,
        fraction=round(budget.fraction, 6),
        seconds=round(budget.seconds_done, 1),
        eta_s=None if left is None else round(left, 1),
    )
