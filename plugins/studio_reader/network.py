"""The scene reader's network: a small U-Net from a picture to label scores, with a head that guesses the style.

Its encoder doubles as a perceptual backbone: features at 1/1, 1/2, 1/4, 1/8 and 1/16 of the picture.
"""

from __future__ import annotations

from itertools import pairwise

import torch.nn.functional as F
from torch import Tensor, nn

Widths = tuple[int, int, int, int, int]


class ConvNorm(nn.Module):
    """Convolution, batch norm, ReLU; stride 2 uses a 4×4 kernel, stride 1 a 3×3 one."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 4 if stride == 2 else 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))


class SceneReader(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → label scores (N, L, H, W) and style (N, S); H and W are multiples of 16."""

    def __init__(self, *, labels: int, style: int, widths: Widths = (24, 48, 96, 160, 160)) -> None:
        super().__init__()
        self.widths = widths
        self.first = ConvNorm(3, widths[0])
        self.encoder = nn.ModuleList(
            nn.Sequential(ConvNorm(inputs, outputs, 2), ConvNorm(outputs, outputs))
            for inputs, outputs in pairwise(widths)
        )
        pairs = list(zip(widths[:0:-1], widths[-2::-1], strict=True))
        self.up = nn.ModuleList(nn.Conv2d(below, here, 1) for below, here in pairs)
        self.decoder = nn.ModuleList(ConvNorm(here, here) for _, here in pairs)
        self.label_scores = nn.Conv2d(widths[0], labels, 1)
        self.style = nn.Linear(widths[-1], style)

    def features(self, picture: Tensor) -> list[Tensor]:
        """Five feature maps, from full size to 1/16."""
        maps = [self.first(picture)]
        for level in self.encoder:
            maps.append(level(maps[-1]))
        return maps

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.features(picture)
        style = self.style(maps[-1].float().mean((2, 3)))
        x = maps.pop()
        for up, level, skip in zip(self.up, self.decoder, maps[::-1], strict=True):
            x = level(F.interpolate(up(x), scale_factor=2.0, mode="nearest") + skip)
        return self.label_scores(x), style
