"""What networks that draw a scene from labels, a named style and noise have in common."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor, nn

from studio.labels import LANDSCAPE

# Settled by the map alone: noise there turned skies grainy and facades into speckle.
QUIET_LABELS = LANDSCAPE.ids("sky", "sun", "road", "building", "house")
_SKY = LANDSCAPE.ids("sky")
FINE_LEVELS = 2
"""The finest levels, at full and half size, where the sky is smooth."""


class LabelGenerator(Protocol):
    """What training and rendering ask of a network: labels, style and noise in, pictures in [-1, 1] out."""

    multiple: int
    noise_scales: tuple[int, ...]

    def __call__(self, labels: Tensor, style: Tensor, noise: tuple[Tensor, ...]) -> Tensor: ...


def one_hot(labels: Tensor, count: int = len(LANDSCAPE)) -> Tensor:
    """Label ids (N, H, W) → float one-hot (N, `count`, H, W), in channels-last memory."""
    return torch.eye(count, device=labels.device)[labels.long()].permute(0, 3, 1, 2)


def draw_noise(network: nn.Module, batch: int, size: tuple[int, int], generator: torch.Generator) -> tuple[Tensor, ...]:
    """The network's noise planes for pictures of `size` (height, width): standard normal, (N, 1, h, w) each."""
    height, width = size
    scales: tuple[int, ...] = network.noise_scales  # type: ignore[assignment]
    return tuple(
        torch.randn(batch, 1, height // scale, width // scale, generator=generator, device=generator.device)
        for scale in scales
    )


def noisy_labels(count: int = len(LANDSCAPE), *, is_fine: bool) -> Tensor:
    """1 for each label that is drawn with noise, 0 for the quiet ones (L,); clouds want some in a coarse sky."""
    noisy = torch.ones(count)
    noisy[list(QUIET_LABELS if is_fine else set(QUIET_LABELS) - set(_SKY))] = 0.0
    return noisy


def position(x: Tensor) -> Tensor:
    """Row and column of every pixel of `x` (N, C, H, W) in [-1, 1], (1, 2, H, W)."""
    height, width = x.shape[2:]
    rows = torch.linspace(-1, 1, height, device=x.device)
    columns = torch.linspace(-1, 1, width, device=x.device)
    return torch.stack(torch.meshgrid(rows, columns, indexing="ij"))[None].to(x.dtype)
