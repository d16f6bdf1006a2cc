"""CartoonGAN (Chen et al. 2018): photographs to cartoons, without pairs; discriminator step first.

First the content loss alone, until the generator gives back what it sees; then the edge-promoting adversarial loss,
whose discriminator holds cartoons against made pictures and against cartoons with blurred edges.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average
from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import bring
from lightning_modules.losses.content import content_loss
from lightning_modules.losses.logits import towards
from lightning_modules.parts import Drawn, Part
from lightning_modules.picture_configs import CartoonGanConfig
from lightning_modules.precision import channels_last
from studio_cartoongan.discriminator import CartoonDiscriminator
from studio_cartoongan.network import CartoonGenerator

_DROPS = (0.5, 0.75)
_DROP = 0.1


class CartoonGan(RecipeModule):
    """The generator, its average and the discriminator; `backbone` compares contents.

    A batch is (photographs, cartoons, the cartoons with blurred edges), each (N, 3, H, W) in [-1, 1].
    """

    config: CartoonGanConfig

    def __init__(self, config: CartoonGanConfig, budget: Budget, backbone: Backbone) -> None:
        super().__init__(config, budget)
        self.generator = channels_last(CartoonGenerator(channels=config.channels, blocks=config.blocks))
        self.discriminator = channels_last(CartoonDiscriminator(channels=config.d_channels))
        for network in (self.generator, self.discriminator):
            network.apply(_initialise)
        self.average = Average(self.generator, config.ema)
        # In a tuple, so that its frozen weights stay out of every checkpoint.
        self._backbone = (backbone,)

    def base_rates(self) -> list[float]:
        return [self.config.g_rate, self.config.d_rate]

    def configure_optimizers(self) -> list[Optimizer]:
        betas = (self.config.beta1, self.config.beta2)
        return [
            Adam(self.generator.parameters(), self.config.g_rate, betas),
            Adam(self.discriminator.parameters(), self.config.d_rate, betas),
        ]

    def rate_factor(self) -> float:
        if not self.config.drops:
            return super().rate_factor()
        done = (self.budget.fraction - self.config.init) / (1 - self.config.init)
        return _DROP ** sum(done >= drop for drop in _DROPS)

    def on_fit_start(self) -> None:
        bring(self._backbone[0], self.device)

    @property
    def backbone_name(self) -> str:
        """Whose features the content loss compares."""
        return self._backbone[0].name

    @property
    def adversarial(self) -> bool:
        """Whether the discriminator takes part yet."""
        return self.budget.fraction >= self.config.init

    def learn(self, batch: tuple[Tensor, Tensor, Tensor]) -> None:
        generator_optimizer, discriminator_optimizer = self._optimizers()
        drawn = Drawn(self.generator, lambda part: self.generator(part.batch[0]))
        if self.adversarial:
            self.discriminator.requires_grad_(True)
            self.step(
                discriminator_optimizer, batch, lambda part: self.discriminator_loss(part, drawn.without_graph(part))
            )
        self.discriminator.requires_grad_(False)
        self.step(generator_optimizer, batch, lambda part: self.generator_loss(part.batch[0], drawn.with_graph(part)))
        self.average.update(self.generator, self.budget.batches_done)

    def blocks(self) -> list[nn.Module]:
        return [self.generator.down_convs, self.generator.resnet_blocks, self.generator.up_convs]

    def discriminator_loss(self, part: Part, made: Tensor) -> Tensor:
        """Cartoons towards 1; made pictures, and cartoons without clear edges, towards 0 (equation 3)."""
        _, cartoon, smoothed = part.batch
        for_cartoon = towards(self.discriminator(cartoon), True)
        for_made = towards(self.discriminator(made), False)
        for_smoothed = towards(self.discriminator(smoothed), False)
        self.note(d_cartoon=for_cartoon, d_made=for_made, d_smoothed=for_smoothed)
        return for_cartoon + for_made + for_smoothed

    def generator_loss(self, photograph: Tensor, made: Tensor) -> Tensor:
        """The content of the photograph and, after the first phase, the discriminator's favour (equation 2)."""
        content = content_loss(self._backbone[0], made, photograph)
        self.note(content=content)
        loss = self.config.content * content
        if self.adversarial:
            gan = towards(self.discriminator(made), True)
            self.note(gan=gan)
            loss = loss + gan
        return loss


def _initialise(module: Any) -> None:
    """Weights N(0, 0.02), biases 0, as the reimplementation starts."""
    if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(module.weight, 0.0, 0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
