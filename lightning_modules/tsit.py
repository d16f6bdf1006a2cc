"""TSIT as published (Jiang et al. 2020): label maps to pictures, or pictures into the look of others."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from lightning_modules.budget import Budget
from lightning_modules.config_semantic import SEGMENTATION
from lightning_modules.config_tsit import TRANSFER, TsitConfig
from lightning_modules.critics import Critic, PatchCritic, SegmentationCritic
from lightning_modules.losses.backbones import Backbone
from lightning_modules.recomputing import blocks_in
from lightning_modules.segmenter import SegmentingDiscriminator
from lightning_modules.semantic import Scene, SemanticRecipe, start_small, with_noise
from studio.labels import LANDSCAPE
from studio_torch.multiscale import MultiscaleDiscriminator
from studio_torch.scenes import one_hot
from studio_torch.style_encoder import StyleEncoder
from studio_tsit.network import COLOURS, HALVINGS, FadeBlock, Shape, TsitGenerator
from studio_tsit.stream import StreamBlock


class TsitRecipe(SemanticRecipe):
    """For synthesis a batch is a `Batch`, and `semantics` the number of the label map's channels.

    For transfer it is (content, style), pictures (N, 3, H, W) in [-1, 1]: real pictures are the style's, the
    discriminator sees pictures alone, and the perceptual loss asks for the content's features.
    """

    config: TsitConfig

    def __init__(
        self, config: TsitConfig, budget: Budget, backbone: Backbone | None, semantics: int = len(LANDSCAPE)
    ) -> None:
        self._semantics = semantics
        networks: dict[str, nn.Module] = {"generator": TsitGenerator(shape_of(config, semantics))}
        if config.latent:
            networks["encoder"] = StyleEncoder(channels=config.channels, latent=config.latent, spectral=True)
        super().__init__(config, budget, backbone, networks)

    def build_critic(self) -> Critic:
        config = self.config
        if config.discriminator == SEGMENTATION:
            segmenter = SegmentingDiscriminator(self._semantics, channels=config.d_channels, levels=config.d_layers)
            return SegmentationCritic(segmenter, gan=config.gan, mix=config.mix)
        transfers = config.task == TRANSFER
        patches = MultiscaleDiscriminator(
            COLOURS if transfers else COLOURS + self._semantics,
            channels=config.d_channels,
            layers=config.d_layers,
            scales=config.d_scales,
            last_stride=2 if transfers else 1,
        )
        start_small(patches)
        return PatchCritic(patches, gan=config.gan, matching=config.matching, sees_condition=not transfers)

    def scene(self, batch: Any) -> Scene:
        if self.config.task == TRANSFER:
            content, style = batch
            return Scene(content, style, content)
        return Scene(one_hot(batch.labels, self._semantics), batch.picture, batch.picture)

    def blocks(self) -> list[nn.Module]:
        return blocks_in(self.networks, FadeBlock, StreamBlock)

    def draw(self, networks: nn.ModuleDict, scene: Scene, code: Tensor | None, chance: torch.Generator) -> Tensor:
        content = with_noise(scene.content, self.config.noise, chance)
        if not has_style_stream(self.config):
            pictures: Tensor = networks["generator"](content, z=code)
            return pictures
        count, channels, height, width = content.shape
        start = torch.randn(count, channels, height >> HALVINGS, width >> HALVINGS, generator=chance)
        styled: Tensor = networks["generator"](content, scene.real, noise=start.to(content))
        return styled


def has_style_stream(config: TsitConfig) -> bool:
    """Whether the generator has both streams."""
    return config.styled or config.task == TRANSFER


def shape_of(config: TsitConfig, semantics: int, *, spectral: bool = True) -> Shape:
    """The generator that the recipe names; without `spectral`, as it is drawn with."""
    return Shape(
        content=COLOURS if config.task == TRANSFER else semantics + config.noise,
        channels=config.channels,
        styled=has_style_stream(config),
        latent=config.latent,
        crop_size=config.crop_size,
        spectral=spectral,
    )
