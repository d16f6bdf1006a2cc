"""Drawing with a trained network; imported in the render worker only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from studio.errors import InputError, StudioError
from studio.generators.specs import Request
from studio.labels import LabelMap, Picture
from studio.weights.store import Store
from studio_torch.maps import at_size
from studio_torch.scenes import draw_noise, one_hot
from studio_unet.checkpoints import TrainedNetwork, load_weights

WEIGHTS = Path(__file__).parent / "weights" / "live.safetensors"


class Painter:
    """A loaded network: label maps in, pictures out; the same request gives the same bytes."""

    def __init__(self, trained: TrainedNetwork) -> None:
        self._presets = trained.presets
        self._style_length = len(trained.style_names)
        self._dtype = torch.bfloat16 if _multiplies_bf16() else torch.float32
        network = fold_norms(trained.network).to(self._dtype)
        self._network: nn.Module = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        height, width = request.shape
        labels = at_size(request.image, height, width)
        style = self._style(str(request.options.get("hour", "day")), str(request.options.get("season", "summer")))
        progress(0.1)
        picture = self.draw(labels, style, request.seed)
        progress(1.0)
        return picture

    @torch.inference_mode()
    def draw(self, labels: LabelMap, style: Tensor, seed: int) -> Picture:
        """One forward pass: label ids uint8 (H, W) of any size, a style (S,) and a seed → uint8 (H, W, 3)."""
        height, width = labels.shape
        multiple = int(self._network.multiple)  # type: ignore[arg-type]
        scene = np.pad(labels, ((0, -height % multiple), (0, -width % multiple)), mode="edge")
        generator = torch.Generator().manual_seed(seed)
        noise = draw_noise(self._network, 1, scene.shape, generator)
        made = self._network(
            one_hot(torch.from_numpy(scene)[None]).to(self._dtype),
            style[None].to(self._dtype),
            tuple(plane.to(self._dtype) for plane in noise),
        )[0, :, :height, :width]
        scaled = made.float().add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8)
        picture: Picture = scaled.permute(1, 2, 0).contiguous().numpy()
        return picture

    def _style(self, hour: str, season: str) -> Tensor:
        if not self._presets:
            return torch.zeros(self._style_length)
        name = f"{hour}/{season}"
        if name not in self._presets:
            raise InputError(f"these weights know no {name}: there are {', '.join(self._presets)}")
        return torch.tensor(self._presets[name])


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


def _bundled() -> Painter:
    return load_from(WEIGHTS, _card_digest(WEIGHTS.with_suffix(".json")))


def load_from(weights: Path, sha256: str | None = None) -> Painter:
    """The network in `weights`, warmed up."""
    painter = Painter(load_weights(weights, sha256))
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


def _multiplies_bf16() -> bool:
    """Whether the processor multiplies bf16 in hardware; elsewhere it would be slower than fp32."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
