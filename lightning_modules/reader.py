"""The scene readers' recipe: labels out of pictures as cameras take them, with a head that reads the style."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import AdamW, Optimizer

from lightning_modules.averaging import Average
from lightning_modules.base import RecipeModule
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.camera import Camera
from lightning_modules.config import ReaderConfig
from lightning_modules.precision import channels_last
from studio.labels import LANDSCAPE
from studio_reader.checkpoints import FORMAT
from studio_reader.network import SceneReader

CONTEXT = 2
"""Attention blocks of the teacher."""

_SHARES_DECAY = 0.98
_BATCHES_APART = 1_000_003
"""Keeps the chances of two seeds' batches apart."""


@dataclass(frozen=True)
class ReadingNetwork:
    """A network that reads pictures into (scores, style): how it is built for so many style numbers, and what its
    weight file and its card say of it."""

    title: str
    build: Callable[[int], nn.Module]
    facts: Callable[[Sequence[str]], dict[str, Any]]


def _teacher(style_length: int) -> nn.Module:
    return SceneReader(labels=len(LANDSCAPE), style=style_length, context=CONTEXT)


def _teacher_facts(style_names: Sequence[str]) -> dict[str, Any]:
    widths = SceneReader(labels=1, style=1).widths
    facts = {"format": FORMAT, "labels": len(LANDSCAPE), "style_names": style_names}
    return {**facts, "widths": widths, "context": CONTEXT}


TEACHER = ReadingNetwork("scene reader (teacher)", _teacher, _teacher_facts)


class Reader(RecipeModule):
    """A reader, its moving average and its AdamW; labels weigh the more the rarer they are (by the square root)."""

    config: ReaderConfig

    def __init__(
        self, config: ReaderConfig, budget: Budget, style_length: int, network: ReadingNetwork = TEACHER
    ) -> None:
        super().__init__(config, budget)
        self.network = network
        self.reader = channels_last(network.build(style_length))
        self.average = Average(self.reader, config.ema)
        self.shares: Tensor
        self.register_buffer("shares", torch.full((len(LANDSCAPE),), 1 / len(LANDSCAPE)))
        self._camera = Camera(sides=_sides(config)) if config.camera else None

    def base_rates(self) -> list[float]:
        return [self.config.rate]

    def configure_optimizers(self) -> list[Optimizer]:
        return [AdamW(self.reader.parameters(), self.config.rate, (0.9, 0.99), weight_decay=1e-2)]

    def learn(self, batch: Batch) -> None:
        (optimizer,) = self._optimizers()
        labels, picture = self.seen(batch, self.budget.batches_done)
        rarity = self._rarity(labels.long().flatten())
        self.step(optimizer, Batch(labels, picture, batch.style), lambda part: self.loss(part.batch, rarity))
        self.average.update(self.reader, self.budget.batches_done)

    def loss(self, batch: Batch, rarity: Tensor) -> Tensor:
        """Cross-entropy, labels weighed by `rarity` (L,), and the style head's squared error."""
        scores, style = self.reader(batch.picture)
        rows, wanted = _rows(scores), batch.labels.long().flatten()
        label_loss = F.cross_entropy(rows, wanted, rarity)
        style_loss = (style.float() - batch.style).square().mean()
        with torch.no_grad():
            painted = wanted > 0
            accuracy = (rows.argmax(1) == wanted)[painted].float().mean()
        self.note(labels=label_loss, style=style_loss, accuracy=accuracy)
        loss: Tensor = label_loss + self.config.style * style_loss
        return loss

    def seen(self, batch: Batch, number: int) -> tuple[Tensor, Tensor]:
        """Labels and pictures as the camera takes them: a pure function of the recipe's seed and the batch's number."""
        if self._camera is None:
            return batch.labels, batch.picture
        chance = torch.Generator().manual_seed(self.config.seed * _BATCHES_APART + number)
        labels, picture = self._camera.photograph(batch.labels.cpu(), batch.picture.cpu(), chance)
        return labels.to(batch.labels.device), picture.to(batch.picture.device)

    def _rarity(self, labels: Tensor) -> Tensor:
        """Weights per label by how rare it has been lately, at most 3; unpainted pixels count nothing."""
        counts = torch.bincount(labels, minlength=len(LANDSCAPE)).float()
        self.shares.lerp_(counts / counts.sum(), 1 - _SHARES_DECAY)
        weights = (1 / (self.shares + 1e-3) / len(LANDSCAPE)).sqrt().clamp(max=3.0)
        weights[0] = 0.0
        return weights


def _rows(scores: Tensor) -> Tensor:
    """Scores (N, L, H, W) as rows of float32: a softmax over rows is several times quicker on a processor."""
    return scores.permute(0, 2, 3, 1).reshape(-1, scores.shape[1]).float()


def _sides(config: ReaderConfig) -> tuple[int, ...]:
    """What a batch's pictures may measure: from smallest to largest in steps of 16; crop_size where those are 0."""
    smallest = config.smallest or config.crop_size
    return tuple(range(smallest, max(config.largest, smallest) + 1, 16))
