"""CartoonGAN's generator (Chen et al. 2018, figure 2), its modules named as the reimplementation's checkpoints are."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions with instance norms, beside the identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, 1, 1)
        self.norm1 = nn.InstanceNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1)
        self.norm2 = nn.InstanceNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = x + self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return total


class CartoonGenerator(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → cartoons of the same size; H and W are multiples of 4."""

    def __init__(self, *, channels: int = 64, blocks: int = 8) -> None:
        super().__init__()
        once, twice, four_times = channels, 2 * channels, 4 * channels
        self.down_convs = nn.Sequential(
            nn.Conv2d(3, once, 7, 1, 3),
            nn.InstanceNorm2d(once),
            nn.ReLU(),
            nn.Conv2d(once, twice, 3, 2, 1),
            nn.Conv2d(twice, twice, 3, 1, 1),
            nn.InstanceNorm2d(twice),
            nn.ReLU(),
            nn.Conv2d(twice, four_times, 3, 2, 1),
            nn.Conv2d(four_times, four_times, 3, 1, 1),
            nn.InstanceNorm2d(four_times),
            nn.ReLU(),
        )
        self.resnet_blocks = nn.Sequential(*(ResidualBlock(four_times) for _ in range(blocks)))
        self.up_convs = nn.Sequential(
            nn.ConvTranspose2d(four_times, twice, 3, 2, 1, 1),
            nn.Conv2d(twice, twice, 3, 1, 1),
            nn.InstanceNorm2d(twice),
            nn.ReLU(),
            nn.ConvTranspose2d(twice, once, 3, 2, 1, 1),
            nn.Conv2d(once, once, 3, 1, 1),
            nn.InstanceNorm2d(once),
            nn.ReLU(),
            nn.Conv2d(once, 3, 7, 1, 3),
            nn.Tanh(),
        )

    def forward(self, picture: Tensor) -> Tensor:
        made: Tensor = self.up_convs(self.resnet_blocks(self.down_convs(picture)))
        return made
