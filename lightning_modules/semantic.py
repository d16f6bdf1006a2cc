"""What SPADE and TSIT share in training: the generator's step first, hinge or segmentation, perceptual loss."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from lightning_modules.averaging import Average
from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.config_semantic import SemanticConfig
from lightning_modules.critics import Critic, Terms
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import bring
from lightning_modules.losses.divergence import divergence_loss
from lightning_modules.losses.perceptual import perceptual_loss
from lightning_modules.losses.perceptual_cosine import perceptual_cosine
from lightning_modules.parts import Part
from lightning_modules.phases import phase_at
from studio_torch.spectral import raw_weight

_GAIN = 0.02
_TURNS_APART = 2**60
"""Keeps the discriminator's chances apart from the generator's."""


class Scene(NamedTuple):
    """content: what is drawn from, (N, C, H, W), a label map's channels or a picture; real: pictures as they should
    look; likeness: pictures whose features the perceptual loss asks for."""

    content: Tensor
    real: Tensor
    likeness: Tensor


class SemanticRecipe(RecipeModule):
    """Generator, with a latent the encoder too, their average, and the discriminator with its losses.

    `backbone` gives perceptual features, None leaves them out.
    """

    config: SemanticConfig

    def __init__(
        self, config: SemanticConfig, budget: Budget, backbone: Backbone | None, networks: dict[str, nn.Module]
    ) -> None:
        super().__init__(config, budget)
        self.networks = nn.ModuleDict(networks)
        self.critic: Critic = self.build_critic()
        self.discriminator = self.critic.network
        start_small(self.networks)
        self.average = Average(self.networks, config.ema)
        # In a tuple, so that its frozen weights stay out of every checkpoint.
        self._backbone = (backbone,)

    @abstractmethod
    def build_critic(self) -> Critic:
        """Who judges, by the recipe."""

    @abstractmethod
    def scene(self, batch: Any) -> Scene:
        """A batch as the recipe takes it."""

    @abstractmethod
    def draw(self, networks: nn.ModuleDict, scene: Scene, code: Tensor | None, chance: torch.Generator) -> Tensor:
        """The generator's pictures (N, 3, H, W), from style codes (N, Z) where it takes them."""

    def base_rates(self) -> list[float]:
        return [self.config.g_rate, self.config.d_rate]

    def rate_factor(self) -> float:
        """As ever; in a training in phases also in proportion to the phase's rate."""
        phases = self.config.phases
        if not phases:
            return super().rate_factor()
        return super().rate_factor() * phases[phase_at(self.budget.fraction, len(phases))].rate / phases[0].rate

    def configure_optimizers(self) -> list[Optimizer]:
        betas = (self.config.beta1, self.config.beta2)
        return [
            Adam(self.networks.parameters(), self.config.g_rate, betas),
            Adam(self.discriminator.parameters(), self.config.d_rate, betas),
        ]

    def on_fit_start(self) -> None:
        bring(self._backbone[0], self.device)

    @property
    def backbone_name(self) -> str:
        """Whose features the perceptual loss compares."""
        backbone = self._backbone[0]
        return backbone.name if backbone is not None else "none"

    def learn(self, batch: Any) -> None:
        generator_optimizer, discriminator_optimizer = self._optimizers()
        self.discriminator.requires_grad_(False)
        self.step(generator_optimizer, batch, self._generator_loss)
        self.discriminator.requires_grad_(True)
        self.step(discriminator_optimizer, batch, self._discriminator_loss)
        self.average.update(self.networks, self.budget.batches_done)

    def _generator_loss(self, part: Part) -> Tensor:
        chance = torch.Generator().manual_seed(self.chance_seed(part))
        return self.total(self.generator_terms(self.scene(part.batch), chance))

    def _discriminator_loss(self, part: Part) -> Tensor:
        scene, chance = self.scene(part.batch), torch.Generator().manual_seed(self.chance_seed(part) + _TURNS_APART)
        # Drawn anew by the generator that has just learned, as the published trainers do: norms move twice a batch.
        with torch.no_grad():
            fake, _ = self.made(scene, chance)
        return self.total(self.critic.discriminator_terms(scene.content, fake, scene.real, chance))

    def made(self, scene: Scene, chance: torch.Generator) -> tuple[Tensor, Tensor | None]:
        """Pictures, and the divergence of the style codes that the real ones gave them, if any."""
        if "encoder" not in self.networks:
            return self.draw(self.networks, scene, None, chance), None
        mean, log_variance = self.networks["encoder"](scene.real)
        noise = torch.randn(mean.shape, generator=chance).to(mean)
        code = mean + noise * (0.5 * log_variance).exp()
        return self.draw(self.networks, scene, code, chance), divergence_loss(mean, log_variance)

    def generator_terms(self, scene: Scene, chance: torch.Generator) -> Terms:
        """Every loss of the generator that the recipe names."""
        config, backbone = self.config, self._backbone[0]
        fake, divergence = self.made(scene, chance)
        terms = self.critic.generator_terms(scene.content, fake, scene.real)
        if divergence is not None:
            terms["divergence"] = (config.divergence, divergence)
        if backbone is not None and config.perceptual:
            with torch.no_grad():
                wanted = backbone(scene.likeness)
            compare = perceptual_cosine if config.similarity == "cosine" else perceptual_loss
            terms["perceptual"] = (config.perceptual, compare(backbone, backbone(fake), wanted))
        return terms

    def total(self, terms: Terms) -> Tensor:
        """The weighted sum; each loss goes into the metrics as it is."""
        self.note(**{name: loss for name, (_, loss) in terms.items()})
        return torch.stack([weight * loss for weight, loss in terms.values()]).sum()


@torch.no_grad()
def start_small(network: nn.Module) -> None:
    """Xavier's normal weights (Glorot & Bengio 2010) times 0.02, and biases of 0, as SPADE and TSIT start."""
    for module in network.modules():
        if not isinstance(module, nn.Conv2d | nn.Linear):
            continue
        nn.init.xavier_normal_(raw_weight(module), _GAIN)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


def with_noise(content: Tensor, planes: int, chance: torch.Generator) -> Tensor:
    """`content` (N, C, H, W) with noise planes behind it, one value each for the whole picture (Sushko et al. 2020)."""
    if not planes:
        return content
    noise = torch.randn(len(content), planes, 1, 1, generator=chance).to(content)
    return torch.cat([content, noise.expand(-1, -1, *content.shape[2:])], 1)
