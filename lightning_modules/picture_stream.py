"""Pictures as an endless, resumable stream for the recipes that take pictures: (epoch, position) is all its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import pytorch_lightning as pl
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from lightning_modules.ranks import my_share
from lightning_modules.run_config import RunConfig
from lightning_modules.workers import Turn, Turns, loader_with_workers
from studio.errors import InputError

Arrays = tuple[NDArray[Any], ...]
Tensors = tuple[Tensor, ...]


class PictureSource(Protocol):
    """What a recipe learns from: arrays by index, pictures among them as uint8 (H, W, 3) of one size."""

    def __len__(self) -> int: ...
    def shown(self, epoch: int, index: int, /) -> Arrays:
        """As it is shown in that epoch: a pure function of both numbers."""

    def plain(self, index: int, /) -> Arrays:
        """Cut from the middle and never mirrored."""


class PictureStream:
    """Batches for Lightning: one pass is one epoch; what comes when is a pure function of (seed, epoch, index).

    The position counts batches handed out, however many the workers have ready, so a run that was killed goes on with
    the very next one.
    """

    def __init__(
        self, source: PictureSource, indices: NDArray[np.intp], config: RunConfig, *, workers: int = 0
    ) -> None:
        self._source = source
        self.indices = indices
        self._batch = config.batch
        self._seed = config.seed
        self._turns = Turns()
        self._loader = loader_with_workers(_Shown(source), self._turns, workers, collate) if workers else None
        self.epoch = 0
        self.position = 0

    def __len__(self) -> int:
        return max(1, len(self.indices) // self._batch)

    def __iter__(self) -> Iterator[Tensors]:
        # Lightning stops asking after len(self) batches, so an epoch rolls over when the next one begins.
        if self.position >= len(self):
            self.epoch += 1
            self.position = 0
        for batch in self._batches():
            self.position += 1
            yield batch

    def _batches(self) -> Iterable[Tensors]:
        """What is left of the epoch."""
        order = np.random.default_rng([self._seed, self.epoch]).permutation(self.indices)
        starts = range(self.position * self._batch, len(self) * self._batch, self._batch)
        turns = [[(self.epoch, int(index)) for index in order[start : start + self._batch]] for start in starts]
        self._turns.batches = [list(my_share(batch)) for batch in turns]
        if self._loader is not None:
            return self._loader
        shown = _Shown(self._source)
        return (collate([shown[turn] for turn in batch]) for batch in self._turns)

    def state_dict(self) -> dict[str, int]:
        """Where the stream stands."""
        return {"epoch": self.epoch, "position": self.position}

    def load_state_dict(self, state: dict[str, int]) -> None:
        """Go on from `state`."""
        self.epoch, self.position = state["epoch"], state["position"]

    def first(self, count: int) -> Tensors:
        """The first `count` of a fixed order as one batch, plain; fewer where there are fewer."""
        chosen = np.random.default_rng([self._seed, 7]).permutation(self.indices)[:count]
        return collate([self._source.plain(int(index)) for index in chosen])


class PictureData(pl.LightningDataModule):
    """Training and held-out pictures of one source; held out are the last `config.validation`, at most a fifth."""

    style_names: tuple[str, ...] = ()

    def __init__(self, source: PictureSource, config: RunConfig) -> None:
        super().__init__()
        self.source = source
        count = len(source)
        held_out = min(config.validation, count // 5)
        if count - held_out < config.batch:
            raise InputError(f"{count} pictures are fewer than one batch of {config.batch} (and some are held out)")
        order: NDArray[np.intp] = np.arange(count)
        self.stream = PictureStream(source, order[: count - held_out], config, workers=config.workers)
        self.held_out = PictureStream(source, order[count - held_out :], config) if held_out else self.stream

    def train_dataloader(self) -> PictureStream:
        """The training stream; Lightning keeps its state in every checkpoint."""
        return self.stream


class _Shown(Dataset[Arrays]):
    """A source's arrays by (epoch, index), as they are shown."""

    def __init__(self, source: PictureSource) -> None:
        self._source = source

    def __getitem__(self, turn: Turn) -> Arrays:
        return self._source.shown(*turn)


def collate(examples: Sequence[Arrays]) -> Tensors:
    """Stack examples: pictures become float (N, 3, H, W) in [-1, 1], other arrays keep their type."""
    return tuple(_as_tensor(np.stack(parts)) for parts in zip(*examples, strict=True))


def _as_tensor(stack: NDArray[Any]) -> Tensor:
    tensor = torch.from_numpy(np.ascontiguousarray(stack))
    if stack.dtype != np.uint8:
        return tensor
    return tensor.float().div_(127.5).sub_(1).permute(0, 3, 1, 2)
