"""CartoonGAN (Chen et al. 2018): photographs to cartoons, without pairs; discriminator step first.

First the content loss alone, until the generator gives back what it sees; then the edge-promoting adversarial loss,
whose discriminator holds cartoons against made pictures and against cartoons with blurred edges.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, l1_loss
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average, freeze_batch_norms
from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import bring
from lightning_modules.losses.content import content_loss
from lightning_modules.losses.logits import towards
from lightning_modules.losses.perceptual import perceptual_loss
from lightning_modules.parts import Drawn, Part
from lightning_modules.picture_configs import CartoonGanConfig
from lightning_modules.precision import channels_last
from studio_cartoongan.discriminator import CartoonDiscriminator
from studio_cartoongan.network import CartoonGenerator
from studio_torch.change_net import ChangeNet
from studio_torch.networks import CHANGE

_DROPS = (0.5, 0.75)
_AFAR = 16  # pixels that make one, seen from afar
_DROP = 0.1


class CartoonGan(RecipeModule):
    """The generator, its average and the discriminator; `backbone` compares contents.

    A batch is (photographs, cartoons, the cartoons with blurred edges), each (N, 3, H, W) in [-1, 1], and, where the
    recipe asks for `paired`, whether a photograph's result is known, (N, 1), and those results, (N, 3, H, W).
    """

    config: CartoonGanConfig

    def __init__(self, config: CartoonGanConfig, budget: Budget, backbone: Backbone) -> None:
        super().__init__(config, budget)
        self.generator = channels_last(_generator(config))
        self.discriminator = channels_last(CartoonDiscriminator(channels=config.d_channels))
        for network in (self.generator, self.discriminator):
            if not isinstance(network, ChangeNet):
                network.apply(_initialise)
        self.average = Average(self.generator, config.ema)
        # In a tuple, so that its frozen weights stay out of every checkpoint.
        self._backbone = (backbone,)

    def base_rates(self) -> list[float]:
        return [self.config.g_rate, self.config.d_rate]

    def on_train_epoch_start(self) -> None:
        if self.config.freeze_norms:
            freeze_batch_norms(self.generator)

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

    def learn(self, batch: tuple[Tensor, ...]) -> None:
        generator_optimizer, discriminator_optimizer = self._optimizers()
        drawn = Drawn(self.generator, lambda part: self.generator(part.batch[0]))
        if self.adversarial:
            self.discriminator.requires_grad_(True)
            self.step(
                discriminator_optimizer, batch, lambda part: self.discriminator_loss(part, drawn.without_graph(part))
            )
        self.discriminator.requires_grad_(False)
        self.step(generator_optimizer, batch, lambda part: self.generator_loss(part.batch, drawn.with_graph(part)))
        self.average.update(self.generator, self.budget.batches_done)

    def blocks(self) -> list[nn.Module]:
        network = self.generator
        if isinstance(network, ChangeNet):
            return [*network.blocks, *network.up]
        return [network.down_convs, network.resnet_blocks, network.up_convs]

    def discriminator_loss(self, part: Part, made: Tensor) -> Tensor:
        """Cartoons towards 1; made pictures, and cartoons without clear edges, towards 0 (equation 3)."""
        cartoon, smoothed = part.batch[1:3]
        for_cartoon = towards(self.discriminator(cartoon), True)
        for_made = towards(self.discriminator(made), False)
        for_smoothed = towards(self.discriminator(smoothed), False)
        self.note(d_cartoon=for_cartoon, d_made=for_made, d_smoothed=for_smoothed)
        return for_cartoon + for_made + for_smoothed

    def generator_loss(self, batch: tuple[Tensor, ...], made: Tensor) -> Tensor:
        """The content of the photograph and, after the first phase, the discriminator's favour (equation 2).

        A photograph whose result is known is held against that instead.
        """
        config = self.config
        terms: dict[str, Tensor] = {}
        known = batch[3][:, 0] > 0 if config.paired else torch.zeros(len(made), dtype=torch.bool, device=made.device)
        if known.any():
            terms |= self._paired_losses(batch[4][known], made[known])
        if not known.all():
            terms["content"] = content_loss(self._backbone[0], made[~known], batch[0][~known])
            if config.kept:
                terms["kept"] = l1_loss(
                    avg_pool2d(made[~known].float(), _AFAR), avg_pool2d(batch[0][~known].float(), _AFAR)
                )
        if self.adversarial:
            terms["gan"] = towards(self.discriminator(made), True)
        self.note(**terms)
        weights = {
            "content": config.content,
            "kept": config.kept,
            "paired": config.paired,
            "slopes": config.slopes,
            "features": config.perceptual,
            "gan": config.gan,
        }
        return torch.stack([weights[name] * value for name, value in terms.items()]).sum()

    def _paired_losses(self, result: Tensor, made: Tensor) -> dict[str, Tensor]:
        """L1, slopes and features against the known results, both (n, 3, H, W)."""
        terms = {"paired": l1_loss(made.float(), result.float())}
        if self.config.slopes:
            terms["slopes"] = slopes_loss(made.float(), result.float())
        if self.config.perceptual:
            backbone = self._backbone[0]
            with torch.no_grad():
                wanted = backbone(result)
            terms["features"] = perceptual_loss(backbone, backbone(made), wanted)
        return terms


def slopes_loss(made: Tensor, wanted: Tensor) -> Tensor:
    """L1 between neighbours' differences of two batches (N, 3, H, W): flat areas flat, edges steps.

    Grain that L1 on pixels hardly sees counts in full, in each direction.
    """
    off = made - wanted
    return off.diff(dim=2).abs().mean() + off.diff(dim=3).abs().mean()


def _generator(config: CartoonGanConfig) -> CartoonGenerator | ChangeNet:
    network = ChangeNet if config.network == CHANGE else CartoonGenerator
    return network(channels=config.channels, blocks=config.blocks)


def _initialise(module: Any) -> None:
    """Weights N(0, 0.02), biases 0, as the reimplementation starts."""
    if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(module.weight, 0.0, 0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
