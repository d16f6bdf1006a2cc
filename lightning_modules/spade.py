"""SPADE as published (Park et al. 2019): hinge loss, feature matching, perceptual loss; generator step first."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average
from lightning_modules.base import RecipeModule
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.divergence import divergence_loss
from lightning_modules.losses.hinge import hinge_discriminator_loss, hinge_generator_loss
from lightning_modules.losses.matching import multiscale_matching_loss
from lightning_modules.losses.perceptual import perceptual_loss
from studio.labels import LANDSCAPE
from studio_spade.network import Shape, SpadeGenerator
from studio_torch.multiscale import MultiscaleDiscriminator
from studio_torch.spectral import raw_weight
from studio_torch.style_encoder import StyleEncoder
from studio_unet.sizes import one_hot

_GAIN = 0.02
_COLOURS = 3


class SpadeRecipe(RecipeModule):
    """Generator, with a latent the encoder too, their average, and the multi-scale PatchGAN.

    `semantics` is the number of the label map's channels; `backbone` gives perceptual features, None leaves them out.
    """

    config: SpadeConfig

    def __init__(
        self, config: SpadeConfig, budget: Budget, backbone: Backbone | None, semantics: int = len(LANDSCAPE)
    ) -> None:
        super().__init__(config, budget)
        parts: dict[str, nn.Module] = {"generator": SpadeGenerator(shape_of(config, semantics))}
        if config.latent:
            parts["encoder"] = StyleEncoder(channels=config.channels, latent=config.latent, spectral=True)
        self.networks = nn.ModuleDict(parts)
        self.discriminator = MultiscaleDiscriminator(
            semantics + _COLOURS, channels=config.d_channels, layers=config.d_layers, scales=config.d_scales
        )
        start_small(self.networks)
        start_small(self.discriminator)
        self.average = Average(self.networks, config.ema)
        # In a tuple, so that its frozen weights stay out of every checkpoint.
        self._backbone = (backbone,)

    def base_rates(self) -> list[float]:
        return [self.config.g_rate, self.config.d_rate]

    def configure_optimizers(self) -> list[Optimizer]:
        betas = (self.config.beta1, self.config.beta2)
        return [
            Adam(self.networks.parameters(), self.config.g_rate, betas),
            Adam(self.discriminator.parameters(), self.config.d_rate, betas),
        ]

    def on_fit_start(self) -> None:
        if isinstance(self._backbone[0], nn.Module):
            self._backbone[0].to(self.device)

    @property
    def backbone_name(self) -> str:
        """Whose features the perceptual loss compares."""
        backbone = self._backbone[0]
        return backbone.name if backbone is not None else "none"

    def semantics(self, batch: Batch) -> Tensor:
        """The label map as the networks take it, (N, S, H, W)."""
        return one_hot(batch.labels)

    def learn(self, batch: Batch) -> None:
        generator_optimizer, discriminator_optimizer = self._optimizers()
        semantics, real = self.semantics(batch), batch.picture
        self.discriminator.requires_grad_(False)
        self.step(generator_optimizer, self.generator_loss(semantics, real))
        self.discriminator.requires_grad_(True)
        # Drawn anew by the generator that has just learned, as the published trainer does: norms move twice a batch.
        with torch.no_grad():
            fake, _ = self.made(semantics, real)
        self.step(discriminator_optimizer, self.discriminator_loss(semantics, real, fake))
        self.average.update(self.networks, self.budget.batches_done)

    def made(self, semantics: Tensor, real: Tensor) -> tuple[Tensor, Tensor | None]:
        """Pictures (N, 3, H, W), and the divergence of the style codes that `real` gave them, if any."""
        if "encoder" not in self.networks:
            return self.networks["generator"](semantics), None
        mean, log_variance = self.networks["encoder"](real)
        code = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        return self.networks["generator"](semantics, code), divergence_loss(mean, log_variance)

    def generator_loss(self, semantics: Tensor, real: Tensor) -> Tensor:
        """Every loss that the recipe names, weighted."""
        config, backbone = self.config, self._backbone[0]
        fake, divergence = self.made(semantics, real)
        of_fake, of_real = self._judged(semantics, fake, real)
        terms = {
            "gan": (1.0, hinge_generator_loss(_scores(of_fake))),
            "matching": (config.matching, multiscale_matching_loss(of_fake, of_real)),
        }
        if divergence is not None:
            terms["divergence"] = (config.divergence, divergence)
        if backbone is not None and config.perceptual:
            with torch.no_grad():
                wanted = backbone(real)
            terms["perceptual"] = (config.perceptual, perceptual_loss(backbone, backbone(fake), wanted))
        self.note(**{name: loss for name, (_, loss) in terms.items()})
        return torch.stack([weight * loss for weight, loss in terms.values()]).sum()

    def discriminator_loss(self, semantics: Tensor, real: Tensor, fake: Tensor) -> Tensor:
        """Made pictures below -1, real ones above 1."""
        of_fake, of_real = self._judged(semantics, fake, real)
        for_fake = hinge_discriminator_loss(_scores(of_fake), False)
        for_real = hinge_discriminator_loss(_scores(of_real), True)
        self.note(d_fake=for_fake, d_real=for_real)
        return for_fake + for_real

    def _judged(self, semantics: Tensor, fake: Tensor, real: Tensor) -> tuple[list[list[Tensor]], list[list[Tensor]]]:
        """The discriminator's features of made and real pictures, from one pass: its spectral norms move once."""
        both = torch.cat([torch.cat([semantics, fake], 1), torch.cat([semantics, real], 1)])
        found = self.discriminator(both)
        count = len(fake)
        return [[x[:count] for x in scale] for scale in found], [[x[count:] for x in scale] for scale in found]


def shape_of(config: SpadeConfig, semantics: int, *, spectral: bool = True) -> Shape:
    """The generator that the recipe names; without `spectral`, as it is drawn with."""
    return Shape(
        semantics=semantics,
        channels=config.channels,
        hidden=config.hidden,
        latent=config.latent,
        crop_size=config.crop_size,
        spectral=spectral,
    )


@torch.no_grad()
def start_small(network: nn.Module) -> None:
    """Xavier's normal weights (Glorot & Bengio 2010) times 0.02, and biases of 0, as SPADE and TSIT start."""
    for module in network.modules():
        if not isinstance(module, nn.Conv2d | nn.Linear):
            continue
        nn.init.xavier_normal_(raw_weight(module), _GAIN)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


def _scores(features: list[list[Tensor]]) -> list[Tensor]:
    return [scale[-1] for scale in features]
