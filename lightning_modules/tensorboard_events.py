"""The metrics for TensorBoard too, where it is installed (`pip install sketch-studio[tensorboard]`)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytorch_lightning as pl

from lightning_modules.base import RecipeModule

_PLACES = ("batch", "epoch")


def is_installed() -> bool:
    """Whether TensorBoard can be written for."""
    return importlib.util.find_spec("tensorboard") is not None


class TensorBoardEvents(pl.Callback):
    """Every line of `metrics.jsonl` as scalars by batch, in `folder`; stands behind `Metrics` among the callbacks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = None
        self._written = -1

    def on_train_start(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        assert isinstance(module, RecipeModule)
        from torch.utils.tensorboard import SummaryWriter

        # Batches beyond the one that a resumed run goes on from will be done again: what was told of them goes.
        self._writer = SummaryWriter(str(self._folder), purge_step=module.budget.batches_done + 1)

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
        assert isinstance(module, RecipeModule)
        line = module.latest
        if not line or line["batch"] == self._written:
            return
        self._written = line["batch"]
        for name, value in line.items():
            if name not in _PLACES:
                self._writer.add_scalar(name, value, line["batch"])

    def on_train_end(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self._close()

    def on_exception(self, trainer: pl.Trainer, module: pl.LightningModule, exception: BaseException) -> None:
        self._close()

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
