"""The contest report's perceptual loss: features are held against each other by their direction alone."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from lightning_modules.losses.backbones import Backbone


def perceptual_cosine(backbone: Backbone, fake: list[Tensor], real: list[Tensor]) -> Tensor:
    """1 - cosine similarity of the feature vectors (N, C, h, w) at every place, the mean of a layer, in float32.

    Layers weigh as the backbone says, and their weights sum to 1: the loss lies between 0 and 2.
    """
    terms = [
        weight * (1 - F.cosine_similarity(made.float(), true.float(), dim=1)).mean()
        for weight, made, true in zip(backbone.weights, fake, real, strict=True)
    ]
    return torch.stack(terms).sum() / sum(backbone.weights)
