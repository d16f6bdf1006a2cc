"""Training pairs as an endless, resumable stream: what comes when is a pure function of (seed, epoch, index)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from lightning_modules.augmentation import SIDED, at_load_size, central_crop, lit_by, mirrored, random_crop
from lightning_modules.pair_sources import Example, PairSource, example
from lightning_modules.ranks import my_share
from lightning_modules.workers import Turn, Turns, loader_with_workers


class Batch(NamedTuple):
    """Label ids uint8 (N, H, W), pictures float (N, 3, H, W) in [-1, 1], styles float (N, S)."""

    labels: Tensor
    picture: Tensor
    style: Tensor


@dataclass(frozen=True)
class Serving:
    """How pairs are served: `batch` at a time, brought to load_size, cropped to crop_size, by chance mirrored."""

    batch: int
    load_size: int
    crop_size: int
    seed: int
    flip: bool
    style_names: tuple[str, ...]

    @property
    def sided(self) -> list[int]:
        """Which style entries turn their sign in a mirror."""
        return [index for index, name in enumerate(self.style_names) if name in SIDED]

    def order(self, epoch: int, indices: NDArray[np.intp]) -> NDArray[np.intp]:
        """The pairs of an epoch in their order."""
        return np.random.default_rng([self.seed, epoch]).permutation(indices)

    def augmented(self, made: Example, epoch: int, index: int) -> Example:
        """The pair as it is shown in that epoch."""
        chance = np.random.default_rng([self.seed, epoch, index])
        labels, picture = at_load_size(made.labels, made.picture, self.load_size)
        labels, picture = random_crop(labels, picture, self.crop_size, chance)
        style = self._styled(made)
        if self.flip and chance.random() < 0.5:
            labels, picture, style = mirrored(labels, picture, style, self.sided)
        return Example(labels, picture, lit_by(labels, style, self.style_names))

    def plain(self, made: Example) -> Example:
        """The pair's middle, never mirrored: the same in every run."""
        labels, picture = central_crop(made.labels, made.picture, self.crop_size)
        return Example(labels, picture, lit_by(labels, self._styled(made), self.style_names))

    def _styled(self, made: Example) -> NDArray[np.float32]:
        """Pairs that have no style get zeros."""
        return made.style if len(made.style) else np.zeros(len(self.style_names), np.float32)


class PairStream:
    """Batches for Lightning: one pass is one epoch, and (epoch, position) is all its state.

    The position counts batches handed out, however many the workers have ready, so a run that was killed goes on
    with the very next one. workers: processes that draw or read pairs and cut them; 0 does it here. The batches are
    the same with any number of them.
    """

    def __init__(self, source: PairSource, indices: NDArray[np.intp], serving: Serving, *, workers: int = 0) -> None:
        self.source = source
        self.indices = indices
        self.serving = serving
        self.workers = workers
        self.epoch = 0
        self.position = 0
        self._turns = Turns()
        self._loader = loader_with_workers(_Served(source, serving), self._turns, workers, collate) if workers else None

    def __len__(self) -> int:
        return max(1, len(self.indices) // self.serving.batch)

    def __iter__(self) -> Iterator[Batch]:
        # Lightning stops asking after len(self) batches, so an epoch rolls over when the next one begins.
        if self.position >= len(self):
            self.epoch += 1
            self.position = 0
        size = self.serving.batch
        order = self.serving.order(self.epoch, self.indices)
        starts = range(self.position * size, len(self) * size, size)
        left = [[(self.epoch, int(index)) for index in order[start : start + size]] for start in starts]
        for batch in self._served(left):
            self.position += 1
            yield batch

    def _served(self, batches: list[list[Turn]]) -> Iterable[Batch]:
        """The pairs of these turns, batch by batch."""
        self._turns.batches = [list(my_share(batch)) for batch in batches]
        if self._loader is not None:
            return self._loader
        served = _Served(self.source, self.serving)
        return (collate([served[turn] for turn in turns]) for turns in self._turns)

    def state_dict(self) -> dict[str, int]:
        """Where the stream stands."""
        return {"epoch": self.epoch, "position": self.position}

    def load_state_dict(self, state: dict[str, int]) -> None:
        """Go on from `state`."""
        self.epoch, self.position = state["epoch"], state["position"]

    def first(self, count: int, *, size: int = 32) -> list[Batch]:
        """Batches of the first `count` pictures of a fixed order, cropped in the middle and never mirrored."""
        chosen = np.random.default_rng([self.serving.seed, 7]).permutation(self.indices)[:count]
        return [self._plain(chosen[start : start + size]) for start in range(0, len(chosen), size)]

    def _plain(self, indices: NDArray[np.intp]) -> Batch:
        pairs = (example(self.source.pair(0, int(index))) for index in indices)
        return collate([self.serving.plain(made) for made in pairs])


class _Served(Dataset[Example]):
    """Pairs by (epoch, index), as they are shown."""

    def __init__(self, source: PairSource, serving: Serving) -> None:
        self._source = source
        self._serving = serving

    def __getitem__(self, turn: Turn) -> Example:
        return self._serving.augmented(example(self._source.pair(*turn)), *turn)


def collate(pairs: Sequence[Example]) -> Batch:
    """Stack pairs into tensors; pictures lie in channels-last memory."""
    labels = torch.from_numpy(np.stack([pair.labels for pair in pairs]))
    pictures = torch.from_numpy(np.stack([pair.picture for pair in pairs])).float().div_(127.5).sub_(1)
    return Batch(labels, pictures.permute(0, 3, 1, 2), torch.from_numpy(np.stack([pair.style for pair in pairs])))
