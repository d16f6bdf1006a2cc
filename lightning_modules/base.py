"""What every recipe shares: a budget and rates that follow it, parts, clipping at the true scale, guards, metrics."""

from __future__ import annotations

import gc
import math
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytorch_lightning as pl
import torch
from pytorch_lightning.core.optimizer import LightningOptimizer
from torch import Tensor, nn

from lightning_modules.averaging import Average
from lightning_modules.budget import Budget, rate_factor
from lightning_modules.instance_norms import guard_instance_norms
from lightning_modules.parts import Fitting, Part, count_of, parts_of
from lightning_modules.ranks import the_first_one_s
from lightning_modules.recomputing import recomputing
from lightning_modules.run_config import RunConfig
from studio.errors import StudioError

_MOST_SKIPPED = 50
_PARTS_APART, _RANKS_APART = 2**40, 2**48
"""Keep the chances of a batch's parts and of several devices apart."""


class RecipeModule(pl.LightningModule, ABC):
    """A network in training, by manual optimisation; counters count batches, not optimiser steps.

    fitting: how a batch comes into memory; with steps_down it gives way when memory runs out. sparing: memory counts
    more than time.
    """

    average: Average

    def __init__(self, config: RunConfig, budget: Budget) -> None:
        super().__init__()
        self.automatic_optimization = False
        self.config = config
        self.budget = budget
        self._sums: dict[str, Tensor] = {}
        self._counts: dict[str, int] = {}
        self._skipped: dict[int, int] = {}
        self.latest: dict[str, Any] = {}
        self.fitting = Fitting()
        self.steps_down = True
        self.sparing = False

    @abstractmethod
    def base_rates(self) -> list[float]:
        """The learning rate of each optimiser, before the schedule."""

    def on_train_start(self) -> None:
        guard_instance_norms(self)
        for optimizer in self._optimizers() if self.sparing else []:
            for group in optimizer.param_groups:
                group["foreach"] = False  # quicker, with copies of all parameters at once
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
        # Rates follow the budget, also one in minutes: all devices must read the same clock.
        self.budget.seconds_done = the_first_one_s(self.budget.seconds_done, self.device)
        if self.budget.fraction >= 1:
            self.trainer.should_stop = True

    @abstractmethod
    def learn(self, batch: Any) -> None:
        """One batch: every network's backward and step."""

    def blocks(self) -> list[nn.Module]:
        """The generator's blocks that can be computed again for the backward pass instead of kept."""
        return []

    def step(self, optimizer: LightningOptimizer, batch: Any, loss: Callable[[Part], Tensor]) -> None:
        """One network's backward, part by part, and its own step at once, before any other network's backward begins.

        (With one loss scaler for both, a later overflow would otherwise rescale gradients already made.) `loss` is
        the mean over a part's pictures. Where memory runs out, this network's pass begins again in smaller parts.
        """
        while not self._backward(optimizer, batch, loss):
            self._step_down(count_of(batch))
        optimizer.step()

    def _backward(self, optimizer: LightningOptimizer, batch: Any, loss: Callable[[Part], Tensor]) -> bool:
        """Whether memory was enough. On several devices it must be: the others could not follow a second attempt."""
        optimizer.zero_grad()
        blocks = self.blocks() if self.fitting.checkpointing else []
        try:
            for part in parts_of(batch, self.fitting.size):
                with recomputing(blocks) if blocks else nullcontext():
                    value = loss(part)
                self.manual_backward(value * part.share)
        except torch.OutOfMemoryError as fault:
            if not self.steps_down:
                raise
            if self.trainer.world_size > 1:
                raise StudioError(
                    f"out of memory in batch {self.budget.batches_done}: resume with a smaller --set memory=…"
                ) from fault
            return False
        return True

    def _step_down(self, count: int) -> None:
        lower = self.fitting.step_down(count, can_checkpoint=bool(self.blocks()))
        if lower is None:
            raise StudioError(
                f"out of memory in batch {self.budget.batches_done} even with one picture at a time: "
                "give more with --set memory=…, or make crop_size or the networks smaller"
            )
        self.fitting = lower
        gc.collect()
        torch.cuda.empty_cache()
        again = ", blocks computed again" if lower.checkpointing else ""
        print(
            f"out of memory in batch {self.budget.batches_done}: going on with {lower.size} of {count} pictures at a "
            f"time{again}",
            file=sys.stderr,
            flush=True,
        )

    def chance_seed(self, part: Part | None = None) -> int:
        """Of what is random in a part of this batch, or on this device; counted, so that a resumed run sees the same.

        (Nothing is drawn from the global stream.)
        """
        apart = self.global_rank * _RANKS_APART + (part.number if part else 0) * _PARTS_APART
        return self.config.seed * 1_000_003 + self.budget.batches_done + apart

    def on_before_optimizer_step(self, optimizer: torch.optim.Optimizer) -> None:
        """Clip, here where gradients have their true scale; a step without a finite gradient is left out."""
        parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        norm = nn.utils.clip_grad_norm_(parameters, self.config.clip or math.inf)
        if math.isfinite(float(norm)):
            self._skipped[id(optimizer)] = 0
            return
        optimizer.zero_grad()
        self._skipped[id(optimizer)] = self._skipped.get(id(optimizer), 0) + 1
        scale = self.loss_scale()
        if scale is not None and scale < 1:
            raise StudioError(
                f"half precision can't hold these gradients: the loss scale has fallen to {scale:g} (batch "
                f"{self.budget.batches_done}). Resume with --set precision=bf16 or precision=fp32."
            )
        if self._skipped[id(optimizer)] >= _MOST_SKIPPED:
            raise StudioError(
                f"the training has diverged: {_MOST_SKIPPED} steps in a row had no finite gradient (batch "
                f"{self.budget.batches_done}). Resume with lower rates, or with --set precision=fp32."
            )

    @property
    def skipped(self) -> bool:
        """Whether a network's last step was left out."""
        return any(self._skipped.values())

    def loss_scale(self) -> float | None:
        """What losses are multiplied by so that fp16 holds their gradients; None in other precisions."""
        scaler = getattr(self.trainer.precision_plugin, "scaler", None) if self._trainer is not None else None
        return float(scaler.get_scale()) if scaler is not None else None

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
