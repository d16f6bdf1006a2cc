"""The 70×70 PatchGAN discriminator (Isola et al. 2017, section 6.1.2), on the picture beside its label map."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm


class PatchDiscriminator(nn.Module):
    """One-hot labels (N, L, H, W), pictures (N, 3, H, W), style (N, S) → scores of patches, and every layer's features.

    256² gives 30×30 scores. `norm` is "batch" as published, "spectral" (Miyato et al. 2018) or "none". With
    `style_gain` > 0 the last features are also projected on the style (Miyato & Koyama 2018), times that gain, so that
    a picture must suit its hour and season.
    """

    def __init__(
        self, *, labels: int, style: int, channels: int = 64, norm: str = "batch", style_gain: float = 0.0
    ) -> None:
        super().__init__()
        widths = (labels + 3, channels, 2 * channels, 4 * channels, 8 * channels)
        strides = (2, 2, 2, 1)
        self.layers = nn.ModuleList(
            _layer(inputs, outputs, stride, norm, first=index == 0)
            for index, (inputs, outputs, stride) in enumerate(zip(widths, widths[1:], strides, strict=False))
        )
        self.score = _conv(widths[-1], 1, 1, norm)
        self.style_gain = style_gain
        self.style = nn.Linear(style, widths[-1]) if style_gain else None

    def forward(self, labels: Tensor, picture: Tensor, style: Tensor) -> tuple[Tensor, list[Tensor]]:
        x = torch.cat([labels, picture.to(labels.dtype)], 1)
        features = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            features.append(x)
        score = self.score(x).float()
        if self.style is not None:
            wanted = self.style(style)[:, :, None, None].float()
            closeness = (x.float() * wanted).mean(1, keepdim=True)
            score = score + self.style_gain * F.avg_pool2d(closeness, 2, 1)  # as many patches as scores
        return score, features


def _conv(inputs: int, outputs: int, stride: int, norm: str, bias: bool = True) -> nn.Module:
    conv = nn.Conv2d(inputs, outputs, 4, stride, 1, bias=bias)
    nn.init.normal_(conv.weight, 0.0, 0.02)
    if conv.bias is not None:
        nn.init.zeros_(conv.bias)
    return spectral_norm(conv) if norm == "spectral" else conv


def _layer(inputs: int, outputs: int, stride: int, norm: str, *, first: bool) -> nn.Module:
    if norm == "batch" and not first:
        return nn.Sequential(_conv(inputs, outputs, stride, norm, bias=False), nn.BatchNorm2d(outputs))
    return _conv(inputs, outputs, stride, norm)
