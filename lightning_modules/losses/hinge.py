"""The hinge loss on several scales of patch scores (Lim & Ye 2017; Park et al. 2019, section 4); in float32."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def hinge_discriminator_loss(scores: Sequence[Tensor], real: bool) -> Tensor:
    """The mean over scales of how far patches are from being surely "real" (above 1) or "made" (below -1)."""
    sign = 1.0 if real else -1.0
    return torch.stack([F.relu(1 - sign * score.float()).mean() for score in scores]).mean()


def hinge_generator_loss(scores: Sequence[Tensor]) -> Tensor:
    """The mean over scales of made patches' scores, turned so that less is better."""
    return -torch.stack([score.float().mean() for score in scores]).mean()
