"""Drawing with a network of labels, a named style and noise: label maps in, pictures out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from studio.generators.specs import Blend, Request
from studio.labels import LabelMap, Picture
from studio_torch.hardware import drawing_type
from studio_torch.maps import at_size
from studio_torch.named_styles import NamedStyles
from studio_torch.pictures import as_picture
from studio_torch.scenes import draw_noise, one_hot
from studio_torch.seeds import noise_of, style_of


class ScenePainter:
    """A network in evaluation mode, ready to draw; the same request gives the same bytes."""

    def __init__(self, network: nn.Module, styles: NamedStyles) -> None:
        self._styles = styles
        self._dtype = drawing_type()
        self._network: nn.Module = network.to(self._dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        height, width = request.shape
        labels = at_size(request.image, height, width)
        asked = [str(request.options.get(name, usual)) for name, usual in _USUAL.items()]
        style = style_of(lambda seed: self._styles.vector(*asked, seed=seed), request.seed, request.blend)
        progress(0.1)
        picture = self.draw(labels, style, request.seed, request.blend)
        progress(1.0)
        return picture

    @torch.inference_mode()
    def draw(self, labels: LabelMap, style: Tensor, seed: int, blend: Blend | None = None) -> Picture:
        """One forward pass: label ids uint8 (H, W) of any size, a style (S,) and a seed → uint8 (H, W, 3)."""
        height, width = labels.shape
        multiple = int(self._network.multiple)  # type: ignore[arg-type]
        scene = np.pad(labels, ((0, -height % multiple), (0, -width % multiple)), mode="edge")
        noise = noise_of(lambda chance: draw_noise(self._network, 1, scene.shape, chance), seed, blend)
        made = self._network(
            one_hot(torch.from_numpy(scene)[None]).to(self._dtype),
            style[None].to(self._dtype),
            tuple(plane.to(self._dtype) for plane in noise),
        )
        return as_picture(made[:, :, :height, :width])


_USUAL = {"hour": "day", "season": "summer", "weather": "clear"}
