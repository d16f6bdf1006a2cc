"""A stream of TSIT: from a label map or a picture to its features at eight scales (section 3.2)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from studio_torch.spectral import conv

WIDTHS = (1, 2, 4, 8, 16, 16, 16, 16)
"""Channels at every scale, in units of the network's own (ngf), from full size to 1/128."""


class StreamBlock(nn.Module):
    """A residual block with instance norms behind its convolutions."""

    def __init__(self, inputs: int, outputs: int, *, spectral: bool) -> None:
        super().__init__()
        self.conv_0 = conv(inputs, inputs, 3, spectral=spectral)
        self.conv_1 = conv(inputs, outputs, 3, spectral=spectral)
        self.norm_in = nn.InstanceNorm2d(inputs)
        self.norm_out = nn.InstanceNorm2d(outputs)
        self.is_plain = inputs == outputs
        if not self.is_plain:
            self.conv_s = conv(inputs, outputs, 1, bias=False, spectral=spectral)
            self.norm_s = nn.InstanceNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        y = F.leaky_relu(self.norm_in(self.conv_0(x)), 0.2)
        y = F.leaky_relu(self.norm_out(self.conv_1(y)), 0.2)
        if self.is_plain:
            return x + y
        shortcut = F.leaky_relu(self.norm_s(self.conv_s(x)), 0.2)
        return shortcut + y


class Stream(nn.Module):
    """(N, inputs, H, W) → eight feature maps, from H × W to H/128 × W/128."""

    def __init__(self, inputs: int, channels: int, *, spectral: bool) -> None:
        super().__init__()
        narrow = inputs
        for number, width in enumerate(WIDTHS):
            setattr(self, f"res_{number}", StreamBlock(narrow, width * channels, spectral=spectral))
            narrow = width * channels

    def forward(self, x: Tensor) -> list[Tensor]:
        features = []
        for number in range(len(WIDTHS)):
            if number:
                x = F.interpolate(x, scale_factor=0.5, mode="nearest")
            x = getattr(self, f"res_{number}")(x)
            features.append(x)
        return features
