"""The U-Nets' recipe as a value."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

from lightning_modules.run_config import RunConfig
from studio.errors import InputError


@dataclass(frozen=True)
class Pix2PixConfig(RunConfig):
    """Labels to pictures: which network, and how much each loss weighs.

    network: a name of studio_unet.sizes. things: whether it knows where each pixel lies in its house, sun, tree …
    (`studio_torch.things`), which pix2pix's U-Nets as published do not.
    d_channels, d_norm (batch, spectral, none), style_gain: the PatchGAN.
    g_rate, d_rate, beta1, beta2: Adam. gan_from: the part of the budget that passes before the PatchGAN starts.
    gan, matching, l1, perceptual, texture: weights of the losses; coarse is L1's part that compares 8×8 averages.
    object_weight: how much more houses, buildings, roads, suns and trees count in L1 and perceptual loss.
    vgg: a file of VGG-19 weights; empty uses the scene reader's features, from `teacher` (empty: the bundled one).
    ema: decay of the averaged generator, which is the one that is drawn with and exported.
    freeze_norms: keep batch-norm statistics as they come with --init (small batches would blur them).
    """

    kind: str = "pix2pix"
    network: str = "live_sky"
    things: bool = False
    d_channels: int = 64
    d_norm: str = "batch"
    style_gain: float = 0.0
    g_rate: float = 2e-4
    d_rate: float = 1.5e-4
    beta1: float = 0.5
    beta2: float = 0.999
    gan_from: float = 0.0
    gan: float = 1.0
    matching: float = 0.0
    l1: float = 0.0
    coarse: float = 0.0
    perceptual: float = 10.0
    texture: float = 0.0
    object_weight: float = 1.0
    vgg: str = ""
    teacher: str = ""
    ema: float = 0.998
    freeze_norms: bool = False

    def check(self) -> None:
        super().check()
        if self.things and self.network.startswith("unet_"):
            raise InputError(f"{self.network} is as published and is not told of things: leave things at false")

    def in_full(self) -> Self:
        return dataclasses.replace(super().in_full(), gan_from=0.0)
