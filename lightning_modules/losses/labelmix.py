"""LabelMix: a picture mixed of a real and a made one along label borders is judged as its parts are (Sushko et al.
2020, section 3.2)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def region_mask(labels: Tensor, chance: torch.Generator) -> Tensor:
    """For each picture half of the labels by chance: 1 where one-hot `labels` (N, L, H, W) have one of them, else 0.

    (N, 1, H, W). `chance` is on the CPU, so that a run is the same on every device.
    """
    chosen = torch.randint(0, 2, labels.shape[:2], generator=chance).to(labels)
    return (labels * chosen[:, :, None, None]).sum(1, keepdim=True)


def mixed(mask: Tensor, first: Tensor, second: Tensor) -> Tensor:
    """`first` where the mask is 1 and `second` where it is 0."""
    return mask * first + (1 - mask) * second


def consistency_loss(of_mixed: Tensor, of_first: Tensor, of_second: Tensor, mask: Tensor) -> Tensor:
    """Mean square between the logits of the mixed picture and the mixed logits (equation 4); in float32."""
    return F.mse_loss(of_mixed.float(), mixed(mask.float(), of_first.float(), of_second.float()))
