"""The Wasserstein loss's gradient penalty (Gulrajani et al. 2017); in float32."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def gradient_penalty(critic: Callable[[Tensor], Tensor], between: Tensor) -> Tensor:
    """How far the critic's gradient at the pictures `between` (N, C, H, W) real and made ones is from length 1.

    The length is taken over all of a picture's values, the mean of squares over pictures. Call it outside autocast: in
    half precision the sum of squares overflows.
    """
    between = between.detach().float().requires_grad_(True)
    scores = critic(between)
    (gradient,) = torch.autograd.grad(scores, between, torch.ones_like(scores), create_graph=True)
    lengths = gradient.flatten(1).square().sum(1).sqrt()
    return (lengths - 1).square().mean()
