"""How much of a batch a card holds at once: found by measuring, in as few trials as can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import torch

from lightning_modules.parts import Fitting

CONTEXT_MIB = 600
"""What CUDA's context and libraries take beside the tensors, by nvidia-smi on small cards: no tensor gets that part."""

Measure = Callable[[Fitting], int]
"""MiB that steps so fitted reserve; torch.OutOfMemoryError where they don't fit."""


@dataclass(frozen=True)
class Found:
    """What fits, and the MiB that were measured for it."""

    fitting: Fitting
    peak_mib: int


def largest_fit(measure: Measure, batch: int, *, can_checkpoint: bool, enough: int = 1) -> Found | None:
    """The most pictures of `batch` at a time that fit; None where not even one does.

    Computing blocks again costs time: it is the choice where fewer than `enough` pictures (which batch norms want to
    average over) fit without, and more do with it.
    """
    plain = _largest(measure, batch, checkpointing=False)
    if plain and (plain.fitting.size >= min(enough, batch) or not can_checkpoint):
        return plain
    again = _largest(measure, batch, checkpointing=True) if can_checkpoint else None
    if plain is None or (again and again.fitting.size > plain.fitting.size):
        return again
    return plain


def _largest(measure: Measure, batch: int, *, checkpointing: bool) -> Found | None:
    """By bisection over the sizes of even parts, the whole batch first."""
    sizes = sorted({ceil(batch / parts) for parts in range(1, batch + 1)}, reverse=True)
    found: Found | None = None
    low, high = 0, len(sizes)
    while low < high:
        middle = 0 if (low, high) == (0, len(sizes)) else (low + high) // 2
        fitting = Fitting(sizes[middle], checkpointing)
        try:
            found = Found(fitting, measure(fitting))
            high = middle
        except torch.OutOfMemoryError:
            low = middle + 1
    return found
