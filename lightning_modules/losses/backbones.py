"""Frozen networks whose features perceptual losses compare: the scene reader, or VGG-19 where its weights are given."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from torch import Tensor, nn

from lightning_modules.losses.vgg_files import VGG19, read_vgg19
from studio_reader.network import SceneReader

# Index of conv4_4 in torchvision's `features`.
_CONV4_4 = 25
# Indices of relu1_1, relu2_1, relu3_1, relu4_1 and relu5_1 in torchvision's `features`.
_VGG_TAPS = (1, 6, 11, 20, 29)


class Backbone(Protocol):
    """Five feature maps of a picture (N, 3, H, W) in [-1, 1], with the weight of each and a name for logs and cards."""

    name: str
    weights: tuple[float, ...]
    normalised: bool

    def __call__(self, picture: Tensor) -> list[Tensor]: ...


class ReaderFeatures(nn.Module):
    """The scene reader's encoder. Its features differ in size from layer to layer, so losses on it are normalised."""

    name = "scene-reader features"
    weights: tuple[float, ...] = (0.3, 0.6, 1.0, 1.0, 0.5)
    normalised = True

    def __init__(self, reader: SceneReader) -> None:
        super().__init__()
        self.reader = reader.eval().requires_grad_(False)

    def forward(self, picture: Tensor) -> list[Tensor]:
        return self.reader.features(picture)


class Vgg19Features(nn.Module):
    """VGG-19 up to relu5_1, fed with [-1, 1] as it is (as SPADE and TSIT do); weights 1/32 … 1.

    state: torchvision's names and tensors. origin: which file that was.
    """

    name = "VGG-19 features"
    weights: tuple[float, ...] = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1.0)
    normalised = False

    def __init__(self, state: dict[str, Tensor], origin: str = "") -> None:
        super().__init__()
        self.origin = origin
        layers: list[nn.Module] = []
        channels = 3
        for step in VGG19:
            if step == "M":
                layers.append(nn.MaxPool2d(2))
            else:
                layers += [nn.Conv2d(channels, int(step), 3, padding=1), nn.ReLU()]
                channels = int(step)
        self.features = nn.Sequential(*layers)
        wanted = self.state_dict().keys()
        self.load_state_dict({key: state[key].float() for key in wanted})
        self.eval().requires_grad_(False)

    def forward(self, picture: Tensor) -> list[Tensor]:
        taps = []
        x = picture
        for index, layer in enumerate(self.features):
            x = layer(x)
            if index in _VGG_TAPS:
                taps.append(x)
        return taps

    def conv4_4(self, picture: Tensor) -> Tensor:
        """(N, 512, H/8, W/8) before the ReLU, from (N, 3, H, W) as it is (CartoonGAN feeds [0, 1])."""
        features: Tensor = self.features[: _CONV4_4 + 1](picture)
        return features


def load_vgg19(path: Path) -> Vgg19Features:
    """VGG-19 from torchvision's file or any other layout that `vgg_files` knows, else InputError."""
    return Vgg19Features(*read_vgg19(path))
