"""The studio's own SPADE: named styles, noise, and the world's readers for features; discriminator step first.

Losses are those of the pix2pix recipe (L1 in part on averages, perceptual, texture statistics per label) beside a hinge
GAN on two scales with feature matching (Park et al. 2019), or OASIS's segmentation (Sushko et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from lightning_modules.batches import Batch
from lightning_modules.config_scene import SceneConfig
from lightning_modules.config_semantic import SEGMENTATION
from lightning_modules.critics import SegmentationCritic, Terms
from lightning_modules.losses.hinge import hinge_discriminator_loss, hinge_generator_loss
from lightning_modules.pix2pix import Pix2Pix
from lightning_modules.recomputing import blocks_in
from lightning_modules.segmenter import SegmentingDiscriminator
from studio.labels import LANDSCAPE
from studio_spade.scene_critic import SceneCritic
from studio_spade.scene_net import SceneBlock, SceneNet, SceneShape
from studio_torch.scenes import one_hot


class SceneRecipe(Pix2Pix):
    """The scene network, its average and the discriminator of the recipe's choice."""

    config: SceneConfig

    def build_generator(self, style_length: int) -> nn.Module:
        return SceneNet(shape_of(self.config, style_length))

    def build_discriminator(self, style_length: int) -> nn.Module:
        config = self.config
        if self._segmenting:
            return SegmentingDiscriminator(len(LANDSCAPE), channels=config.d_channels, levels=config.d_levels)
        return SceneCritic(
            labels=len(LANDSCAPE), style=style_length, channels=config.d_channels, style_gain=config.style_gain
        )

    def blocks(self) -> list[nn.Module]:
        return blocks_in(self.generator, SceneBlock)

    def discriminator_loss(self, batch: Batch, fake: Tensor) -> Tensor:
        labels = one_hot(batch.labels)
        if self._segmenting:
            chance = torch.Generator().manual_seed(self.budget.batches_done)
            terms = self._segmentation().discriminator_terms(labels, fake, batch.picture, chance)
        else:
            real_scores, _ = self.discriminator(labels, batch.picture, batch.style)
            fake_scores, _ = self.discriminator(labels, fake, batch.style)
            terms = {
                "d_real": (1.0, hinge_discriminator_loss(real_scores, True)),
                "d_fake": (1.0, hinge_discriminator_loss(fake_scores, False)),
            }
        self.note(**{name: loss for name, (_, loss) in terms.items()})
        return torch.stack([weight * loss for weight, loss in terms.values()]).sum()

    def adversarial_terms(self, batch: Batch, fake: Tensor) -> Terms:
        if self._segmenting:
            return self._segmentation().generator_terms(one_hot(batch.labels), fake, batch.picture)
        return super().adversarial_terms(batch, fake)

    def gan_loss(self, score: Sequence[Tensor]) -> Tensor:
        return hinge_generator_loss(score)

    @property
    def _segmenting(self) -> bool:
        return self.config.discriminator == SEGMENTATION

    def _segmentation(self) -> SegmentationCritic:
        return SegmentationCritic(self.discriminator, gan=self.config.gan, mix=self.config.mix)


def shape_of(config: SceneConfig, style_length: int) -> SceneShape:
    """The generator that the recipe names."""
    return SceneShape(
        style_length, channels=config.channels, hidden=config.hidden, noisy=config.noise, things=config.things
    )
