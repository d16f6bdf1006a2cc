"""Drawing with SPADE; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from studio.generators.specs import Request
from studio.labels import LANDSCAPE, Picture
from studio_spade.checkpoints import FORMAT, build
from studio_spade.network import HALVINGS, Shape, SpadeGenerator
from studio_spade.scene_net import SceneNet
from studio_torch.codes import style_code
from studio_torch.labels import semantics_in
from studio_torch.maps import at_size
from studio_torch.named_styles import NamedStyles
from studio_torch.pictures import as_picture, padded, stamped
from studio_torch.scene_painter import ScenePainter
from studio_torch.shelf import Shelf

_UNTRAINED = Shape(len(LANDSCAPE), channels=8, hidden=32)
_BUNDLED = Path(__file__).parent / "weights" / "scene.safetensors"


class Painter:
    """Label maps in, pictures out.

    Networks of the studio's own recipe take hour, season and weather from the options. The published ones take a style
    code: of the style picture, or their usual one, varied by the seed.
    """

    def __init__(self) -> None:
        bundled = _BUNDLED if _BUNDLED.is_file() else None
        self._shelf: Shelf[nn.ModuleDict] = Shelf(FORMAT, build, bundled=bundled, untrained=_untrained)
        self._scene: tuple[nn.Module, ScenePainter] | None = None

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        networks, facts = self._shelf.take(request.weights)
        if isinstance(networks["generator"], SceneNet):
            return self._scene_painter(networks["generator"], facts).render(request, progress)
        return _drawn(request, networks, facts, progress)

    def _scene_painter(self, network: SceneNet, facts: dict[str, Any]) -> ScenePainter:
        """The painter of this network; it is made once."""
        if self._scene is None or self._scene[0] is not network:
            styles = NamedStyles(facts["style_names"], facts["presets"])
            self._scene = (network, ScenePainter(network, styles))
        return self._scene[1]


@torch.inference_mode()
def _drawn(
    request: Request, networks: nn.ModuleDict, facts: dict[str, Any], progress: Callable[[float], None]
) -> Picture:
    generator = networks["generator"]
    assert isinstance(generator, SpadeGenerator)
    height, width = request.shape
    labels = at_size(request.image, height, width)
    semantics = semantics_in(labels, facts, generator.shape.semantics, request.seed, request.blend)
    multiple = 2 ** HALVINGS[generator.shape.upsampling]
    semantics = padded(semantics, multiple)
    grid = (semantics.shape[2] // multiple, semantics.shape[3] // multiple)
    progress(0.1)
    encoder = networks["encoder"] if facts.get("encoder") else None
    latent = generator.shape.latent
    code = style_code(latent, facts, request.seed, request.blend, encoder=encoder, style=request.style)
    made = generator(semantics, code, grid)
    picture = as_picture(made[:, :, :height, :width])
    return picture if facts else stamped(picture, "SPADE: untrained")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _untrained() -> nn.ModuleDict:
    torch.manual_seed(0)
    return nn.ModuleDict({"generator": SpadeGenerator(_UNTRAINED)}).eval()
