"""What a seed gives a network, and what lies between two of them."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from studio.generators.specs import Blend

Draw = Callable[[torch.Generator], tuple[Tensor, ...]]
"""Draws a network's noise, standard normal, from a seeded generator."""


def noise_of(draw: Draw, seed: int, blend: Blend | None = None) -> tuple[Tensor, ...]:
    """The noise of a seed; of a blend, noise on the arc from one seed's to the other's.

    On the arc noise stays standard normal, as the network has learnt it; on the straight line it would fade halfway,
    and textures with it.
    """
    first = draw(torch.Generator().manual_seed(seed))
    if blend is None or blend.seed == seed or blend.share == 0.0:
        return first
    second = draw(torch.Generator().manual_seed(blend.seed))
    if blend.share == 1.0:
        return second
    angle = blend.share * math.pi / 2
    return tuple(math.cos(angle) * one + math.sin(angle) * other for one, other in zip(first, second, strict=True))


def style_of(vector: Callable[[int], Tensor], seed: int, blend: Blend | None = None) -> Tensor:
    """The style vector of a seed; of a blend, one between both: hues and the sun's place move evenly."""
    first = vector(seed)
    return first if blend is None else torch.lerp(first, vector(blend.seed), blend.share)
