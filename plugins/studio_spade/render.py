"""Drawing with SPADE; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from studio.generators.specs import Request
from studio.labels import LANDSCAPE, Picture
from studio_spade.checkpoints import FORMAT, build
from studio_spade.network import HALVINGS, Shape, SpadeGenerator
from studio_torch.codes import style_code
from studio_torch.labels import semantics_in
from studio_torch.maps import at_size
from studio_torch.pictures import as_picture, padded, stamped
from studio_torch.shelf import Shelf

_UNTRAINED = Shape(len(LANDSCAPE), channels=8, hidden=32)


class Painter:
    """Label maps in, pictures out; seed and style picture choose the style code where the network has one."""

    def __init__(self) -> None:
        self._shelf: Shelf[nn.ModuleDict] = Shelf(FORMAT, build, bundled=None, untrained=_untrained)

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        networks, facts = self._shelf.take(request.weights)
        generator = networks["generator"]
        assert isinstance(generator, SpadeGenerator)
        height, width = request.shape
        semantics = semantics_in(at_size(request.image, height, width), facts, generator.shape.semantics, request.seed)
        multiple = 2 ** HALVINGS[generator.shape.upsampling]
        semantics = padded(semantics, multiple)
        grid = (semantics.shape[2] // multiple, semantics.shape[3] // multiple)
        progress(0.1)
        encoder = networks["encoder"] if facts.get("encoder") else None
        code = style_code(generator.shape.latent, facts, request.seed, encoder=encoder, style=request.style)
        made = generator(semantics, code, grid)
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "SPADE: untrained")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _untrained() -> nn.ModuleDict:
    torch.manual_seed(0)
    return nn.ModuleDict({"generator": SpadeGenerator(_UNTRAINED)}).eval()
