"""SPADE as published (Park et al. 2019): hinge loss, feature matching, perceptual loss; generator step first."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config_semantic import SEGMENTATION
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.critics import Critic, PatchCritic, SegmentationCritic
from lightning_modules.losses.backbones import Backbone
from lightning_modules.recomputing import blocks_in
from lightning_modules.segmenter import SegmentingDiscriminator
from lightning_modules.semantic import Scene, SemanticRecipe, start_small, with_noise
from studio.labels import LANDSCAPE
from studio_spade.network import Shape, SpadeBlock, SpadeGenerator
from studio_torch.multiscale import MultiscaleDiscriminator
from studio_torch.scenes import one_hot
from studio_torch.style_encoder import StyleEncoder

_COLOURS = 3


class SpadeRecipe(SemanticRecipe):
    """A batch is a `Batch`; `semantics` is the number of the label map's channels."""

    config: SpadeConfig

    def __init__(
        self, config: SpadeConfig, budget: Budget, backbone: Backbone | None, semantics: int = len(LANDSCAPE)
    ) -> None:
        self._semantics = semantics
        networks: dict[str, nn.Module] = {"generator": SpadeGenerator(shape_of(config, semantics))}
        if config.latent:
            networks["encoder"] = StyleEncoder(channels=config.channels, latent=config.latent, spectral=True)
        super().__init__(config, budget, backbone, networks)

    def build_critic(self) -> Critic:
        config = self.config
        if config.discriminator == SEGMENTATION:
            segmenter = SegmentingDiscriminator(self._semantics, channels=config.d_channels, levels=config.d_layers)
            return SegmentationCritic(segmenter, gan=config.gan, mix=config.mix)
        patches = MultiscaleDiscriminator(
            self._semantics + _COLOURS, channels=config.d_channels, layers=config.d_layers, scales=config.d_scales
        )
        start_small(patches)
        return PatchCritic(patches, gan=config.gan, matching=config.matching)

    def scene(self, batch: Batch) -> Scene:
        return Scene(one_hot(batch.labels, self._semantics), batch.picture, batch.picture)

    def blocks(self) -> list[nn.Module]:
        return blocks_in(self.networks, SpadeBlock)

    def draw(self, networks: nn.ModuleDict, scene: Scene, code: Tensor | None, chance: torch.Generator) -> Tensor:
        pictures: Tensor = networks["generator"](with_noise(scene.content, self.config.noise, chance), code)
        return pictures


def shape_of(config: SpadeConfig, semantics: int, *, spectral: bool = True) -> Shape:
    """The generator that the recipe names; without `spectral`, as it is drawn with."""
    return Shape(
        semantics=semantics + config.noise,
        channels=config.channels,
        norm="batch" if config.norm == "batch" else "instance",
        hidden=config.hidden,
        latent=config.latent,
        crop_size=config.crop_size,
        spectral=spectral,
    )
