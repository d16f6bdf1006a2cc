"""Drawing pictures from pictures with imported pix2pix generators; imported in the render worker only."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from studio.generators.specs import Request
from studio.labels import Picture
from studio_torch.fitting import use_instance_statistics
from studio_torch.pictures import as_picture, as_tensor, padded, resized, stamped
from studio_torch.reading import State
from studio_torch.shelf import Shelf
from studio_unet.pix2pix import UNet
from studio_unet.reference import PICTURE_FORMAT
from studio_unet.resnet import Resnet


class Painter:
    """Pictures in, pictures of the same size out."""

    def __init__(self) -> None:
        self._shelf: Shelf[nn.Module] = Shelf(PICTURE_FORMAT, _built, bundled=None, untrained=_untrained)

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture, uint8 (*request.shape, 3); as published: with batch statistics, and dropout by the seed."""
        network, facts = self._shelf.take(request.weights)
        if request.options.get("as_published"):
            torch.manual_seed(request.seed)
            network = copy.deepcopy(network)
            use_instance_statistics(network)
            network.train()
        height, width = request.shape
        progress(0.1)
        made = network(padded(as_tensor(resized(request.image, request.shape)), int(network.multiple)))  # type: ignore[arg-type]
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "pix2pix: untrained")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _built(facts: dict[str, Any], state: State) -> nn.Module:
    names = ("inputs", "outputs", "channels", "norm", "dropout", "downs" if facts["kind"] == "unet" else "blocks")
    arguments = {name: facts[name] for name in names}
    network: nn.Module = UNet(**arguments) if facts["kind"] == "unet" else Resnet(**arguments)
    network.load_state_dict(state)
    return network.eval()


def _untrained() -> nn.Module:
    torch.manual_seed(0)
    return Resnet(channels=8, blocks=2).eval()
