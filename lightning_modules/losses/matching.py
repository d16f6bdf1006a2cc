"""Feature matching as SPADE and TSIT have it (Wang et al. 2018, equation 4): no layer is scaled; in float32."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def multiscale_matching_loss(fake: Sequence[Sequence[Tensor]], real: Sequence[Sequence[Tensor]]) -> Tensor:
    """L1 of a discriminator's features per scale and layer: summed over layers, the mean over scales.

    Each scale's last entry is its scores, which take no part. No gradient flows into `real`.
    """
    terms = [
        (made.float() - true.detach().float()).abs().mean()
        for made_scale, true_scale in zip(fake, real, strict=True)
        for made, true in zip(made_scale[:-1], true_scale[:-1], strict=True)
    ]
    return torch.stack(terms).sum() / len(fake)
