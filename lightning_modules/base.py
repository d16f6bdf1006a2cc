"""What every recipe shares: a budget and rates that follow it, clipping at the true scale, a guard, metrics."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Any

import pytorch_lightning as pl
import torch
from pytorch_lightning.core.optimizer import LightningOptimizer
from torch import Tensor, nn

from lightning_modules.budget import Budget, rate_factor
from lightning_modules.run_config import RunConfig
from studio.errors import StudioError

_MOST_SKIPPED = 50


class RecipeModule(pl.LightningModule, ABC):
    """A network in training, by manual optimisation; counters count batches, not optimiser steps."""

    def __init__(self, config: RunConfig, budget: Budget) -> None:
        super().__init__()
        self.automatic_optimization = False
        self.config = config
        self.budget = budget
        self._sums: dict[str, Tensor] = {}
        self._counts: dict[str, int] = {}
        self._skipped = 0
        self.latest: dict[str, Any] = {}

    @abstractmethod
    def base_rates(self) -> list[float]:
        """The learning rate of each optimiser, before the schedule."""

    def on_train_start(self) -> None:
        self.budget.start()

    def on_train_batch_start(self, batch: Any, batch_idx: int) -> None:
        factor = self.rate_factor()
        for optimizer, rate in zip(self._optimizers(), self.base_rates(), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor

    def rate_factor(self) -> float:
        """What learning rates are multiplied by now."""
        config = self.config
        return rate_factor(
            self.budget.fraction,
            self.budget.batches_done,
            warm_up=config.warm_up,
            decay_from=config.decay_from,
            final=config.final_rate,
        )

    def training_step(self, batch: Any, batch_idx: int) -> None:
        self.learn(batch)
        # Here and not in a hook after the batch: callbacks that save must already see this batch as done.
        self.budget.tick()
        if self.budget.fraction >= 1:
            self.trainer.should_stop = True

    @abstractmethod
    def learn(self, batch: Any) -> None:
        """One batch: every network's backward and step."""

    def step(self, optimizer: LightningOptimizer, loss: Tensor) -> None:
        """One network's backward and its own step at once, before any other network's backward begins.

        (With one loss scaler for both, a later overflow would otherwise rescale gradients already made.)
        """
        optimizer.zero_grad()
        self.manual_backward(loss)
        optimizer.step()

    def on_before_optimizer_step(self, optimizer: torch.optim.Optimizer) -> None:
        """Clip, here where gradients have their true scale; a step without a finite gradient is left out."""
        parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        norm = nn.utils.clip_grad_norm_(parameters, self.config.clip or math.inf)
        if math.isfinite(float(norm)):
            self._skipped = 0
            return
        optimizer.zero_grad()
        self._skipped += 1
        if self._skipped >= _MOST_SKIPPED:
            raise StudioError(
                f"the training has diverged: {_MOST_SKIPPED} steps in a row had no finite gradient (batch "
                f"{self.budget.batches_done}). Resume with lower rates, or with --set precision=fp32."
            )

    def note(self, **values: Tensor) -> None:
        """Add to the metrics' running means."""
        for name, value in values.items():
            self._sums[name] = self._sums.get(name, torch.zeros((), device=value.device)) + value.detach().float()
            self._counts[name] = self._counts.get(name, 0) + 1

    def take_metrics(self) -> dict[str, float]:
        """The means since the last call."""
        means = {name: float(total) / self._counts[name] for name, total in self._sums.items()}
        self._sums, self._counts = {}, {}
        return means

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        checkpoint["studio"] = {"budget": self.budget.state(), "torch_rng": torch.get_rng_state()}

    def on_load_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        self.budget.restore(checkpoint["studio"]["budget"])
        torch.set_rng_state(checkpoint["studio"]["torch_rng"])

    def _optimizers(self) -> list[LightningOptimizer]:
        optimizers = self.optimizers()
        return list(optimizers) if isinstance(optimizers, list) else [optimizers]
