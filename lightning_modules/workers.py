"""Processes that read, draw and cut examples beside the training; they stay from epoch to epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset

Turn = tuple[int, int]
"""(epoch, index) of an example."""


class Turns:
    """The turns of an epoch, batch by batch; the stream fills them in before the loader asks."""

    def __init__(self) -> None:
        self.batches: list[list[Turn]] = []

    def __len__(self) -> int:
        return len(self.batches)

    def __iter__(self) -> Iterator[list[Turn]]:
        return iter(self.batches)


def loader_with_workers(
    examples: Dataset[Any], turns: Turns, workers: int, collate: Callable[[Sequence[Any]], Any]
) -> DataLoader[Any]:
    """A loader of `examples` by `turns`; every pass over it is what the turns say then."""
    return DataLoader(
        examples,
        batch_sampler=turns,
        num_workers=workers,
        collate_fn=collate,
        persistent_workers=True,
        pin_memory=torch.cuda.is_available(),
        # A fork of a process with busy threads may hang; and a loader's own seed must not be drawn from the
        # training's random numbers, which a resumed run continues.
        multiprocessing_context="spawn",
        generator=torch.Generator(),
    )
