"""CartoonGAN's generator as its authors' own weights want it: reflected borders, affine norms, BGR inside."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_EPSILON = 1e-9
RESIDUAL = range(4, 12)
"""Numbers of the residual blocks in the checkpoints' names."""


class ScaledNorm(nn.Module):
    """Instance norm with learned scale and shift."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(channels))
        self.shift = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        return F.instance_norm(x, weight=self.scale, bias=self.shift, eps=_EPSILON)


class AuthorsGenerator(nn.Module):
    """Pictures (N, 3, H, W), RGB in [-1, 1] → cartoons of the same size; H and W are multiples of 4.

    The weights were trained on BGR, to which forward turns pictures and from which it turns them back.
    """

    def __init__(self, *, channels: int = 64) -> None:
        super().__init__()
        once, twice, four_times = channels, 2 * channels, 4 * channels
        self.conv01_1, self.in01_1 = nn.Conv2d(3, once, 7), ScaledNorm(once)
        self.conv02_1, self.conv02_2 = nn.Conv2d(once, twice, 3, 2, 1), nn.Conv2d(twice, twice, 3, 1, 1)
        self.in02_1 = ScaledNorm(twice)
        self.conv03_1 = nn.Conv2d(twice, four_times, 3, 2, 1)
        self.conv03_2 = nn.Conv2d(four_times, four_times, 3, 1, 1)
        self.in03_1 = ScaledNorm(four_times)
        for number in RESIDUAL:
            for half in (1, 2):
                setattr(self, f"conv{number:02}_{half}", nn.Conv2d(four_times, four_times, 3))
                setattr(self, f"in{number:02}_{half}", ScaledNorm(four_times))
        self.deconv01_1 = nn.ConvTranspose2d(four_times, twice, 3, 2, 1, 1)
        self.deconv01_2, self.in12_1 = nn.Conv2d(twice, twice, 3, 1, 1), ScaledNorm(twice)
        self.deconv02_1 = nn.ConvTranspose2d(twice, once, 3, 2, 1, 1)
        self.deconv02_2, self.in13_1 = nn.Conv2d(once, once, 3, 1, 1), ScaledNorm(once)
        self.deconv03_1 = nn.Conv2d(once, 3, 7)

    def forward(self, picture: Tensor) -> Tensor:
        x = F.relu(self.in01_1(self.conv01_1(_reflected(picture.flip(1), 3))))
        x = F.relu(self.in02_1(self.conv02_2(self.conv02_1(x))))
        x = F.relu(self.in03_1(self.conv03_2(self.conv03_1(x))))
        for number in RESIDUAL:
            y = F.relu(self._half(number, 1, x))
            x = x + self._half(number, 2, y)
        x = F.relu(self.in12_1(self.deconv01_2(self.deconv01_1(x))))
        x = F.relu(self.in13_1(self.deconv02_2(self.deconv02_1(x))))
        made: Tensor = self.deconv03_1(_reflected(x, 3)).tanh().flip(1)
        return made

    def _half(self, number: int, half: int, x: Tensor) -> Tensor:
        made: Tensor = getattr(self, f"conv{number:02}_{half}")(_reflected(x, 1))
        normed: Tensor = getattr(self, f"in{number:02}_{half}")(made)
        return normed


def _reflected(x: Tensor, border: int) -> Tensor:
    return F.pad(x, (border,) * 4, mode="reflect")
