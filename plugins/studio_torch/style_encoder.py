"""From a picture to the distribution of its style code: SPADE's encoder, TSIT's too (Park et al. 2019, figure 14)."""

from __future__ import annotations

from pathlib import Path

import torch.nn.functional as F
from torch import Tensor, nn

from studio_torch.fitting import fit, shape_of
from studio_torch.reading import read_state
from studio_torch.spectral import folded, spectral_norm

SIDE = 256  # every picture is brought to this size first
_LAYERS = 6


class StyleEncoder(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] of any size → mean and log variance of the code, (N, latent) each."""

    def __init__(self, *, channels: int = 64, latent: int = 256, spectral: bool = False) -> None:
        super().__init__()
        widths = [3, channels, 2 * channels, 4 * channels, 8 * channels, 8 * channels, 8 * channels]
        for number in range(_LAYERS):
            conv = nn.Conv2d(widths[number], widths[number + 1], 3, 2, 1, bias=False)
            layer = nn.Sequential(spectral_norm(conv) if spectral else conv, nn.InstanceNorm2d(widths[number + 1]))
            setattr(self, f"layer{number + 1}", layer)
        features = widths[-1] * (SIDE // 2**_LAYERS) ** 2
        self.fc_mu = nn.Linear(features, latent)
        self.fc_var = nn.Linear(features, latent)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        x = F.interpolate(picture, size=(SIDE, SIDE), mode="bilinear")
        for number in range(_LAYERS):
            x = F.leaky_relu(getattr(self, f"layer{number + 1}")(x), 0.2)
        x = x.flatten(1)
        return self.fc_mu(x), self.fc_var(x)


def read_encoder(path: Path) -> StyleEncoder:
    """The encoder of an official `*_net_E.pth`, in eval mode; InputError where the file is none."""
    state = folded(read_state(path))
    channels = shape_of(state, "layer1.0.weight", path)[0]
    latent = shape_of(state, "fc_mu.weight", path, 2)[0]
    return fit(StyleEncoder(channels=channels, latent=latent), state, path)
