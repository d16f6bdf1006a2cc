"""Figures about drawn pictures that go into a card; none of them comes from a network that training saw."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn


def picture_figures(made: Tensor, true: Tensor, others: Tensor) -> dict[str, float]:
    """Pictures (N, 3, H, W) in [-1, 1]: ours, the true ones of the same maps, and true ones of other maps.

    l1: mean distance on [-1, 1]. fine_detail: our high-frequency energy over the true one (1 is right).
    frechet_random: Fréchet distance of patch features of a fixed random network; frechet_floor: the same between
    true pictures and those of other maps, which a perfect network would stay below.
    """
    network = _random_features()
    return {
        "l1": round(float((made - true).abs().mean()), 4),
        "fine_detail": round(_fine_detail(made) / _fine_detail(true), 3),
        "frechet_random": round(frechet_distance(_patches(network, made), _patches(network, true)), 4),
        "frechet_floor": round(frechet_distance(_patches(network, others), _patches(network, true)), 4),
        "pictures": len(true),
    }


def frechet_distance(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Fréchet distance of two sets of features (rows, two at least), each taken as Gaussian."""
    means = first.mean(0) - second.mean(0)
    one, two = (_centred(features) for features in (first, second))
    # The trace of (AᵀA·BᵀB)^½ is the sum of the singular values of A·Bᵀ: exact, and small where there are few rows.
    roots = np.linalg.svd(one @ two.T, compute_uv=False).sum()
    return float(means @ means + (one**2).sum() + (two**2).sum() - 2 * roots)


def _centred(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """A matrix A of as few rows as possible, AᵀA being the covariance."""
    rows = (features - features.mean(0)) / np.sqrt(len(features) - 1)
    return np.asarray(np.linalg.qr(rows, mode="r")) if len(rows) > rows.shape[1] else rows


def _fine_detail(pictures: Tensor) -> float:
    grey = pictures.mean(1, keepdim=True)
    return float((grey - F.avg_pool2d(grey, 3, 1, 1, count_include_pad=False)).abs().mean())


def _random_features() -> nn.Module:
    """Three random convolutions of stride 2; features of 22×22 patches, the same on every machine."""
    generator = torch.Generator().manual_seed(11)
    layers: list[nn.Module] = []
    for inputs, outputs in ((3, 32), (32, 48), (48, 64)):
        conv = nn.Conv2d(inputs, outputs, 4, 2, 1)
        assert conv.bias is not None
        with torch.no_grad():
            conv.weight.copy_(torch.randn(conv.weight.shape, generator=generator) / (16 * inputs) ** 0.5)
            conv.bias.copy_(torch.randn(outputs, generator=generator) * 0.1)
        layers += [conv, nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers)


@torch.inference_mode()
def _patches(network: nn.Module, pictures: Tensor) -> NDArray[np.float64]:
    features = torch.cat([network(part) for part in torch.split(pictures, 8)])[:, :, ::2, ::2]
    rows: NDArray[np.float64] = features.permute(0, 2, 3, 1).flatten(0, 2).double().numpy()
    return rows
