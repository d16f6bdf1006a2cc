"""The multi-scale PatchGAN that SPADE and TSIT train against (Wang et al. 2018; Park et al. 2019, figure 13)."""

from __future__ import annotations

import re
from pathlib import Path

import torch.nn.functional as F
from torch import Tensor, nn

from studio.errors import InputError
from studio_torch.fitting import fit, shape_of
from studio_torch.reading import State, read_state
from studio_torch.spectral import folded, spectral_norm


class PatchDiscriminator(nn.Module):
    """Label map and picture (N, S + 3, H, W) → the features of every layer; the last are the patches' scores.

    last_stride: of the last layer before the scores; 2 in TSIT's style transfer.
    """

    def __init__(
        self, inputs: int, *, channels: int = 64, layers: int = 4, spectral: bool = True, last_stride: int = 1
    ) -> None:
        super().__init__()
        self.layers = layers
        width = channels
        self.model0 = nn.Sequential(nn.Conv2d(inputs, width, 4, 2, 2), nn.LeakyReLU(0.2))
        for number in range(1, layers):
            narrow, width = width, min(2 * width, 8 * channels)
            stride = last_stride if number == layers - 1 else 2
            conv = nn.Conv2d(narrow, width, 4, stride, 2, bias=False)
            normed = nn.Sequential(spectral_norm(conv) if spectral else conv, nn.InstanceNorm2d(width))
            setattr(self, f"model{number}", nn.Sequential(normed, nn.LeakyReLU(0.2)))
        setattr(self, f"model{layers}", nn.Sequential(nn.Conv2d(width, 1, 4, 1, 2)))

    def forward(self, x: Tensor) -> list[Tensor]:
        features = []
        for number in range(self.layers + 1):
            x = getattr(self, f"model{number}")(x)
            features.append(x)
        return features


class MultiscaleDiscriminator(nn.Module):
    """The same PatchGAN on the picture and on its halves; label map and picture are concatenated in that order."""

    def __init__(
        self,
        inputs: int,
        *,
        channels: int = 64,
        layers: int = 4,
        scales: int = 2,
        spectral: bool = True,
        last_stride: int = 1,
    ) -> None:
        super().__init__()
        self.scales = scales
        for number in range(scales):
            patch = PatchDiscriminator(
                inputs, channels=channels, layers=layers, spectral=spectral, last_stride=last_stride
            )
            setattr(self, f"discriminator_{number}", patch)

    def forward(self, x: Tensor) -> list[list[Tensor]]:
        """Features of every layer at every scale, the full size first."""
        found = []
        for number in range(self.scales):
            found.append(getattr(self, f"discriminator_{number}")(x))
            x = F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)
        return found


def read_multiscale(path: Path) -> MultiscaleDiscriminator:
    """The discriminator of an official `*_net_D.pth`, in eval mode; InputError where the file is none.

    It takes label map and picture (TSIT's style transfer: the picture alone) as one tensor.
    """
    state = folded(read_state(path))
    channels, inputs = shape_of(state, "discriminator_0.model0.0.weight", path)[:2]
    scales, layers = (
        _largest(state, path, pattern) for pattern in (r"discriminator_(\d+)\.", r"discriminator_0\.model(\d+)\.")
    )
    network = MultiscaleDiscriminator(inputs, channels=channels, layers=layers, scales=scales + 1, spectral=False)
    return fit(network, state, path)


def _largest(state: State, path: Path, pattern: str) -> int:
    """The largest number that `pattern` finds in the state's names."""
    numbers = [int(found[1]) for key in state if (found := re.match(pattern, key))]
    if not numbers:
        raise InputError(f"{path} holds no multi-scale discriminator")
    return max(numbers)
