"""Drawing with SPADE; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from studio.generators.specs import Request
from studio.labels import LANDSCAPE, Picture
from studio_spade.checkpoints import FORMAT
from studio_spade.network import HALVINGS, Shape, SpadeGenerator
from studio_torch.labels import one_hot_in
from studio_torch.maps import at_size
from studio_torch.pictures import as_picture, as_tensor, padded, stamped
from studio_torch.reading import State
from studio_torch.shelf import Shelf
from studio_torch.style_encoder import StyleEncoder

_UNTRAINED = Shape(len(LANDSCAPE), channels=8, hidden=32)


class Painter:
    """Label maps in, pictures out; seed and style picture choose the style code where the network has one."""

    def __init__(self) -> None:
        self._shelf: Shelf[nn.ModuleDict] = Shelf(FORMAT, _built, bundled=None, untrained=_untrained)

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        networks, facts = self._shelf.take(request.weights)
        generator = networks["generator"]
        assert isinstance(generator, SpadeGenerator)
        height, width = request.shape
        semantics = one_hot_in(
            at_size(request.image, height, width), str(facts.get("labels", "")), generator.shape.semantics
        )
        multiple = 2 ** HALVINGS[generator.shape.upsampling]
        semantics = padded(semantics, multiple)
        grid = (semantics.shape[2] // multiple, semantics.shape[3] // multiple)
        progress(0.1)
        made = generator(semantics, _style_code(networks, request), grid)
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "SPADE: untrained")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _style_code(networks: nn.ModuleDict, request: Request) -> Tensor | None:
    """A code (1, latent) of the style picture, or of none, varied by the seed."""
    generator = networks["generator"]
    assert isinstance(generator, SpadeGenerator)
    if not generator.shape.latent:
        return None
    chance = torch.Generator().manual_seed(request.seed)
    noise = torch.randn(1, generator.shape.latent, generator=chance)
    if request.style is None or "encoder" not in networks:
        return noise
    mean, log_variance = networks["encoder"](as_tensor(request.style))
    varied: Tensor = mean + noise * (log_variance / 2).exp()
    return varied


def _built(facts: dict[str, Any], state: State) -> nn.ModuleDict:
    shape = Shape(**facts["shape"])
    parts: dict[str, nn.Module] = {"generator": SpadeGenerator(shape)}
    if facts["encoder"]:
        channels, latent = state["encoder.layer1.0.weight"].shape[0], state["encoder.fc_mu.weight"].shape[0]
        parts["encoder"] = StyleEncoder(channels=channels, latent=latent)
    networks = nn.ModuleDict(parts)
    networks.load_state_dict(state)
    return networks.eval()


def _untrained() -> nn.ModuleDict:
    torch.manual_seed(0)
    return nn.ModuleDict({"generator": SpadeGenerator(_UNTRAINED)}).eval()
