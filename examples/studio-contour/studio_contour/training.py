"""Contour's trainer: learns the colour of each label's paper from pairs of label maps and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytorch_lightning as pl
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from lightning_modules.plugin_data import pairs_of
from studio.generators.specs import TrainingRun
from studio.labels import LANDSCAPE


class Papers(pl.LightningModule):
    """One colour per label, 0 to 1: the one that is nearest to what pictures show there (the median, by L1)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        colours = LANDSCAPE.palette()[: len(LANDSCAPE)] / 255
        self.colours = nn.Parameter(torch.tensor(colours, dtype=torch.float32))

    def training_step(self, batch: Any, batch_idx: int) -> Tensor:
        """The loss of one batch: labels uint8 (N, H, W), pictures float (N, 3, H, W) in [-1, 1]."""
        drawn = self.colours[batch.labels.long()].movedim(-1, 1)
        loss = (drawn - (batch.picture + 1) / 2).abs().mean()
        self.log("loss", loss)
        return loss

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """Adam, whose steps are the same for labels of every size."""
        return torch.optim.Adam([self.colours], lr=self.rate)

    def studio_weights(self) -> dict[str, Tensor]:
        """What the finished run's weight file holds."""
        return {"colours": self.colours.detach().clamp(0, 1)}


def trainer(run: TrainingRun) -> tuple[pl.LightningModule, pl.LightningDataModule]:
    """What `studio train contour` trains; `--data` names a folder of pairs, or the world is drawn for it."""
    return Papers(float(run.settings["rate"])), pairs_of(run)


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """For `studio weights import`: weights of a run, checked; None for other people's files."""
    if file.suffix != ".safetensors":
        return None
    tensors = load_file(file)
    if set(tensors) != {"colours"} or tensors["colours"].shape != (len(LANDSCAPE), 3):
        return None
    save_file({"colours": tensors["colours"].float()}, out)
    return {
        "generator": "contour",
        "title": "papers in colours learnt from pictures",
        "parameters": tensors["colours"].numel(),
        "labels": "landscape",
        "domains": [],
        "facts": {},
    }
