"""Several processes that train one network: what of a batch is whose, and what all agree on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import torch

Item = TypeVar("Item")


def my_share(items: Sequence[Item]) -> Sequence[Item]:
    """This process's part of a batch; all of it where there is one process."""
    ranks = world()
    if ranks == 1:
        return items
    rank = torch.distributed.get_rank()
    return items[len(items) * rank // ranks : len(items) * (rank + 1) // ranks]


def world() -> int:
    """How many processes train together."""
    together = torch.distributed.is_available() and torch.distributed.is_initialized()
    return torch.distributed.get_world_size() if together else 1


def any_of_us(wanted: bool, device: torch.device) -> bool:
    """Whether any process wants it: what one decides by its clock or a signal, all must do in the same batch."""
    if world() == 1:
        return wanted
    flag = torch.tensor(float(wanted), device=device)
    torch.distributed.all_reduce(flag, torch.distributed.ReduceOp.MAX)
    return bool(flag)


def the_first_one_s(value: float, device: torch.device) -> float:
    """The first process's value, in all of them."""
    if world() == 1:
        return value
    shared = torch.tensor(value, dtype=torch.float64, device=device)
    torch.distributed.broadcast(shared, 0)
    return float(shared)
