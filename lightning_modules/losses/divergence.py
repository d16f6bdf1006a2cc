"""How far a style code's distribution is from the standard normal one (Kingma & Welling 2014, appendix B)."""

from __future__ import annotations

from torch import Tensor


def divergence_loss(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Kullback-Leibler divergence of codes (N, Z), summed over all of them as SPADE's code does; in float32."""
    mean, log_variance = mean.float(), log_variance.float()
    return -0.5 * (1 + log_variance - mean.square() - log_variance.exp()).sum()
