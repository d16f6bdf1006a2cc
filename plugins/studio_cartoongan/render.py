"""Drawing with CartoonGAN; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from studio.errors import InputError
from studio.generators.domains import resolved
from studio.generators.specs import Request
from studio.labels import Picture
from studio_cartoongan.bundled import hands
from studio_cartoongan.checkpoints import FORMAT, build
from studio_cartoongan.network import CartoonGenerator
from studio_torch.pictures import as_picture, as_tensor, padded, resized, stamped
from studio_torch.reading import State
from studio_torch.shelf import Shelf

_MULTIPLE = 4
_WHO = "CartoonGAN"


class Painter:
    """Pictures in, cartoons of the same size out: by imported weights, or by one of the hands that come along."""

    def __init__(self) -> None:
        self._imported: Shelf[nn.Module] = Shelf(FORMAT, _built, bundled=None, untrained=_untrained)
        own = hands()
        self._hands = {hand.name: Shelf(FORMAT, _built, bundled=hand.path, untrained=_untrained) for hand in own}
        self._titles = [hand.titles for hand in own]

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The cartoon, uint8 (*request.shape, 3)."""
        network, facts = self._shelf(request).take(request.weights)
        height, width = request.shape
        progress(0.1)
        made = network(padded(as_tensor(resized(request.image, request.shape)), _MULTIPLE))
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, f"{_WHO}: untrained")

    def _shelf(self, request: Request) -> Shelf[nn.Module]:
        """Where the network is that this request is for."""
        if request.weights or not self._hands:
            return self._imported
        names = tuple(self._hands)
        wanted = resolved(request.domain, names, self._titles, who=_WHO) if request.domain else [names[0]]
        if len(set(wanted)) > 1:
            raise InputError(f"{_WHO}: {' and '.join(wanted)} are two hands; ask for one")
        return self._hands[wanted[0]]


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _built(facts: dict[str, Any], state: State) -> nn.Module:
    network = build(facts)
    network.load_state_dict(state)
    return network.eval()


def _untrained() -> nn.Module:
    torch.manual_seed(0)
    return CartoonGenerator(channels=8, blocks=2).eval()
