"""pix2pix with perceptual loss: labels to pictures, LSGAN on a PatchGAN, discriminator step first.

The objective is Isola et al. 2017 (equation 4) with least squares, a five-layer perceptual loss, and, where a preset
asks for them, feature matching and a texture loss. Presets say how much each weighs.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average, freeze_batch_norms
from lightning_modules.base import RecipeModule
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.critics import Terms
from lightning_modules.losses.adversarial import (
    feature_matching_loss,
    lsgan_discriminator_loss,
    lsgan_generator_loss,
)
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import bring
from lightning_modules.losses.perceptual import perceptual_loss
from lightning_modules.losses.texture import texture_loss
from lightning_modules.parts import Drawn, Part
from lightning_modules.precision import channels_last
from lightning_modules.recomputing import blocks_in
from studio.labels import LANDSCAPE
from studio_torch.scenes import QUIET_LABELS, draw_noise, one_hot
from studio_unet.discriminator import PatchDiscriminator
from studio_unet.sizes import build
from studio_unet.workshop import DrawingLevel, ReadingLevel, ResidualBlock

OBJECTS = LANDSCAPE.ids("sun", "road", "building", "house", "tree")


class Pix2Pix(RecipeModule):
    """The generator, its average and the PatchGAN. `backbone` gives perceptual features; None when no loss needs it."""

    config: Pix2PixConfig
    textured: Tensor
    objects: Tensor

    def __init__(self, config: Pix2PixConfig, budget: Budget, style_length: int, backbone: Backbone | None) -> None:
        super().__init__(config, budget)
        self.generator = channels_last(self.build_generator(style_length))
        self.average = Average(self.generator, config.ema)
        self.discriminator = channels_last(self.build_discriminator(style_length))
        # In a tuple, so that its frozen weights stay out of every checkpoint.
        self._backbone = (backbone,)
        textured = torch.ones(len(LANDSCAPE))
        textured[list(QUIET_LABELS)] = 0.0
        self.register_buffer("textured", textured, persistent=False)
        objects = torch.ones(len(LANDSCAPE))
        objects[list(OBJECTS)] = config.object_weight
        self.register_buffer("objects", objects, persistent=False)

    def build_generator(self, style_length: int) -> nn.Module:
        """The network that the recipe names."""
        return build(self.config.network, style_length, things=self.config.things)

    def build_discriminator(self, style_length: int) -> nn.Module:
        """Who judges, by the recipe."""
        return PatchDiscriminator(
            labels=len(LANDSCAPE),
            style=style_length,
            channels=self.config.d_channels,
            norm=self.config.d_norm,
            style_gain=self.config.style_gain,
        )

    def base_rates(self) -> list[float]:
        return [self.config.g_rate, self.config.d_rate]

    def configure_optimizers(self) -> list[Optimizer]:
        betas = (self.config.beta1, self.config.beta2)
        return [
            Adam(self.generator.parameters(), self.config.g_rate, betas),
            Adam(self.discriminator.parameters(), self.config.d_rate, betas),
        ]

    def on_fit_start(self) -> None:
        bring(self._backbone[0], self.device)

    def on_train_epoch_start(self) -> None:
        if self.config.freeze_norms:
            freeze_batch_norms(self.generator)

    @property
    def backbone_name(self) -> str:
        """Whose features the perceptual loss compares."""
        backbone = self._backbone[0]
        return backbone.name if backbone is not None else "none"

    @property
    def adversarial(self) -> bool:
        """Whether the PatchGAN takes part yet."""
        return self.config.gan > 0 and self.budget.fraction >= self.config.gan_from

    def learn(self, batch: Batch) -> None:
        generator_optimizer, discriminator_optimizer = self._optimizers()
        drawn = Drawn(self.generator, self._draw)
        if self.adversarial:
            self.discriminator.requires_grad_(True)
            self.step(
                discriminator_optimizer,
                batch,
                lambda part: self.discriminator_loss(part.batch, drawn.without_graph(part)),
            )
        self.discriminator.requires_grad_(False)
        self.step(generator_optimizer, batch, lambda part: self.generator_loss(part.batch, drawn.with_graph(part)))
        self.average.update(self.generator, self.budget.batches_done)

    def blocks(self) -> list[nn.Module]:
        return blocks_in(self.generator, ReadingLevel, ResidualBlock, DrawingLevel)

    def _draw(self, part: Part) -> Tensor:
        made: Tensor = self.generator(one_hot(part.batch.labels), part.batch.style, self._noise(part))
        return made

    def discriminator_loss(self, batch: Batch, fake: Tensor) -> Tensor:
        """Real pairs towards 1, made ones towards 0."""
        labels = one_hot(batch.labels)
        real_score, _ = self.discriminator(labels, batch.picture, batch.style)
        fake_score, _ = self.discriminator(labels, fake, batch.style)
        loss = lsgan_discriminator_loss(real_score, fake_score)
        self.note(d=loss, d_real=real_score.mean(), d_fake=fake_score.mean())
        return loss

    def generator_loss(self, batch: Batch, fake: Tensor) -> Tensor:
        """The weighted sum of every loss that the recipe names."""
        config, real, labels = self.config, batch.picture, one_hot(batch.labels)
        emphasis = self.objects[batch.labels.long()][:, None]
        emphasis = emphasis / emphasis.mean()
        terms: Terms = {}
        if config.l1:
            terms["l1"] = (config.l1, self._colour_loss(fake, real, emphasis))
        backbone = self._backbone[0]
        if backbone is not None:
            with torch.no_grad():
                real_features = backbone(real)
            fake_features = backbone(fake)
            terms["perceptual"] = (config.perceptual, perceptual_loss(backbone, fake_features, real_features, emphasis))
            if config.texture:
                with torch.autocast(self.device.type, enabled=False):
                    texture = texture_loss(fake, real, fake_features[:3], real_features[:3], labels, self.textured)
                terms["texture"] = (config.texture, texture)
        if self.adversarial:
            terms |= self.adversarial_terms(batch, fake)
        self.note(**{name: loss for name, (_, loss) in terms.items()})
        return torch.stack([weight * loss for weight, loss in terms.values()]).sum()

    def adversarial_terms(self, batch: Batch, fake: Tensor) -> Terms:
        """What the generator learns from the discriminator."""
        labels = one_hot(batch.labels)
        score, features = self.discriminator(labels, fake, batch.style)
        terms: Terms = {"gan": (self.config.gan, self.gan_loss(score))}
        if self.config.matching:
            with torch.no_grad():
                _, wanted = self.discriminator(labels, batch.picture, batch.style)
            terms["matching"] = (self.config.matching, feature_matching_loss(features, wanted))
        return terms

    def gan_loss(self, score: Any) -> Tensor:
        """How far from real the discriminator finds what was made."""
        return lsgan_generator_loss(score)

    def _colour_loss(self, fake: Tensor, real: Tensor, emphasis: Tensor) -> Tensor:
        """L1 per pixel; `coarse` of it on 8×8 averages, which fix colours without asking for each blade of grass."""
        fine = ((fake - real).abs() * emphasis).mean()
        coarse = (F.avg_pool2d(fake, 8) - F.avg_pool2d(real, 8)).abs().mean()
        return (1 - self.config.coarse) * fine + self.config.coarse * coarse

    def _noise(self, part: Part) -> tuple[Tensor, ...]:
        generator = torch.Generator(self.device).manual_seed(self.chance_seed(part))
        labels = part.batch.labels
        return draw_noise(self.generator, len(labels), labels.shape[1:], generator)

    def load_generator(self, state: dict[str, Any]) -> None:
        """Start from another generator's weights (same network and style names)."""
        self.generator.load_state_dict(state)
        self.average.network.load_state_dict(state)
