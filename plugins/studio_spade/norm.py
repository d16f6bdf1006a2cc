"""Spatially-adaptive normalisation: scale and shift of every activation come from the label map (section 3.1)."""

from __future__ import annotations

from typing import Literal

import torch.nn.functional as F
from torch import Tensor, nn

NormKind = Literal["batch", "instance"]


class Spade(nn.Module):
    """Normalises (N, C, H, W) without parameters of its own, then scales by 1 + γ and shifts by β.

    γ and β are read from the label map (N, S, h, w), brought to H × W by nearest neighbour, through one shared
    convolution of `hidden` channels (equation 1 and figure 2 of the paper).
    """

    def __init__(self, channels: int, semantics: int, *, norm: NormKind, kernel: int, hidden: int) -> None:
        super().__init__()
        self.param_free_norm = (
            nn.BatchNorm2d(channels, affine=False)
            if norm == "batch"
            else nn.InstanceNorm2d(channels, affine=False, track_running_stats=False)
        )
        pad = kernel // 2
        self.mlp_shared = nn.Sequential(nn.Conv2d(semantics, hidden, kernel, padding=pad), nn.ReLU())
        self.mlp_gamma = nn.Conv2d(hidden, channels, kernel, padding=pad)
        self.mlp_beta = nn.Conv2d(hidden, channels, kernel, padding=pad)

    def forward(self, x: Tensor, semantics: Tensor) -> Tensor:
        hidden = self.mlp_shared(F.interpolate(semantics, size=x.shape[2:], mode="nearest"))
        modulated: Tensor = self.param_free_norm(x) * (1 + self.mlp_gamma(hidden)) + self.mlp_beta(hidden)
        return modulated
