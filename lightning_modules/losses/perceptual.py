"""Perceptual loss: L1 between the features of two pictures, layer by layer (Johnson et al. 2016)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from lightning_modules.losses.backbones import Backbone


def perceptual_loss(
    backbone: Backbone, fake: list[Tensor], real: list[Tensor], emphasis: Tensor | None = None
) -> Tensor:
    """The weighted sum over the backbone's layers, in float32.

    `emphasis` (N, 1, H, W) weighs places, and is brought to each layer's size. A normalised backbone divides each
    layer by the mean size of its real features, and the sum by its weights.
    """
    terms = []
    for weight, made, true in zip(backbone.weights, fake, real, strict=True):
        difference = (made.float() - true.float()).abs()
        if emphasis is not None:
            difference = difference * F.adaptive_avg_pool2d(emphasis, (difference.shape[2], difference.shape[3]))
        term = difference.mean()
        if backbone.normalised:
            term = term / (true.float().abs().mean() + 1e-3) / sum(backbone.weights)
        terms.append(weight * term)
    return torch.stack(terms).sum()
