"""The style code that a network draws with: of the style picture, else of its usual look, varied by the seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from studio.generators.specs import Blend
from studio.labels import Picture
from studio_torch.pictures import as_tensor
from studio_torch.seeds import noise_of


def style_code(
    latent: int,
    facts: Mapping[str, Any],
    seed: int,
    blend: Blend | None = None,
    *,
    encoder: nn.Module | None = None,
    style: Picture | None = None,
) -> Tensor | None:
    """A code (1, latent); None for a network that takes none.

    The encoder says which codes mean the style picture. Without one, they are those of facts["look"], mean and log
    variance of the clear days that a network of ours was trained on; official checkpoints say no such thing, and take
    any code.
    """
    if not latent:
        return None
    (noise,) = noise_of(lambda chance: (torch.randn(1, latent, generator=chance),), seed, blend)
    if style is not None and encoder is not None:
        mean, log_variance = encoder(as_tensor(style))
    elif facts.get("look"):
        mean, log_variance = torch.tensor(facts["look"])[:, None]
    else:
        return noise
    code: Tensor = mean + noise * (log_variance / 2).exp()
    return code
