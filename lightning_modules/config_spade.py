"""SPADE's recipe: what it is built from, and how much each loss weighs."""

from __future__ import annotations

from dataclasses import dataclass

from lightning_modules.run_config import RunConfig
from studio.errors import InputError

_HALVINGS = 32


@dataclass(frozen=True)
class SpadeConfig(RunConfig):
    """SPADE as published (Park et al. 2019, section 4): labels to pictures.

    channels: the generator's width (ngf); hidden: that of the label branch in every SPADE layer; latent: length of the
    style code, 0 for no encoder. d_channels, d_layers, d_scales: the multi-scale PatchGAN. matching, perceptual,
    divergence: weights of feature matching, of the perceptual loss and of the style code's divergence.
    vgg: a file of VGG-19 weights; empty uses the scene reader's features, from `teacher` (empty: the bundled one).
    g_rate, d_rate, beta1, beta2: Adam. ema: decay of the averaged generator; 0 is the generator itself.
    """

    kind: str = "spade"
    warm_up: int = 0
    clip: float = 0.0
    final_rate: float = 0.0
    channels: int = 64
    hidden: int = 128
    latent: int = 0
    d_channels: int = 64
    d_layers: int = 4
    d_scales: int = 2
    matching: float = 10.0
    perceptual: float = 10.0
    divergence: float = 0.05
    vgg: str = ""
    teacher: str = ""
    g_rate: float = 1e-4
    d_rate: float = 4e-4
    beta1: float = 0.0
    beta2: float = 0.9
    ema: float = 0.0

    def check(self) -> None:
        super().check()
        for name in ("channels", "hidden", "d_channels", "d_layers", "d_scales"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}; it must be at least 1")
        if self.latent < 0:
            raise InputError(f"latent is {self.latent}; it must be 0 or more")
        if self.crop_size % _HALVINGS:
            raise InputError(f"crop_size {self.crop_size} is no multiple of {_HALVINGS}, which SPADE needs")
