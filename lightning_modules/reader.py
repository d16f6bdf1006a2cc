"""The scene reader's recipe: labels out of pictures, by cross-entropy, with a head that reads the style."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim import AdamW, Optimizer

from lightning_modules.base import RecipeModule
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config import ReaderConfig
from lightning_modules.precision import channels_last
from studio.labels import LANDSCAPE
from studio_reader.network import SceneReader


class Reader(RecipeModule):
    """The reader and its AdamW; classes weigh the more the rarer they are in the batch (by the square root)."""

    config: ReaderConfig

    def __init__(self, config: ReaderConfig, budget: Budget, style_length: int) -> None:
        super().__init__(config, budget)
        self.reader = channels_last(SceneReader(labels=len(LANDSCAPE), style=style_length))

    def base_rates(self) -> list[float]:
        return [self.config.rate]

    def configure_optimizers(self) -> list[Optimizer]:
        return [AdamW(self.reader.parameters(), self.config.rate, (0.9, 0.99), weight_decay=1e-2)]

    def learn(self, batch: Batch) -> None:
        (optimizer,) = self._optimizers()
        scores, style = self.reader(batch.picture)
        labels = batch.labels.long()
        label_loss = F.cross_entropy(scores.float(), labels, _rarity(labels))
        style_loss = (style.float() - batch.style).square().mean()
        with torch.no_grad():
            accuracy = (scores.argmax(1) == labels).float().mean()
        self.note(labels=label_loss, style=style_loss, accuracy=accuracy)
        self.step(optimizer, label_loss + self.config.style * style_loss)


def _rarity(labels: Tensor) -> Tensor:
    """Weights per class: the square root of how rare it is in this batch, at most 4; unpainted pixels count nothing."""
    counts = torch.bincount(labels.flatten(), minlength=len(LANDSCAPE)).float()
    weights = (counts.sum() / (counts + 1) / 20).sqrt().clamp(max=4.0)
    weights[0] = 0.0
    return weights
