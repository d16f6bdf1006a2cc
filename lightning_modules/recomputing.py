"""Activation checkpointing (Chen et al. 2016): blocks are computed again for the backward pass instead of kept.

The result is the same to the last bit: dropout draws the same numbers, power iterations stand where they stood in the
first pass, and running statistics move once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from math import ceil, sqrt
from typing import Any

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

from lightning_modules.parts import Buffers


@contextmanager
def recomputing(blocks: Sequence[nn.Module]) -> Iterator[None]:
    """Forward passes in here keep only what enters each of `blocks`; a Sequential is kept at every few of its layers.

    Only in here, so that a copy of a network is never bound to the original's blocks.
    """
    patched: list[Any] = list(blocks)
    for block in patched:
        block.forward = _sparing_chain(block) if isinstance(block, nn.Sequential) else _sparing(block, block.forward)
    try:
        yield
    finally:
        for block in patched:
            del block.forward


def blocks_in(network: nn.Module, *kinds: type[nn.Module]) -> list[nn.Module]:
    """Every module of these kinds in `network`, none of them inside another."""
    if isinstance(network, kinds):
        return [network]
    return [block for child in network.children() for block in blocks_in(child, *kinds)]


def _sparing(block: nn.Module, forward: Callable[..., Any]) -> Callable[..., Any]:
    def run(*inputs: Any, **named: Any) -> Any:
        if not torch.is_grad_enabled():
            return forward(*inputs, **named)
        again = _AsItWas(block)
        return checkpoint(forward, *inputs, use_reentrant=False, context_fn=lambda: (nullcontext(), again), **named)

    return run


def _sparing_chain(chain: nn.Sequential) -> Callable[..., Any]:
    layers = list(chain)
    size = max(1, ceil(sqrt(len(layers))))
    groups = [nn.Sequential(*layers[start : start + size]) for start in range(0, len(layers), size)]
    runs = [_sparing(group, group.forward) for group in groups]

    def run(x: Any) -> Any:
        for step in runs:
            x = step(x)
        return x

    return run


class _AsItWas:
    """While a block is computed again, its buffers are what they were before its first pass; then as they are now."""

    def __init__(self, block: nn.Module) -> None:
        self._block = block
        self._before = Buffers(block)

    def __enter__(self) -> None:
        self._now = Buffers(self._block)
        self._before.put_back()

    def __exit__(self, *raised: object) -> None:
        self._now.put_back()
