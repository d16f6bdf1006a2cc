"""Putting a checkpoint's tensors into a network, and saying in one line what doesn't fit."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from torch import nn

from studio.errors import InputError
from studio_torch.reading import State

Network = TypeVar("Network", bound=nn.Module)

_COUNTER = "num_batches_tracked"
_RUNNING = ("running_mean", "running_var", _COUNTER)


def fit(network: Network, state: State, path: Path) -> Network:
    """`network` with `state` loaded, in eval mode; every tensor must be there and have its shape.

    Batch counters, which files from before torch 0.4.1 lack and nobody reads, are left alone. InputError names the
    first misfit.
    """
    state = {key: tensor for key, tensor in state.items() if not key.endswith(_COUNTER)}
    wanted = {key: tensor for key, tensor in network.state_dict().items() if not key.endswith(_COUNTER)}
    missing = [key for key in wanted if key not in state]
    if missing:
        raise InputError(f"{path}: {missing[0]} is missing{_and_more(missing)}, which {type(network).__name__} needs")
    foreign = [key for key in state if key not in wanted]
    if foreign:
        raise InputError(f"{path}: {foreign[0]}{_and_more(foreign)} has no place in {type(network).__name__}")
    for key, tensor in state.items():
        if tensor.shape != wanted[key].shape:
            raise InputError(f"{path}: {key} is {tuple(tensor.shape)}, where {tuple(wanted[key].shape)} is expected")
        if not bool(tensor.isfinite().all()):
            raise InputError(f"{path}: {key} holds values that are no numbers: its training had broken down")
    network.load_state_dict(state, strict=False)
    return network.eval()


def shape_of(state: State, key: str, path: Path, dimensions: int = 4) -> tuple[int, ...]:
    """The shape of tensor `key`; InputError where it is missing or has another number of dimensions."""
    if key not in state:
        raise InputError(f"{path}: {key} is missing")
    shape = tuple(state[key].shape)
    if len(shape) != dimensions:
        raise InputError(f"{path}: {key} is {shape}, where {dimensions} dimensions are expected")
    return shape


def use_instance_statistics(network: nn.Module) -> None:
    """Norms that kept running averages normalise each picture (or batch) by its own, as in training; in place."""
    for module in network.modules():
        if isinstance(module, nn.modules.batchnorm._NormBase):
            module.track_running_stats = False
            module.running_mean = module.running_var = module.num_batches_tracked = None


def without_running_statistics(state: State) -> State:
    """`state` without the averages that instance norms kept before torch 0.4, which nobody read."""
    return {key: value for key, value in state.items() if not key.endswith(_RUNNING)}


def _and_more(keys: list[str]) -> str:
    return f" (and {len(keys) - 1} more)" if len(keys) > 1 else ""
