"""OASIS's discriminator: a U-Net of residual blocks under spectral norm (Sushko et al. 2020, appendix)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from studio_torch.spectral import conv

_WIDTHS = (1, 1, 2, 2, 4, 4)
_COLOURS = 3


class SegmentingDiscriminator(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → logits (N, labels + 1, H, W): one per label, then "made".

    channels: of the first levels, 128 in the paper, four times as many in the last. levels: how often the picture is
    halved, 6 in the paper; H and W are multiples of 2**levels.
    """

    def __init__(self, labels: int, *, channels: int = 128, levels: int = 6) -> None:
        super().__init__()
        widths = [_COLOURS, *(channels * _WIDTHS[min(level, len(_WIDTHS) - 1)] for level in range(levels))]
        self.down = nn.ModuleList(
            DownBlock(widths[level], widths[level + 1], first=level == 0) for level in range(levels)
        )
        # Every block upwards but the first also takes what went down at its size.
        above = [*widths[1:-1][::-1], channels]
        incoming = [widths[-1], *(2 * width for width in above[:-1])]
        self.up = nn.ModuleList(UpBlock(inputs, outputs) for inputs, outputs in zip(incoming, above, strict=True))
        self.scores = nn.Conv2d(channels, labels + 1, 1)
        # At full gain: what blocks of norm 1 pass on is so small that scores × 0.02 would stay blind for long.
        nn.init.xavier_normal_(self.scores.weight)

    def forward(self, picture: Tensor) -> Tensor:
        x, passed = picture, []
        for block in self.down:
            x = block(x)
            passed.append(x)
        for number, block in enumerate(self.up):
            x = block(x if not number else torch.cat([x, passed[-1 - number]], 1))
        logits: Tensor = self.scores(x)
        return logits


class DownBlock(nn.Module):
    """A residual block that halves its input; the first one takes the picture as it is."""

    def __init__(self, inputs: int, outputs: int, *, first: bool) -> None:
        super().__init__()
        self.first = first
        self.conv_0 = conv(inputs, outputs, 3, spectral=True)
        self.conv_1 = conv(outputs, outputs, 3, spectral=True)
        self.shortcut = conv(inputs, outputs, 1, spectral=True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv_0(x if self.first else F.leaky_relu(x, 0.2))
        y = self.conv_1(F.leaky_relu(y, 0.2))
        return F.avg_pool2d(y + self.shortcut(x), 2)


class UpBlock(nn.Module):
    """A residual block that doubles its input."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv_0 = conv(inputs, outputs, 3, spectral=True)
        self.conv_1 = conv(outputs, outputs, 3, spectral=True)
        self.shortcut = conv(inputs, outputs, 1, spectral=True)

    def forward(self, x: Tensor) -> Tensor:
        grown = F.interpolate(F.leaky_relu(x, 0.2), scale_factor=2.0, mode="nearest")
        y = self.conv_1(F.leaky_relu(self.conv_0(grown), 0.2))
        total: Tensor = y + F.interpolate(self.shortcut(x), scale_factor=2.0, mode="nearest")
        return total
