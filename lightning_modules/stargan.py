"""StarGAN (Choi et al. 2018): one generator for many domains; Wasserstein critic first, in float32."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average, freeze_batch_norms
from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.losses.wasserstein import gradient_penalty
from lightning_modules.picture_configs import StarGanConfig
from studio_stargan.discriminator import StarDiscriminator
from studio_stargan.network import StarGenerator
from studio_torch.change_net import ChangeNet
from studio_torch.networks import CHANGE


class StarGan(RecipeModule):
    """The generator, its average and the critic that also tells domains.

    A batch is (pictures (N, 3, H, W) in [-1, 1], domains float (N, D)). exclusive: whether a picture is of exactly one
    domain (classes, told apart by cross-entropy), or has any number of them (attributes, each for itself).
    """

    config: StarGanConfig

    def __init__(self, config: StarGanConfig, budget: Budget, domains: int, *, exclusive: bool) -> None:
        super().__init__(config, budget)
        self.exclusive = exclusive
        sizes = {"channels": config.channels, "blocks": config.blocks}
        self.generator = (
            ChangeNet(words=domains, **sizes) if config.network == CHANGE else StarGenerator(domains=domains, **sizes)
        )
        self.average = Average(self.generator, config.ema)
        self.discriminator = StarDiscriminator(
            size=config.crop_size, domains=domains, channels=config.d_channels, layers=config.d_layers
        )

    def base_rates(self) -> list[float]:
        return [self.config.g_rate, self.config.d_rate]

    def configure_optimizers(self) -> list[Optimizer]:
        betas = (self.config.beta1, self.config.beta2)
        return [
            Adam(self.generator.parameters(), self.config.g_rate, betas),
            Adam(self.discriminator.parameters(), self.config.d_rate, betas),
        ]

    def on_train_epoch_start(self) -> None:
        if self.config.freeze_norms:
            freeze_batch_norms(self.generator)

    def learn(self, batch: tuple[Tensor, Tensor]) -> None:
        picture, domains = batch
        order, mix = self.chances(len(picture))
        whole = (picture, domains, domains[order.to(domains.device)], mix.to(picture))
        generator_optimizer, discriminator_optimizer = self._optimizers()
        self.discriminator.requires_grad_(True)
        self.step(discriminator_optimizer, whole, lambda part: self.discriminator_loss(*part.batch))
        if (self.budget.batches_done + 1) % self.config.critics == 0:
            self.discriminator.requires_grad_(False)
            self.step(generator_optimizer, whole, lambda part: self.generator_loss(*part.batch[:3]))
        self.average.update(self.generator, self.budget.batches_done)

    def blocks(self) -> list[nn.Module]:
        network = self.generator
        return [*network.blocks, *network.up] if isinstance(network, ChangeNet) else [network.main]

    def chances(self, count: int) -> tuple[Tensor, Tensor]:
        """Which picture lends which its domains as a target, and how far between real and made the penalty looks."""
        chance = torch.Generator().manual_seed(self.chance_seed())
        return torch.randperm(count, generator=chance), torch.rand(count, 1, 1, 1, generator=chance)

    def discriminator_loss(self, picture: Tensor, domains: Tensor, target: Tensor, mix: Tensor) -> Tensor:
        """The critic's distance, the real picture's domains, and the gradient penalty at `mix` of real and made."""
        with torch.no_grad():
            fake = self.generator(picture, target).float()
        with torch.autocast(self.device.type, enabled=False):
            real_score, logits = self.discriminator(picture.float())
            fake_score, _ = self.discriminator(fake)
            real, made = -real_score.mean(), fake_score.mean()
            classes = self.classification_loss(logits, domains)
            between = mix * picture.float() + (1 - mix) * fake
            penalty = gradient_penalty(self._score, between)
        self.note(d_real=real, d_fake=made, d_classes=classes, d_penalty=penalty)
        loss: Tensor = real + made + self.config.classes * classes + self.config.penalty * penalty
        return loss

    def generator_loss(self, picture: Tensor, domains: Tensor, target: Tensor) -> Tensor:
        """The critic's score, the target's domains told, and L1 of the way there and back (equation 4)."""
        fake = self.generator(picture, target)
        back = self.generator(fake, domains)
        with torch.autocast(self.device.type, enabled=False):
            score, logits = self.discriminator(fake.float())
            gan = -score.mean()
            classes = self.classification_loss(logits, target)
            cycle = F.l1_loss(back.float(), picture.float())
        self.note(gan=gan, cycle=cycle, classes=classes)
        loss: Tensor = gan + self.config.cycle * cycle + self.config.classes * classes
        return loss

    def _score(self, picture: Tensor) -> Tensor:
        score: Tensor = self.discriminator(picture)[0]
        return score

    def classification_loss(self, logits: Tensor, domains: Tensor) -> Tensor:
        """Classes: cross-entropy. Attributes: binary ones, summed per picture as published, averaged over pictures."""
        if self.exclusive:
            return F.cross_entropy(logits, domains.argmax(1))
        return F.binary_cross_entropy_with_logits(logits, domains, reduction="sum") / len(logits)
