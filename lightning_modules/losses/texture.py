"""Texture loss: per label, the same statistics of fine detail in the made picture as in the true one.

An L1 asks for the very same ripple at the very same place, which noise cannot give, so networks answer with a smear.
The mean and deviation of high-passed colours and of early features over all pixels of a label ask only for ripples
of the same kind.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

# A label that covers less than this part of a picture has no statistics worth matching.
_LEAST_AREA = 0.004
_HIGH_PASS_GAIN = 8.0


def texture_loss(
    fake: Tensor,
    real: Tensor,
    fake_features: list[Tensor],
    real_features: list[Tensor],
    labels: Tensor,
    counted: Tensor,
) -> Tensor:
    """Pictures (N, 3, H, W), feature maps from full size down, one-hot `labels` (N, L, H, W) → a scalar, float32.

    `counted` (L,) is 1 for labels that take part and 0 for those that have no noise to make texture from.
    """
    counts = (labels * counted[None, :, None, None]).float()
    half = F.avg_pool2d(counts, 2)
    terms = [
        _statistics_distance(_high_pass(fake), _high_pass(real), counts),
        _statistics_distance(_high_pass(F.avg_pool2d(fake, 2)), _high_pass(F.avg_pool2d(real, 2)), half),
    ]
    maps = (counts, half, F.avg_pool2d(half, 2))
    for made, true, where in zip(fake_features, real_features, maps, strict=False):
        terms.append(_statistics_distance(made.float(), true.float(), where))
    return torch.stack(terms).mean()


def _high_pass(picture: Tensor) -> Tensor:
    return (picture - F.avg_pool2d(picture, 3, 1, 1, count_include_pad=False)) * _HIGH_PASS_GAIN


def _statistics_distance(fake: Tensor, real: Tensor, labels: Tensor) -> Tensor:
    """Mean distance of the per-label means and deviations, in units of the real deviation."""
    pixels = labels.flatten(2).transpose(1, 2).contiguous()
    area = pixels.sum(1)
    present = (area > pixels.shape[1] * _LEAST_AREA).float()
    mean, deviation = _statistics(fake, pixels, area)
    with torch.no_grad():
        real_mean, real_deviation = _statistics(real, pixels, area)
    distance = ((mean - real_mean).abs() + (deviation - real_deviation).abs()).mean(2)
    return (distance * present).sum() / ((real_deviation.mean(2) * present).sum() + 1e-3)


def _statistics(features: Tensor, pixels: Tensor, area: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and deviation per label and channel, (N, L, C) each."""
    flat = features.flatten(2)
    weight = area.clamp(min=1.0)[..., None]
    mean = (flat @ pixels).transpose(1, 2) / weight
    square = (flat.square() @ pixels).transpose(1, 2) / weight
    return mean, (square - mean.square()).clamp(min=0).add(1e-4).sqrt()
