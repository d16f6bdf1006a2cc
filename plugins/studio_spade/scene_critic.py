"""Who judges the scene network: PatchGANs on two scales that see the labels and ask whether the style is right."""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

LEAK = 0.2


class ScenePatches(nn.Module):
    """Labels beside the picture (N, L + 3, H, W), style (N, S) → scores of patches (N, 1, H/8, W/8), and features.

    Every convolution wears a spectral norm (Miyato et al. 2018); the last features are projected on the style (Miyato &
    Koyama 2018), `style_gain` times.
    """

    def __init__(self, *, labels: int, style: int, channels: int, style_gain: float) -> None:
        super().__init__()
        widths = (labels + 3, channels, 2 * channels, 4 * channels)
        halving = [spectral_norm(nn.Conv2d(inputs, outputs, 4, 2, 1)) for inputs, outputs in pairwise(widths)]
        self.layers = nn.ModuleList([*halving, spectral_norm(nn.Conv2d(widths[-1], widths[-1], 3, padding=1))])
        self.score = spectral_norm(nn.Conv2d(widths[-1], 1, 3, padding=1))
        self.style = nn.Linear(style, widths[-1])
        self.style_gain = style_gain

    def forward(self, seen: Tensor, style: Tensor) -> tuple[Tensor, list[Tensor]]:
        features = []
        for layer in self.layers:
            seen = F.leaky_relu(layer(seen), LEAK)
            features.append(seen)
        closeness = (seen.float() * self.style(style)[:, :, None, None].float()).mean(1, keepdim=True)
        return self.score(seen).float() + self.style_gain * closeness, features


class SceneCritic(nn.Module):
    """One-hot labels (N, L, H, W), pictures (N, 3, H, W), style (N, S) → each scale's scores, and all features."""

    def __init__(self, *, labels: int, style: int, channels: int, style_gain: float = 8.0, scales: int = 2) -> None:
        super().__init__()
        self.scales = nn.ModuleList(
            ScenePatches(labels=labels, style=style, channels=channels, style_gain=style_gain) for _ in range(scales)
        )

    def forward(self, labels: Tensor, picture: Tensor, style: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        seen = torch.cat([labels, picture.to(labels.dtype)], 1)
        scores, features = [], []
        for patches in self.scales:
            judged, found = patches(seen, style)
            scores.append(judged)
            features += found
            seen = F.avg_pool2d(seen, 2)
        return scores, features
