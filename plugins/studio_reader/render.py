"""Reading pictures with the trained network; imported in the render worker only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor
from torch.nn.utils.fusion import fuse_conv_bn_eval

from studio.errors import StudioError
from studio.generators.specs import Request
from studio.labels import LabelMap, Picture
from studio_reader.checkpoints import BUNDLED, load_reader
from studio_reader.crumbs import without_crumbs
from studio_reader.network import ConvNorm, SceneReader
from studio_torch.hardware import drawing_type

READING_SIDE = 256
"""The short side, in pixels, at which a picture is read: near to what the network was trained on."""

_MULTIPLE = 16
_VOID = 0


class PictureReader:
    """Reads label maps out of pictures of any size; the same request gives the same map."""

    def __init__(self, reader: SceneReader) -> None:
        self._dtype = drawing_type()
        folded = fold_norms(reader.eval()).to(self._dtype)
        self._reader = folded.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def render(self, request: Request, progress: Callable[[float], None]) -> LabelMap:
        """The label map of a picture, uint8 `request.shape`."""
        return self.read(np.asarray(request.image), request.shape, progress)

    def read(self, picture: Picture, shape: tuple[int, int], progress: Callable[[float], None]) -> LabelMap:
        """The label map, uint8 `shape`, of a picture, uint8 (H, W, 3): no void in it, and no specks."""
        small = _at_reading_size(picture, shape)
        progress(0.1)
        chances = self.chances(small)
        progress(0.7)
        return without_crumbs(_likeliest(chances, shape))

    @torch.inference_mode()
    def chances(self, picture: Picture) -> Tensor:
        """How likely each label is, float32 (L, H, W): the mean over the picture and its mirror image; void never."""
        height, width = picture.shape[:2]
        values = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float().div(127.5).sub(1)
        values = F.pad(values, (0, -width % _MULTIPLE, 0, -height % _MULTIPLE), mode="replicate")
        total = self._softmax(values) + self._softmax(values.flip(3)).flip(3)
        return total[0, :, :height, :width] / 2

    def _softmax(self, values: Tensor) -> Tensor:
        whole = values.to(self._dtype).contiguous(memory_format=torch.channels_last)
        scores: Tensor = self._reader(whole)[0].float()
        scores[:, _VOID] = -torch.inf
        return scores.softmax(1)


def load() -> PictureReader:
    """The bundled reader, warmed up: the first pass, which sets up every convolution, is already done."""
    reader = PictureReader(load_reader(BUNDLED, _card_digest(BUNDLED.with_suffix(".json")))[0])
    reader.read(np.zeros((64, 64, 3), np.uint8), (64, 64), lambda fraction: None)
    return reader


def fold_norms(reader: SceneReader) -> SceneReader:
    """Batch norms multiplied into the convolutions before them, in place: the same scores with less work."""
    for module in reader.modules():
        if isinstance(module, ConvNorm):
            module.conv = fuse_conv_bn_eval(module.conv, module.norm)
            module.norm = torch.nn.Identity()  # type: ignore[assignment]
    return reader


def _at_reading_size(picture: Picture, shape: tuple[int, int]) -> Picture:
    """The picture in the proportions of `shape`, as it is read: reduced with care, enlarged where it is too small."""
    scale = READING_SIDE / min(shape)
    height, width = (max(_MULTIPLE, round(side * scale)) for side in shape)
    if picture.shape[:2] == (height, width):
        return picture
    image = Image.fromarray(np.ascontiguousarray(picture))
    return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=3.0))


def _likeliest(chances: Tensor, shape: tuple[int, int]) -> LabelMap:
    """The likeliest label at each pixel of `shape`; one label after another, so that large maps fit into memory."""
    best = torch.zeros(shape)
    labels = torch.zeros(shape, dtype=torch.uint8)
    for label, chance in enumerate(chances):
        if chance.max() <= 0:
            continue
        here = F.interpolate(chance[None, None], shape, mode="bilinear", align_corners=False)[0, 0]
        labels[here > best] = label
        best = torch.maximum(best, here)
    found: LabelMap = labels.numpy()
    return found


def _card_digest(card: Path) -> str:
    try:
        return str(json.loads(card.read_text())["sha256"])
    except (OSError, ValueError, KeyError) as fault:
        raise StudioError(f"the card {card} is missing or damaged: reinstall sketch-studio") from fault
