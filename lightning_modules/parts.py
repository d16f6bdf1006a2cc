"""A batch in parts: what doesn't fit into memory at once is learned from part by part, and counts the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Fitting:
    """How a batch is brought into memory: how many pictures at a time (0: all), and whether blocks are computed again
    for the backward pass instead of kept (activation checkpointing, Chen et al. 2016)."""

    size: int = 0
    checkpointing: bool = False

    def step_down(self, count: int, *, can_checkpoint: bool) -> Fitting | None:
        """What needs less memory for a batch of `count`: fewer at a time, at last checkpointing; None below that."""
        size = min(self.size or count, count)
        if size > 1:
            return Fitting(size // 2, self.checkpointing)
        return Fitting(1, True) if can_checkpoint and not self.checkpointing else None


class Part(NamedTuple):
    """Some of a batch's pictures: the `number`-th part, and the share of the batch that it is."""

    batch: Any
    number: int
    share: float

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the batch."""
        return self.share == 1


def count_of(batch: Any) -> int:
    """How many pictures a batch (a tuple of tensors (N, …)) has."""
    return len(batch[0])


def parts_of(batch: Any, size: int) -> list[Part]:
    """The batch in parts of at most `size` pictures (0: in one), as even as can be."""
    pictures = count_of(batch)
    count = ceil(pictures / size) if size else 1
    if count == 1:
        return [Part(batch, 0, 1.0)]
    pieces = zip(*(torch.tensor_split(tensor, count) for tensor in batch), strict=True)
    batches = [type(batch)(*piece) if hasattr(batch, "_fields") else piece for piece in pieces]
    return [Part(piece, number, count_of(piece) / pictures) for number, piece in enumerate(batches)]


class Drawn:
    """The pictures that a network makes of a batch, for a discriminator's loss first and then for its own.

    A batch in one part is drawn once, for both. In several, each is drawn without a graph for the discriminator, its
    norms left where they are, and anew for the network's own loss: no more than one part's graph is ever held.
    """

    def __init__(self, network: nn.Module, draw: Callable[[Part], Tensor]) -> None:
        self._network = network
        self._draw = draw
        self._kept: Tensor | None = None

    def without_graph(self, part: Part) -> Tensor:
        """For the discriminator."""
        self._kept = None
        if part.is_whole:
            self._kept = self._draw(part)
            return self._kept.detach()
        with torch.no_grad(), buffers_at_rest(self._network):
            return self._draw(part)

    def with_graph(self, part: Part) -> Tensor:
        """For the network's own loss."""
        kept, self._kept = self._kept, None
        return kept if kept is not None and part.is_whole else self._draw(part)


@contextmanager
def buffers_at_rest(network: nn.Module) -> Iterator[None]:
    """What passes through `network` leaves no trace in its running statistics and power iterations."""
    before = Buffers(network)
    try:
        yield
    finally:
        before.put_back()


class Buffers:
    """A network's buffers as they are now: running statistics of norms, vectors of power iterations."""

    def __init__(self, network: nn.Module) -> None:
        self._kept = [(buffer, buffer.detach().clone()) for buffer in network.buffers()]

    def put_back(self) -> None:
        """Let the network have them again."""
        for buffer, value in self._kept:
            # Through .data: a graph that still needs this buffer must not take it for changed.
            buffer.data.copy_(value)
