"""Networks may run in half precision; the losses on what they give do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from lightning_modules.losses.adversarial import (
    feature_matching_loss,
    lsgan_discriminator_loss,
    lsgan_generator_loss,
)
from lightning_modules.losses.divergence import divergence_loss
from lightning_modules.losses.hinge import hinge_discriminator_loss, hinge_generator_loss
from lightning_modules.losses.labelmix import consistency_loss
from lightning_modules.losses.logits import squares_towards, towards
from lightning_modules.losses.matching import multiscale_matching_loss
from lightning_modules.losses.perceptual import perceptual_loss
from lightning_modules.losses.perceptual_cosine import perceptual_cosine
from lightning_modules.losses.segmentation import balanced_loss, made_loss

Given = Callable[[torch.Tensor], torch.Tensor]


class FiveLayers:
    """What a perceptual loss asks of a backbone beside its features."""

    name = "five layers"
    weights = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1.0)
    normalised = True

    def __call__(self, picture: torch.Tensor) -> list[torch.Tensor]:
        return [picture] * len(self.weights)


def values(*shape: int) -> torch.Tensor:
    return 3 * torch.randn(*shape, generator=torch.Generator().manual_seed(len(shape)))


def two_labels() -> torch.Tensor:
    labels = torch.zeros(2, 3, 16, 16)
    labels[:, 1, :8], labels[:, 2, 8:] = 1, 1
    return labels


TAPS = (2, 3, 4, 5, 6)
LOSSES: dict[str, Callable[[Given], torch.Tensor]] = {
    "least squares, discriminator": lambda given: lsgan_discriminator_loss(
        given(values(2, 1, 9, 9)), given(values(2, 9))
    ),
    "least squares, generator": lambda given: lsgan_generator_loss(given(values(2, 1, 9, 9))),
    "least squares": lambda given: squares_towards(given(values(2, 1, 9, 9)), True),
    "logits": lambda given: towards(given(values(2, 1, 9, 9)), False),
    "hinge, discriminator": lambda given: hinge_discriminator_loss([given(values(2, 1, 9, 9))], True),
    "hinge, generator": lambda given: hinge_generator_loss([given(values(2, 1, 9, 9))]),
    "features": lambda given: feature_matching_loss([given(values(2, 4, 9, 9))], [given(values(2, 4, 9, 9).flip(0))]),
    "features of scales": lambda given: multiscale_matching_loss(
        [[given(values(2, 4, 9, 9))] * 2], [[given(values(2, 4, 9, 9).flip(0))] * 2]
    ),
    "divergence": lambda given: divergence_loss(given(values(2, 8)), given(values(2, 8).flip(0))),
    "labels": lambda given: balanced_loss(given(values(2, 4, 16, 16)), two_labels()),
    "made": lambda given: made_loss(given(values(2, 4, 16, 16))),
    "mixed": lambda given: consistency_loss(
        given(values(2, 4, 9, 9)),
        given(values(2, 4, 9, 9).flip(0)),
        given(values(2, 4, 9, 9).flip(1)),
        torch.ones(2, 1, 9, 9),
    ),
    "perceptual": lambda given: perceptual_loss(
        FiveLayers(), [given(values(1, n, 8, 8)) for n in TAPS], [given(values(1, n, 8, 8).flip(2)) for n in TAPS]
    ),
    "cosine": lambda given: perceptual_cosine(
        FiveLayers(), [given(values(1, n, 8, 8)) for n in TAPS], [given(values(1, n, 8, 8).flip(2)) for n in TAPS]
    ),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_losses_are_computed_in_fp32_though_networks_are_not(
    loss: Callable[[Given], torch.Tensor],
) -> None:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = loss(lambda value: value.bfloat16())
    assert found.dtype == torch.float32
    exact = loss(lambda value: value.bfloat16().double().float())
    assert torch.equal(found, exact)  # to the last bit: nothing but its input is rounded
