"""Drawing with the studio's own TSIT network: label maps in the look of a style picture."""

from __future__ import annotations

from collections.abc import Callable

import torch

from studio.generators.specs import Request
from studio.labels import Picture
from studio_torch.pictures import as_picture, as_tensor, resized
from studio_torch.scenes import draw_noise, one_hot
from studio_torch.seeds import noise_of
from studio_torch.suns import scene_map
from studio_tsit.scene_tsit import SceneTsit

_LOOK_SIDE = 128
"""The size that styles were learned at: a look's textures mean the same there."""


@torch.inference_mode()
def draw_scene(network: SceneTsit, request: Request, progress: Callable[[float], None]) -> Picture:
    """The picture of a label map, uint8 (*request.shape, 3); without a style picture in the usual look, a clear day."""
    height, width = request.shape
    scene = scene_map(request.image, request.shape, network.multiple)
    progress(0.1)
    style = None if request.style is None else as_tensor(_at_look_size(request.style))
    noise = noise_of(lambda chance: draw_noise(network, 1, scene.shape, chance), request.seed, request.blend)
    strength = float(request.options.get("strength", 1.0))
    made = network(one_hot(torch.from_numpy(scene)[None]), style, noise, strength=strength)
    return as_picture(made[:, :, :height, :width])


def _at_look_size(picture: Picture) -> Picture:
    """The picture with `_LOOK_SIDE` pixels on its short side."""
    height, width = picture.shape[:2]
    scale = _LOOK_SIDE / min(height, width)
    return resized(picture, (max(_LOOK_SIDE, round(height * scale)), max(_LOOK_SIDE, round(width * scale))))
