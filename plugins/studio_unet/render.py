"""Drawing with a trained network; imported in the render worker only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from studio.errors import StudioError
from studio.generators.specs import Request
from studio.labels import Picture
from studio.weights.store import Store
from studio_torch.named_styles import NamedStyles
from studio_torch.scene_painter import ScenePainter
from studio_unet.checkpoints import load_weights

WEIGHTS = Path(__file__).parent / "weights" / "live.safetensors"


class Easel:
    """Draws every request with the weights that it names; the network drawn with last stays loaded."""

    def __init__(self) -> None:
        self._held = ("", _bundled())

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        if self._held[0] != request.weights:
            wanted = load_from(Store().of_digest(request.weights)[1]) if request.weights else _bundled()
            self._held = (request.weights, wanted)
        return self._held[1].render(request, progress)


def load() -> Easel:
    """The bundled network, ready to draw: the first pass, which sets up every convolution, is already done."""
    return Easel()


def _bundled() -> ScenePainter:
    return load_from(WEIGHTS, _card_digest(WEIGHTS.with_suffix(".json")))


def load_from(weights: Path, sha256: str | None = None) -> ScenePainter:
    """The network in `weights`, warmed up."""
    trained = load_weights(weights, sha256)
    painter = ScenePainter(fold_norms(trained.network), NamedStyles(trained.style_names, trained.presets))
    painter.render(Request("unet", np.ones((256, 256), np.uint8)), lambda fraction: None)
    return painter


def fold_norms(network: nn.Module) -> nn.Module:
    """Batch norms multiplied into the convolutions before them, in place: the same picture with less work."""
    for module in network.eval().modules():
        for suffix in ("", "0", "1"):
            conv, norm = getattr(module, f"conv{suffix}", None), getattr(module, f"norm{suffix}", None)
            if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                setattr(module, f"conv{suffix}", fuse_conv_bn_eval(conv, norm))
                setattr(module, f"norm{suffix}", nn.Identity())
    return network


def _card_digest(card: Path) -> str:
    try:
        return str(json.loads(card.read_text())["sha256"])
    except (OSError, ValueError, KeyError) as fault:
        raise StudioError(f"the card {card} is missing or damaged: reinstall sketch-studio") from fault
