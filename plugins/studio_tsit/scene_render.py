"""Drawing with the studio's own TSIT network: label maps in the look of a style picture."""

from __future__ import annotations

from collections.abc import Callable

import torch

from studio.generators.specs import Request
from studio.labels import Picture
from studio_torch.pictures import as_picture, as_tensor
from studio_torch.scene_map import scene_map
from studio_torch.scenes import draw_noise, one_hot
from studio_torch.seeds import noise_of
from studio_tsit.scene_tsit import SceneTsit


@torch.inference_mode()
def draw_scene(network: SceneTsit, request: Request, progress: Callable[[float], None]) -> Picture:
    """The picture of a label map, uint8 (*request.shape, 3); without a style picture in the usual look, a clear day."""
    height, width = request.shape
    scene = scene_map(request.image, request.shape, network.multiple)
    progress(0.1)
    style = None if request.style is None else as_tensor(request.style)
    noise = noise_of(lambda chance: draw_noise(network, 1, scene.shape, chance), request.seed, request.blend)
    strength = float(request.options.get("strength", 1.0))
    made = network(one_hot(torch.from_numpy(scene)[None]), style, noise, strength=strength)
    return as_picture(made[:, :, :height, :width])
