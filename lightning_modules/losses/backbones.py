"""Frozen networks whose features perceptual losses compare: the scene reader, or VGG-19 where its weights are given."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from studio.errors import InputError
from studio_reader.network import SceneReader

# torchvision's VGG-19 (Simonyan & Zisserman 2015): output channels per convolution, "M" where it pools.
_VGG19 = (64, 64, "M", 128, 128, "M", 256, 256, 256, 256, "M", 512, 512, 512, 512, "M", 512)
# Index of conv4_4 there.
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
    """VGG-19 up to relu5_1, fed with [-1, 1] as it is (as SPADE and TSIT do); weights 1/32 … 1."""

    name = "VGG-19 features"
    weights: tuple[float, ...] = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1.0)
    normalised = False

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for step in _VGG19:
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
    """VGG-19 from torchvision's file, or safetensors with the same keys (`features.N.weight`), else InputError."""
    if not path.is_file():
        raise InputError(f"no VGG-19 weights at {path}")
    state = _read(path)
    try:
        return Vgg19Features(state)
    except (KeyError, TypeError) as fault:
        raise InputError(f"{path} holds no VGG-19: {fault} is missing (torchvision's names are wanted)") from fault
    except (RuntimeError, AttributeError) as fault:
        raise InputError(f"{path} holds another network than VGG-19: its layers have other shapes") from fault


def _read(path: Path) -> dict[str, Tensor]:
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        state: dict[str, Tensor] = torch.load(path, weights_only=True, map_location="cpu")
        return state
    except Exception as fault:  # torch.load has a dozen ways to refuse; a pickle that wants to run code is one
        raise InputError(f"{path} can't be read as weights ({type(fault).__name__})") from fault
