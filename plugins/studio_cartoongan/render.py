"""Drawing with CartoonGAN; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from studio.generators.specs import Request
from studio.labels import Picture
from studio_cartoongan.authors import AuthorsGenerator
from studio_cartoongan.checkpoints import AUTHORS, FORMAT
from studio_cartoongan.network import CartoonGenerator
from studio_torch.pictures import as_picture, as_tensor, padded, resized, stamped
from studio_torch.reading import State
from studio_torch.shelf import Shelf

_MULTIPLE = 4


class Painter:
    """Pictures in, cartoons of the same size out."""

    def __init__(self) -> None:
        self._shelf: Shelf[nn.Module] = Shelf(FORMAT, _built, bundled=None, untrained=_untrained)

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The cartoon, uint8 (*request.shape, 3)."""
        network, facts = self._shelf.take(request.weights)
        height, width = request.shape
        progress(0.1)
        made = network(padded(as_tensor(resized(request.image, request.shape)), _MULTIPLE))
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "CartoonGAN: untrained")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _built(facts: dict[str, Any], state: State) -> nn.Module:
    network: nn.Module
    if facts["kind"] == AUTHORS:
        network = AuthorsGenerator(channels=facts["channels"])
    else:
        network = CartoonGenerator(channels=facts["channels"], blocks=facts["blocks"])
    network.load_state_dict(state)
    return network.eval()


def _untrained() -> nn.Module:
    torch.manual_seed(0)
    return CartoonGenerator(channels=8, blocks=2).eval()
