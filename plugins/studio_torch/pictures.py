"""Pictures as tensors and back, at the sizes that networks take; and the word on a picture that nobody trained for."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw
from torch import Tensor

from studio.labels import Picture


def as_tensor(picture: Picture) -> Tensor:
    """uint8 (H, W, 3) → float (1, 3, H, W) in [-1, 1]."""
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float().div(127.5).sub(1)


def as_picture(made: Tensor, *, rounded: bool = True) -> Picture:
    """Float (1, 3, H, W) in [-1, 1] → uint8 (H, W, 3); `rounded` False cuts fractions off, as official tests do."""
    scaled = made[0].float().add(1).mul(127.5).clamp(0, 255)
    picture: Picture = (scaled.round() if rounded else scaled).to(torch.uint8).permute(1, 2, 0).contiguous().numpy()
    return picture


def resized(picture: Picture, shape: tuple[int, int]) -> Picture:
    """The picture at (height, width), bicubic and antialiased."""
    if picture.shape[:2] == shape:
        return picture
    image = Image.fromarray(np.ascontiguousarray(picture))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BICUBIC))


def padded(picture: Tensor, multiple: int) -> Tensor:
    """(1, C, H, W) with its last rows and columns repeated until both sides are multiples of `multiple`."""
    height, width = picture.shape[2:]
    return F.pad(picture, (0, -width % multiple, 0, -height % multiple), mode="replicate")


def stamped(picture: Picture, text: str) -> Picture:
    """The picture with a line of text on a dark band along its foot."""
    image = Image.fromarray(np.ascontiguousarray(picture))
    draw = ImageDraw.Draw(image)
    band = max(12, image.height // 12)
    draw.rectangle((0, image.height - band, image.width, image.height), fill=(20, 20, 20))
    draw.text((4, image.height - band // 2), text, fill=(255, 255, 255), anchor="lm")
    return np.asarray(image)
