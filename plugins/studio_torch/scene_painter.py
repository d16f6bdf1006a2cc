"""Drawing with a network of labels, a named style and noise: label maps in, pictures out."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from studio.generators.specs import Blend, Request
from studio.labels import LabelMap, Picture
from studio_torch.hardware import drawing_type
from studio_torch.named_styles import NamedStyles
from studio_torch.pictures import as_picture
from studio_torch.scene_map import scene_map
from studio_torch.scenes import draw_noise, one_hot
from studio_torch.seeds import noise_of, style_of
from studio_torch.suns import painted_light


class ScenePainter:
    """A network in evaluation mode, ready to draw; the same request gives the same bytes."""

    def __init__(self, network: nn.Module, styles: NamedStyles) -> None:
        self._styles = styles
        self._dtype = drawing_type()
        self._network: nn.Module = network.to(self._dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture of a label map, uint8 (*request.shape, 3)."""
        asked = [str(request.options.get(name, usual)) for name, usual in _USUAL.items()]
        style = style_of(lambda seed: self._styles.vector(*asked, seed=seed), request.seed, request.blend)
        progress(0.1)
        picture = self.draw(request.image, request.shape, style, request.seed, request.blend)
        progress(1.0)
        return picture

    @torch.inference_mode()
    def draw(
        self, labels: LabelMap, shape: tuple[int, int], style: Tensor, seed: int, blend: Blend | None = None
    ) -> Picture:
        """One forward pass: label ids uint8 of any size, a style (S,) and a seed → uint8 (*shape, 3)."""
        height, width = shape
        scene = scene_map(labels, shape, int(self._network.multiple))  # type: ignore[arg-type]
        style = style.clone()
        for entry, value in painted_light(scene, self._styles.names).items():
            style[entry] = value
        noise = noise_of(lambda chance: draw_noise(self._network, 1, scene.shape, chance), seed, blend)
        made = self._network(
            one_hot(torch.from_numpy(scene)[None]).to(self._dtype),
            style[None].to(self._dtype),
            tuple(plane.to(self._dtype) for plane in noise),
        )
        return as_picture(made[:, :, :height, :width])


_USUAL = {"hour": "day", "season": "summer", "weather": "clear"}
