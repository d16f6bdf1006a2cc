"""OASIS's adversarial loss: a discriminator that segments, with one class more for what was made (Sushko et al. 2020).

Logits are (N, L + 1, H, W): the labels' channels, then "made". All in float32.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor


def balanced_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy against one-hot `labels` (N, L, H, W), rare labels weighing as much as common ones (equation 1).

    A label's weight is the inverse of its share of the batch, scaled so that the weights of all labelled pixels
    average 1. Pixels without a label (all zeros) take no part.
    """
    labels = labels.float()
    pixels = labels.sum((0, 2, 3))
    present = (pixels > 0).sum().clamp(min=1)
    weights = pixels.sum() / pixels.clamp(min=1) / present
    surprise = -F.log_softmax(logits.float(), 1)[:, :-1] * labels
    return (surprise * weights[:, None, None]).sum() / pixels.sum().clamp(min=1)


def made_loss(logits: Tensor) -> Tensor:
    """Cross-entropy of every pixel against "made"."""
    return -F.log_softmax(logits.float(), 1)[:, -1].mean()
