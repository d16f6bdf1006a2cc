"""Normalise, then scale, shift and roughen by what features say of every pixel."""

from __future__ import annotations

from typing import Literal

from torch import Tensor, nn


class RoughNorm(nn.Module):
    """SPADE's and FADE's layer with a third map beside scale and shift: how much of a noise plane a pixel gets.

    (As in StyleGAN, Karras et al. 2019, but place by place.) x (N, C, H, W), features (N, F, H, W), noise (N, 1, H, W)
    → (N, C, H, W).
    """

    def __init__(self, channels: int, features: int, kernel: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(channels, affine=False)
        self.modulation = edge_conv(features, 3 * channels, kernel)

    def forward(self, x: Tensor, features: Tensor, noise: Tensor) -> Tensor:
        scale, shift, gain = self.modulation(features).chunk(3, 1)
        roughened: Tensor = self.norm(x) * (1 + scale) + shift + gain * noise
        return roughened


def edge_conv(inputs: int, outputs: int, kernel: int, *, stride: int = 1) -> nn.Conv2d:
    """A convolution of odd `kernel`. Beyond its border the map goes on as it ends: zeros there would draw a frame."""
    mode: Literal["zeros", "replicate"] = "replicate" if kernel > 1 else "zeros"
    return nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, padding_mode=mode)
