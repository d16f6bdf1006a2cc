"""CartoonGAN's generator as the studio trains it for its own hands (after Chen et al. 2018, figure 2).

The paper's layers but for three: it grows by nearest ×2, since transposed convolutions weave a grid into the flat areas
that cartoons are made of; beyond its border a map goes on as it ends, for zeros draw a frame; and batch norms keep how
bright a picture is, at any size. What it draws is a change of the picture, so that what stays needs not be drawn again.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from studio_torch.rough_norm import edge_conv

_FAINT = 1e-3  # the first change is next to none


class HandBlock(nn.Module):
    """Two 3×3 convolutions with batch norms, beside the identity: (N, C, H, W) → the same."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.main = nn.Sequential(
            _layer(channels, channels), edge_conv(channels, channels, 3), nn.BatchNorm2d(channels)
        )

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = x + self.main(x)
        return total


class HandNet(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → cartoons of the same size, which may leave [-1, 1] a little.

    H and W are multiples of 4.
    """

    def __init__(self, *, channels: int = 24, blocks: int = 4) -> None:
        super().__init__()
        once, twice, four_times = channels, 2 * channels, 4 * channels
        self.down = nn.Sequential(
            _layer(3, once, kernel=7), _layer(once, twice, stride=2), _layer(twice, four_times, stride=2)
        )
        self.blocks = nn.Sequential(*(HandBlock(four_times) for _ in range(blocks)))
        self.up = nn.Sequential(
            nn.Upsample(scale_factor=2), _layer(four_times, twice), nn.Upsample(scale_factor=2), _layer(twice, once)
        )
        self.last = edge_conv(once + 3, 3, 7)
        nn.init.normal_(self.last.weight, 0.0, _FAINT)
        nn.init.zeros_(self.last.bias)  # type: ignore[arg-type]

    def forward(self, picture: Tensor) -> Tensor:
        made = self.last(torch.cat([self.up(self.blocks(self.down(picture))), picture], 1))
        return picture.float() + 2 * torch.tanh(made.float())


def _layer(inputs: int, outputs: int, *, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolution, batch norm, ReLU: (N, C, H, W) → (N, C', H / stride, W / stride)."""
    conv = edge_conv(inputs, outputs, kernel, stride=stride)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))
