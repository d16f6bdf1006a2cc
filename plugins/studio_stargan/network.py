"""StarGAN's generator (Choi et al. 2018, table 4), its modules named as published checkpoints are."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions with instance norms, beside the identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
            _norm(channels),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
            _norm(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = x + self.main(x)
        return total


class StarGenerator(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] and target domains (N, D) → pictures of the same size.

    H and W are multiples of 4. The norms' running averages are never used by the paper's own test (see
    `studio_torch.fitting.use_instance_statistics`).
    """

    def __init__(self, *, domains: int, channels: int = 64, blocks: int = 6) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(3 + domains, channels, 7, 1, 3, bias=False), _norm(channels), nn.ReLU()]
        width = channels
        for _ in range(2):
            layers += [nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False), _norm(2 * width), nn.ReLU()]
            width *= 2
        layers += [ResidualBlock(width) for _ in range(blocks)]
        for _ in range(2):
            layers += [nn.ConvTranspose2d(width, width // 2, 4, 2, 1, bias=False), _norm(width // 2), nn.ReLU()]
            width //= 2
        layers += [nn.Conv2d(width, 3, 7, 1, 3, bias=False), nn.Tanh()]
        self.domains = domains
        self.main = nn.Sequential(*layers)

    def forward(self, picture: Tensor, domain: Tensor) -> Tensor:
        planes = domain[:, :, None, None].expand(-1, -1, *picture.shape[2:])
        made: Tensor = self.main(torch.cat([picture, planes.to(picture.dtype)], 1))
        return made


def _norm(channels: int) -> nn.InstanceNorm2d:
    return nn.InstanceNorm2d(channels, affine=True, track_running_stats=True)
