"""Who judges made pictures: the losses of a discriminator, for the generator and for itself."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor, nn

from lightning_modules.losses.hinge import hinge_discriminator_loss, hinge_generator_loss
from lightning_modules.losses.labelmix import consistency_loss, mixed, region_mask
from lightning_modules.losses.matching import multiscale_matching_loss
from lightning_modules.losses.segmentation import balanced_loss, made_loss

Terms = dict[str, tuple[float, Tensor]]
"""Losses by name, each with its weight."""
Features = list[list[Tensor]]


class Critic(Protocol):
    """Conditions are one-hot label maps (N, L, H, W) (all zeros where unknown), pictures (N, 3, H, W) in [-1, 1]."""

    network: nn.Module

    def generator_terms(self, condition: Tensor, fake: Tensor, real: Tensor) -> Terms:
        """What the generator learns from the discriminator."""

    def discriminator_terms(self, condition: Tensor, fake: Tensor, real: Tensor, chance: torch.Generator) -> Terms:
        """What the discriminator learns itself."""


class PatchCritic:
    """The multi-scale PatchGAN with hinge loss and feature matching (Park et al. 2019, section 4)."""

    def __init__(self, network: nn.Module, *, gan: float, matching: float, sees_condition: bool = True) -> None:
        self.network = network
        self._gan, self._matching = gan, matching
        self._sees_condition = sees_condition

    def generator_terms(self, condition: Tensor, fake: Tensor, real: Tensor) -> Terms:
        of_fake, of_real = self._judged(condition, fake, real)
        terms = {"gan": (self._gan, hinge_generator_loss(_scores(of_fake)))}
        if self._matching:
            terms["matching"] = (self._matching, multiscale_matching_loss(of_fake, of_real))
        return terms

    def discriminator_terms(self, condition: Tensor, fake: Tensor, real: Tensor, chance: torch.Generator) -> Terms:
        """Made pictures below -1, real ones above 1."""
        of_fake, of_real = self._judged(condition, fake, real)
        return {
            "d_fake": (1.0, hinge_discriminator_loss(_scores(of_fake), False)),
            "d_real": (1.0, hinge_discriminator_loss(_scores(of_real), True)),
        }

    def _judged(self, condition: Tensor, fake: Tensor, real: Tensor) -> tuple[Features, Features]:
        """Features of made and real pictures, from one pass: spectral norms move once."""
        both = torch.cat([fake, real])
        if self._sees_condition:
            both = torch.cat([torch.cat([condition, condition]), both], 1)
        found, count = self.network(both), len(fake)
        return [[x[:count] for x in scale] for scale in found], [[x[count:] for x in scale] for scale in found]


class SegmentationCritic:
    """OASIS (Sushko et al. 2020, section 3): every pixel is one of the labels, or made."""

    def __init__(self, network: nn.Module, *, gan: float, mix: float) -> None:
        self.network = network
        self._gan, self._mix = gan, mix

    def generator_terms(self, condition: Tensor, fake: Tensor, real: Tensor) -> Terms:
        """Every made pixel should pass for its label (equation 2)."""
        return {"gan": (self._gan, balanced_loss(self.network(fake), condition))}

    def discriminator_terms(self, condition: Tensor, fake: Tensor, real: Tensor, chance: torch.Generator) -> Terms:
        """Equation 1, and with `mix` LabelMix (equation 4)."""
        of_fake, of_real = self.network(fake), self.network(real)
        terms = {"d_fake": (1.0, made_loss(of_fake)), "d_real": (1.0, balanced_loss(of_real, condition))}
        if self._mix:
            mask = region_mask(condition, chance)
            of_mixed = self.network(mixed(mask, real, fake))
            terms["d_mix"] = (self._mix, consistency_loss(of_mixed, of_real, of_fake, mask))
        return terms


def _scores(features: Features) -> list[Tensor]:
    return [scale[-1] for scale in features]
