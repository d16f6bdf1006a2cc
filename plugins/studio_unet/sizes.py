"""The networks by name: what a training preset and a weight file call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import torch
from torch import Tensor, nn

from studio.labels import LANDSCAPE
from studio_unet.pix2pix import LabelUNet
from studio_unet.workshop import WorkshopNet

# Settled by the map alone: noise there turned skies grainy and facades into speckle.
QUIET_LABELS = LANDSCAPE.ids("sky", "sun", "road", "building", "house")


class LabelGenerator(Protocol):
    """What training and rendering ask of a network: labels, style and noise in, pictures in [-1, 1] out."""

    multiple: int
    noise_scales: tuple[int, ...]

    def __call__(self, labels: Tensor, style: Tensor, noise: tuple[Tensor, ...]) -> Tensor: ...


def _workshop(style: int) -> nn.Module:
    return WorkshopNet(
        labels=len(LANDSCAPE), style=style, widths=(48, 96, 192, 384, 384), blocks=4, quiet_labels=QUIET_LABELS
    )


def _live(style: int) -> nn.Module:
    return WorkshopNet(
        labels=len(LANDSCAPE), style=style, widths=(24, 40, 72, 128, 144), blocks=4, quiet_labels=QUIET_LABELS
    )


def _tiny(style: int) -> nn.Module:
    return WorkshopNet(labels=len(LANDSCAPE), style=style, widths=(8, 8, 8, 8, 8), blocks=1, quiet_labels=QUIET_LABELS)


def _unet_256(style: int) -> nn.Module:
    return LabelUNet(labels=len(LANDSCAPE), style=style, downs=8)


def _unet_128(style: int) -> nn.Module:
    return LabelUNet(labels=len(LANDSCAPE), style=style, downs=7)


SIZES: dict[str, Callable[[int], nn.Module]] = {
    "live": _live,
    "workshop": _workshop,
    "unet_256": _unet_256,
    "unet_128": _unet_128,
    "tiny": _tiny,
}


def build(size: str, style: int) -> nn.Module:
    """The network called `size` for style vectors of length `style`; KeyError when there is none."""
    return SIZES[size](style)


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
