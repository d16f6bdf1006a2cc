"""CartoonGAN's content loss (Chen et al. 2018, equation 5): one deep layer's L1, which leaves room for another hand."""

from __future__ import annotations

import torch
from torch import Tensor

from lightning_modules.losses.backbones import Backbone, Vgg19Features

# The scene reader's layer that lies as deep as VGG-19's fourth group.
_READER_LAYER = 3


def content_loss(backbone: Backbone, made: Tensor, photograph: Tensor) -> Tensor:
    """Mean L1 of deep features of both pictures (N, 3, H, W) in [-1, 1]; no gradient flows into the photograph.

    VGG-19: conv4_4 before its ReLU, of (x + 1) / 2. The scene reader: its fourth layer, divided by the mean size of the
    photograph's features, since those have no scale that anyone knows.
    """
    if isinstance(backbone, Vgg19Features):
        with torch.no_grad():
            wanted = backbone.conv4_4((photograph + 1) / 2)
        return (backbone.conv4_4((made + 1) / 2).float() - wanted.float()).abs().mean()
    with torch.no_grad():
        wanted = backbone(photograph)[_READER_LAYER]
    difference = (backbone(made)[_READER_LAYER].float() - wanted.float()).abs().mean()
    return difference / (wanted.float().abs().mean() + 1e-3)
