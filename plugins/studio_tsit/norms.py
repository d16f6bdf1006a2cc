"""How content and style enter TSIT's generator: FADE and FAdaIN (Jiang et al. 2020, sections 3.3 and 3.4)."""

from __future__ import annotations

from torch import Tensor, nn

Moments = tuple[Tensor, Tensor]
"""Mean and deviation of every channel, (N, C, 1, 1) each."""

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


def fadain(x: Tensor, style: Moments, alpha: float) -> Tensor:
    """Feature-adaptive instance normalisation: every channel of `x` (N, C, H, W) takes the style's mean and deviation.

    alpha: how much of it, 0 to 1.
    """
    style_mean, style_deviation = style
    # In float32: gradients through a small deviation are beyond what half precision holds.
    x = x.float()
    mean, deviation = moments(x)
    transferred = style_deviation * (x - mean) / deviation + style_mean
    return alpha * transferred + (1 - alpha) * x


def moments(features: Tensor) -> Moments:
    """Mean and (unbiased) standard deviation per picture and channel, float32 (N, C, 1, 1) each."""
    features = features.float()
    deviation = (features.var((2, 3), keepdim=True, unbiased=True) + _EPSILON).sqrt()
    return features.mean((2, 3), keepdim=True), deviation
