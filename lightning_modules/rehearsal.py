"""A few real steps on a copy of a module: what they give, how long they take, how much memory they reserve."""

from __future__ import annotations

import copy
import io
import math
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import Any

import numpy as np
import pytorch_lightning as pl
import torch
from torch.utils.data import DataLoader, Dataset

from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.hardware import Device
from lightning_modules.lightning_trainer import lightning_hints_off, quiet_trainer
from lightning_modules.parts import Fitting, count_of
from lightning_modules.precision import Trial

STEPS = 3
_SCALE = 2.0**10
"""Where a run's own scale has settled after its first batches; a trial has no time to fall there."""


def rehearse(
    module: RecipeModule, batch: Any, precision: str, device: Device, fitting: Fitting | None = None, steps: int = STEPS
) -> Trial:
    """`steps` steps with `batch`, every network at work in each; torch.OutOfMemoryError where they don't fit.

    Neither the module nor any random numbers but the copy's own are touched.
    """
    ends: list[float] = []
    losses: list[dict[str, float]] = []
    with _chance_untouched():
        trial = copy.deepcopy(module)
        trial.config = module.config.in_full()
        trial.budget = Budget(batches=0, minutes=0)
        trial.fitting = fitting or module.fitting
        trial.steps_down = False

        class Clock(pl.Callback):
            def on_train_batch_end(self, *of_the_batch: Any) -> None:
                device.wait()
                ends.append(time.monotonic())
                losses.append(trial.take_metrics())

        trainer = quiet_trainer(precision, [Clock()], scale=_SCALE, accelerator=device.accelerator, max_epochs=1)
        device.begin()
        with lightning_hints_off(), redirect_stderr(io.StringIO()):  # what the module says, it says when it trains
            trainer.fit(trial, DataLoader(_Again(batch, steps), batch_size=None))
        peak = device.peak_mib()
    values = [value for line in losses for value in line.values()]
    return Trial(
        precision,
        finite=all(map(math.isfinite, values)) and not trial.skipped,
        losses=tuple(losses[0].values()),
        seconds_per_step=(ends[-1] - ends[0]) / (len(ends) - 1) if len(ends) > 1 else 0.0,
        peak_mib=peak,
        batch=count_of(batch),
    )


class _Again(Dataset[Any]):
    """One batch, some times over."""

    def __init__(self, batch: Any, times: int) -> None:
        self._batch = batch
        self._times = times

    def __len__(self) -> int:
        return self._times

    def __getitem__(self, number: int) -> Any:
        if number >= self._times:
            raise IndexError(number)
        return self._batch


@contextmanager
def _chance_untouched() -> Iterator[None]:
    """Every global stream of random numbers is afterwards where it was; steps in here all begin at the same place."""
    plain, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002
    cards = [torch.cuda.current_device()] if torch.cuda.is_available() else []
    with torch.random.fork_rng(devices=cards):
        torch.manual_seed(0)
        try:
            yield
        finally:
            random.setstate(plain)
            np.random.set_state(numpys)  # noqa: NPY002
