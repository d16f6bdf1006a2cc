"""The adversarial loss of the first GANs (Goodfellow et al. 2014), from logits; in float32."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def towards(logits: Tensor, real: bool) -> Tensor:
    """Mean cross-entropy of patch logits against "real" or "made".

    From logits, since the same loss on a sigmoid's output overflows in half precision, where autocast forbids it.
    """
    logits = logits.float()
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, float(real)))


def squares_towards(scores: Tensor, real: bool) -> Tensor:
    """Mean square from 1 for "real" and from 0 for "made" (Mao et al. 2017); in float32."""
    return (scores.float() - float(real)).square().mean()
