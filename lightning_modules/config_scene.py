"""The studio's own SPADE recipe as a value."""

from __future__ import annotations

from dataclasses import dataclass

from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.config_semantic import DISCRIMINATORS, PATCHES, SEGMENTATION
from studio.errors import InputError


@dataclass(frozen=True)
class SceneConfig(Pix2PixConfig):
    """Labels and a named style to pictures: studio_spade's scene network, trained without a VGG-19.

    channels, hidden: its width and that of its label branches. noise: whether it has noise planes.
    discriminator: patches (two scales of PatchGAN that also judge the style, hinge loss) or segmentation (OASIS).
    d_levels: how often the segmentation one halves; mix: weight of its LabelMix. d_channels: either's width.
    """

    kind: str = "scene"
    network: str = "scene"
    channels: int = 16
    hidden: int = 32
    noise: bool = True
    discriminator: str = PATCHES
    d_channels: int = 32
    d_norm: str = "spectral"
    d_levels: int = 4
    mix: float = 10.0

    def check(self) -> None:
        super().check()
        if self.network != "scene":
            raise InputError(f"this recipe trains the network scene, not {self.network}")
        for name in ("channels", "hidden", "d_channels", "d_levels"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}; it must be at least 1")
        if self.discriminator not in DISCRIMINATORS:
            raise InputError(f"discriminator is {', '.join(DISCRIMINATORS)}, not {self.discriminator}")
        if self.discriminator == SEGMENTATION and self.crop_size % 2**self.d_levels:
            raise InputError(
                f"crop_size {self.crop_size} is no multiple of {2**self.d_levels}, which {self.d_levels} d_levels need"
            )
