"""Adversarial losses on maps of patch scores; all in float32."""

from __future__ import annotations

import torch
from torch import Tensor


def lsgan_discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Least squares (Mao et al. 2017): real patches towards 1, made ones towards 0, halved as in pix2pix."""
    return 0.5 * ((real.float() - 1).square().mean() + fake.float().square().mean())


def lsgan_generator_loss(fake: Tensor) -> Tensor:
    """Least squares: made patches towards 1."""
    return (fake.float() - 1).square().mean()


def feature_matching_loss(fake: list[Tensor], real: list[Tensor]) -> Tensor:
    """L1 between the discriminator's features of made and real pictures (Wang et al. 2018, equation 4).

    Each layer is divided by the mean size of its real features; without that the term is too small to matter.
    """
    terms = [
        (made.float() - true.float()).abs().mean() / (true.float().abs().mean() + 1e-3)
        for made, true in zip(fake, real, strict=True)
    ]
    return torch.stack(terms).mean()
