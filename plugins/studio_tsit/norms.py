"""How content and style enter TSIT's generator: FADE and FAdaIN (Jiang et al. 2020, sections 3.3 and 3.4)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_EPSILON = 1e-5


class Fade(nn.Module):
    """Feature-adaptive denormalisation: batch norm, then scale 1 + γ and shift β read off the content features.

    Activations and features are (N, C, H, W) of the same height and width; γ and β are one convolution each.
    """

    def __init__(self, channels: int, features: int) -> None:
        super().__init__()
        self.param_free_norm = nn.BatchNorm2d(channels, affine=False)
        self.mlp_gamma = nn.Conv2d(features, channels, 3, padding=1)
        self.mlp_beta = nn.Conv2d(features, channels, 3, padding=1)

    def forward(self, x: Tensor, features: Tensor) -> Tensor:
        modulated: Tensor = self.param_free_norm(x) * (1 + self.mlp_gamma(features)) + self.mlp_beta(features)
        return modulated


def fadain(x: Tensor, style: Tensor, alpha: float) -> Tensor:
    """Feature-adaptive instance normalisation: every channel of `x` takes mean and deviation of the style's.

    x, style: (N, C, H, W) and (N, C, h, w). alpha: how much of it, 0 to 1.
    """
    # In float32: gradients through a small deviation are beyond what half precision holds.
    with torch.autocast(x.device.type, enabled=False):
        x, style = x.float(), style.float()
        mean, deviation = _moments(x)
        style_mean, style_deviation = _moments(style)
        transferred = style_deviation * (x - mean) / deviation + style_mean
        return alpha * transferred + (1 - alpha) * x


def _moments(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and (unbiased) standard deviation per picture and channel, (N, C, 1, 1)."""
    deviation = (x.var((2, 3), keepdim=True, unbiased=True) + _EPSILON).sqrt()
    return x.mean((2, 3), keepdim=True), deviation
