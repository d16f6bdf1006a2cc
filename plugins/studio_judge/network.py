"""The judge's network: a ResNet whose deep half looks wider instead of coarser, and a pyramid of contexts on top.

After DeepLabv3+ (Chen et al. 2018): output stride 8, dilated bottlenecks, atrous spatial pyramid pooling, and a decoder
that takes borders from the early layers. No attention and no U-Net: the teacher has both.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_STEM, _EARLY, _DEEP, _CONTEXT = 32, 64, 192, 64
_DILATIONS = (1, 2, 5, 1, 2, 5, 9)
"""Of the deep bottlenecks: sawtooth-wise, without common factors, so that no pixels are skipped (Wang et al. 2018)."""

_PYRAMID = (3, 7)
"""Dilations of the pyramid's two wide branches."""

MULTIPLE = 8
"""Sides of a picture are multiples of this."""


class ConvNorm(nn.Sequential):
    """Convolution, batch norm, and ReLU unless `plain`."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int = 3, *, stride: int = 1, dilation: int = 1, plain: bool = False
    ) -> None:
        padding = dilation * (kernel // 2)
        conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False)
        super().__init__(conv, nn.BatchNorm2d(outputs), *([] if plain else [nn.ReLU()]))


class Bottleneck(nn.Module):
    """1×1 to half the width, a dilated 3×3, 1×1 back, and the input added."""

    def __init__(self, width: int, dilation: int = 1) -> None:
        super().__init__()
        half = width // 2
        self.path = nn.Sequential(
            ConvNorm(width, half, 1), ConvNorm(half, half, dilation=dilation), ConvNorm(half, width, 1, plain=True)
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.path(x))


class ContextPyramid(nn.Module):
    """What is here, near, wide around, and in the whole picture, side by side; (N, C, H, W) → (N, outputs, H, W)."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.here = ConvNorm(width, _CONTEXT, 1)
        self.around = nn.ModuleList(ConvNorm(width, _CONTEXT, dilation=dilation) for dilation in _PYRAMID)
        self.whole = nn.Linear(width, _CONTEXT)
        self.joined = ConvNorm(_CONTEXT * (2 + len(_PYRAMID)), outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        whole = F.relu(self.whole(x.mean((2, 3))))[:, :, None, None].expand(-1, -1, *x.shape[2:])
        return self.joined(torch.cat((self.here(x), *(branch(x) for branch in self.around), whole), 1))  # type: ignore[no-any-return]


class Judge(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → label scores (N, L, H, W) and style (N, S); H and W are multiples of 8."""

    def __init__(self, *, labels: int, style: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(ConvNorm(3, _STEM, stride=2), ConvNorm(_STEM, _STEM))
        self.early = nn.Sequential(ConvNorm(_STEM, _EARLY, stride=2), Bottleneck(_EARLY), Bottleneck(_EARLY))
        deep = (Bottleneck(_DEEP, dilation) for dilation in _DILATIONS)
        self.deep = nn.Sequential(ConvNorm(_EARLY, _DEEP, stride=2), *deep)
        self.context = ContextPyramid(_DEEP, 2 * _EARLY)
        self.borders = ConvNorm(2 * _EARLY + _EARLY, _EARLY)
        self.fine = ConvNorm(_EARLY + _STEM, _STEM)
        self.label_scores = nn.Conv2d(_STEM, labels, 1)
        self.style = nn.Linear(_DEEP, style)

    def features(self, picture: Tensor) -> Tensor:
        """What a Fréchet distance compares: the deepest layer's mean over the picture, (N, 192)."""
        return self.deep(self.early(self.stem(picture))).float().mean((2, 3))  # type: ignore[no-any-return]

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        halves = self.stem(picture)
        quarters = self.early(halves)
        eighths = self.deep(quarters)
        style = self.style(eighths.mean((2, 3), dtype=torch.float32).to(eighths.dtype))
        x = self.borders(torch.cat((_twice(self.context(eighths)), quarters), 1))
        x = self.fine(torch.cat((_twice(x), halves), 1))
        return _twice(self.label_scores(x)), style


def _twice(x: Tensor) -> Tensor:
    """Twice as large, smoothly."""
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
