"""The losses of the label generators, against values worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch

from lightning_modules.losses.divergence import divergence_loss
from lightning_modules.losses.hinge import hinge_discriminator_loss, hinge_generator_loss
from lightning_modules.losses.matching import multiscale_matching_loss

SCORES = [torch.tensor([[2.0, 0.5]]), torch.tensor([[-3.0]])]


def test_the_hinge_asks_for_no_more_than_a_margin() -> None:
    assert float(hinge_discriminator_loss(SCORES, True)) == pytest.approx((0.25 + 4.0) / 2)
    assert float(hinge_discriminator_loss(SCORES, False)) == pytest.approx((2.25 + 0.0) / 2)
    assert float(hinge_generator_loss(SCORES)) == pytest.approx((-1.25 + 3.0) / 2)


def test_matching_sums_over_layers_averages_over_scales_and_leaves_scores_out() -> None:
    made = [[torch.full((1, 2), 3.0), torch.zeros(2, 2), torch.full((1,), 9.0)], [torch.ones(4), torch.zeros(1)]]
    true = [[torch.ones(1, 2), torch.full((2, 2), 0.5), torch.zeros(1)], [torch.zeros(4), torch.ones(1)]]
    assert float(multiscale_matching_loss(made, true)) == pytest.approx((2.0 + 0.5 + 1.0) / 2)


def test_matching_pulls_made_features_only() -> None:
    made, true = (torch.rand(3, requires_grad=True) for _ in range(2))
    multiscale_matching_loss([[made, made]], [[true, true]]).backward()  # type: ignore[no-untyped-call]
    assert made.grad is not None
    assert true.grad is None


def test_divergence_is_summed_over_the_codes() -> None:
    mean = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
    log_variance = torch.tensor([[0.0, math.log(2.0)], [0.0, 0.0]])
    by_hand = 0.5 * 1.0 + 0.5 * (2.0 - 1 - math.log(2.0)) + 0.5 * 4.0
    assert float(divergence_loss(mean, log_variance)) == pytest.approx(by_hand)
