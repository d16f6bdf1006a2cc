"""pix2pix as published (Isola et al. 2017): pictures to pictures, PatchGAN and L1, discriminator step first."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average
from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.losses.logits import squares_towards, towards
from lightning_modules.parts import Drawn, Part
from lightning_modules.picture_configs import PicturePairsConfig
from lightning_modules.precision import channels_last
from studio_unet.patchgan import PatchGan
from studio_unet.pix2pix import Norm, UNet
from studio_unet.resnet import Resnet

_COLOURS = 3
_DOWNS = {"unet_256": 8, "unet_128": 7}
_BLOCKS = {"resnet_9blocks": 9, "resnet_6blocks": 6}


class PicturePairs(RecipeModule):
    """The generator, its average and the PatchGAN. A batch is (condition, picture), each (N, 3, H, W) in [-1, 1]."""

    config: PicturePairsConfig

    def __init__(self, config: PicturePairsConfig, budget: Budget) -> None:
        super().__init__(config, budget)
        norm: Norm = "batch" if config.norm == "batch" else "instance"
        self.generator = channels_last(generator_of(config, norm))
        self.average = Average(self.generator, config.ema)
        patchgan = PatchGan(2 * _COLOURS, channels=config.d_channels, layers=config.d_layers, norm=norm)
        self.discriminator = channels_last(patchgan)
        self._towards = towards if config.objective == "vanilla" else squares_towards

    def base_rates(self) -> list[float]:
        return [self.config.rate, self.config.rate]

    def configure_optimizers(self) -> list[Optimizer]:
        betas = (self.config.beta1, self.config.beta2)
        networks = (self.generator, self.discriminator)
        return [Adam(network.parameters(), self.config.rate, betas) for network in networks]

    def learn(self, batch: tuple[Tensor, Tensor]) -> None:
        generator_optimizer, discriminator_optimizer = self._optimizers()
        drawn = Drawn(self.generator, lambda part: self.generator(part.batch[0]))
        self.discriminator.requires_grad_(True)
        self.step(discriminator_optimizer, batch, lambda part: self.discriminator_loss(part, drawn.without_graph(part)))
        self.discriminator.requires_grad_(False)
        self.step(generator_optimizer, batch, lambda part: self.generator_loss(part, drawn.with_graph(part)))
        self.average.update(self.generator, self.budget.batches_done)

    def blocks(self) -> list[nn.Module]:
        return [self.generator.model] if isinstance(self.generator, Resnet) else []

    def discriminator_loss(self, part: Part, fake: Tensor) -> Tensor:
        """Made pairs towards 0 and real ones towards 1, halved (section 3.3).

        Made ones first: batch norms average in this order, as the published code's do.
        """
        condition, real = part.batch
        for_fake = self._towards(self.discriminator(torch.cat([condition, fake], 1)), False)
        for_real = self._towards(self.discriminator(torch.cat([condition, real], 1)), True)
        self.note(d_real=for_real, d_fake=for_fake)
        return (for_fake + for_real) / 2

    def generator_loss(self, part: Part, fake: Tensor) -> Tensor:
        """The made pair towards 1, and L1 (equation 4)."""
        condition, real = part.batch
        gan = self._towards(self.discriminator(torch.cat([condition, fake], 1)), True)
        colour = F.l1_loss(fake.float(), real.float())
        self.note(gan=gan, l1=colour)
        return gan + self.config.l1 * colour


def generator_of(config: PicturePairsConfig, norm: Norm) -> UNet | Resnet:
    """The generator that the recipe names, untrained."""
    if config.network in _DOWNS:
        downs = _DOWNS[config.network]
        return UNet(inputs=_COLOURS, downs=downs, channels=config.channels, norm=norm, dropout=config.dropout)
    blocks = _BLOCKS[config.network]
    return Resnet(channels=config.channels, blocks=blocks, norm=norm, dropout=config.dropout)
