"""Sample pictures: what the averaged generator draws from held-out maps and from sketches, on one sheet."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lightning_modules.batches import Batch
from lightning_modules.sample_maps import sketches
from studio.labels import LANDSCAPE
from studio_torch.scenes import draw_noise, one_hot

_LOOKS_OF_SKETCHES = (
    "day/summer/clear",
    "golden/summer/clear",
    "day/spring/overcast",
    "night/summer/clear",
    "day/winter/clear",
    "sunset/autumn/clouds",
)


@torch.inference_mode()
def draw(network: nn.Module, labels: Tensor, style: Tensor, *, seed: int = 0) -> NDArray[np.uint8]:
    """Pictures uint8 (N, H, W, 3) from label ids (N, H, W) and styles (N, S); one at a time, to stay small."""
    device = next(network.parameters()).device
    generator = torch.Generator(device).manual_seed(seed)
    pictures = []
    for one, look in zip(labels, style, strict=True):
        noise = draw_noise(network, 1, (one.shape[0], one.shape[1]), generator)
        made = network(one_hot(one[None].to(device)), look[None].to(device), noise)
        pictures.append(as_pictures(made)[0])
    return np.stack(pictures)


def as_pictures(values: Tensor) -> NDArray[np.uint8]:
    """(N, 3, H, W) in [-1, 1] → uint8 (N, H, W, 3)."""
    scaled = (values.float() + 1).mul(127.5).round().clamp(0, 255).to(torch.uint8)
    pictures: NDArray[np.uint8] = scaled.permute(0, 2, 3, 1).cpu().numpy()
    return pictures


def sample_sheet(network: nn.Module, held_out: Batch, presets: dict[str, list[float]], size: int) -> NDArray[np.uint8]:
    """One sheet: held-out maps, their true pictures and ours; below, sketches and ours under several hours."""
    palette = LANDSCAPE.palette()
    rows = [
        palette[held_out.labels.numpy()],
        as_pictures(held_out.picture),
        draw(network, held_out.labels, held_out.style),
    ]
    drawn = sketches(size)[: len(held_out.labels)]
    looks = sketch_styles(presets, held_out.style)[: len(drawn)]
    rows += [palette[drawn], draw(network, torch.from_numpy(drawn), looks)]
    widest = max(len(row) for row in rows)
    return np.concatenate([_joined(row, widest) for row in rows], 0)


def sketch_styles(presets: dict[str, list[float]], fallback: Tensor) -> Tensor:
    """A style for each sketch: different hours where presets are known, otherwise the first held-out one's."""
    if not presets:
        return fallback[:1].expand(len(_LOOKS_OF_SKETCHES), -1)
    return torch.tensor([presets[name] for name in _LOOKS_OF_SKETCHES])


def _joined(pictures: NDArray[np.uint8], count: int) -> NDArray[np.uint8]:
    missing = count - len(pictures)
    if missing:
        pictures = np.concatenate([pictures, np.zeros((missing, *pictures.shape[1:]), np.uint8)])
    return np.concatenate(list(pictures), 1)
