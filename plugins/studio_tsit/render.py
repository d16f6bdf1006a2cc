"""Drawing with TSIT, from label maps and from pictures; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from studio.generators.specs import Request
from studio.labels import LANDSCAPE, Picture
from studio_torch.codes import style_code
from studio_torch.labels import semantics_in
from studio_torch.maps import at_size
from studio_torch.pictures import as_picture, as_tensor, padded, resized, stamped
from studio_torch.seeds import noise_of
from studio_torch.shelf import Shelf
from studio_tsit.checkpoints import FORMAT, build
from studio_tsit.network import COLOURS, HALVINGS, SMALLEST, Shape, TsitGenerator
from studio_tsit.scene_render import draw_scene
from studio_tsit.scene_tsit import SceneTsit

_BUNDLED = Path(__file__).parent / "weights" / "scene.safetensors"
Content = Callable[[Request, dict[str, Any], int], Tensor]


class Painter:
    """Content in, pictures out; a style picture gives the look where the network has a style stream."""

    def __init__(self, content: Content, untrained: Shape, bundled: Path | None = None) -> None:
        self._content = content
        self._shelf: Shelf[TsitGenerator | SceneTsit] = Shelf(
            FORMAT, build, bundled=bundled, untrained=lambda: _untrained(untrained)
        )

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture, uint8 (*request.shape, 3)."""
        network, facts = self._shelf.take(request.weights)
        if isinstance(network, SceneTsit):
            return draw_scene(network, request, progress)
        height, width = request.shape
        content = padded(_large_enough(self._content(request, facts, network.shape.content)), 2**HALVINGS)
        progress(0.1)
        style = padded(_large_enough(as_tensor(request.style)), 2**HALVINGS) if request.style is not None else None
        planes = (1, network.shape.content, content.shape[2] >> HALVINGS, content.shape[3] >> HALVINGS)
        (noise,) = noise_of(lambda chance: (torch.randn(planes, generator=chance),), request.seed, request.blend)
        made = network(
            content,
            style=style,
            z=style_code(network.shape.latent, facts, request.seed, request.blend),
            noise=noise if network.shape.styled else None,
            alpha=float(request.options.get("strength", 1.0)),
        )
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "TSIT: untrained")


def load() -> Painter:
    """A painter of label maps."""
    return Painter(_semantics, Shape(len(LANDSCAPE), channels=4), _BUNDLED if _BUNDLED.is_file() else None)


def load_transfer() -> Painter:
    """A painter that turns pictures into others' looks."""
    return Painter(_picture, Shape(COLOURS, channels=4, styled=True))


def _semantics(request: Request, facts: dict[str, Any], channels: int) -> Tensor:
    return semantics_in(at_size(request.image, *request.shape), facts, channels, request.seed, request.blend)


def _picture(request: Request, facts: dict[str, Any], channels: int) -> Tensor:
    return as_tensor(resized(request.image, request.shape))


def _large_enough(content: Tensor) -> Tensor:
    """(1, C, H, W) with its last rows and columns repeated until both sides are large enough for the network."""
    height, width = content.shape[2:]
    return F.pad(content, (0, max(0, SMALLEST - width), 0, max(0, SMALLEST - height)), mode="replicate")


def _untrained(shape: Shape) -> TsitGenerator:
    torch.manual_seed(0)
    return TsitGenerator(shape).eval()
