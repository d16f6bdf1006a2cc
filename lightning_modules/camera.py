"""What stands between a drawn picture and a photograph: another section of it, other light, a lens, a sensor, JPEG.

A reader that is trained through this reads photographs too: it can lean on no exact colour, sharpness or scale.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor


@dataclass(frozen=True)
class Camera:
    """How far each thing may go, and how often it happens.

    nearest: the smallest section that is looked at, as part of the side; farthest: the largest (beyond 1 the picture's
    mirror image fills the frame). stretch: largest change of the aspect, as a factor; tilt: degrees.
    sides: pixels of the square that comes out, one of them per batch. materials: how often every label gets a colour
    of its own beside the picture's; textures: how often the fine detail of another picture lies over it; uneven: how
    often light and shade lie over it that no label tells; clutter: how often something stands
    in front that is none of our labels; grain, blur, jpeg: how often these happen.
    """

    nearest: float = 0.45
    farthest: float = 1.0
    stretch: float = 1.3
    tilt: float = 6.0
    sides: tuple[int, ...] = (128,)
    materials: float = 0.4
    textures: float = 0.25
    uneven: float = 0.5
    clutter: float = 0.3
    grain: float = 0.4
    blur: float = 0.4
    jpeg: float = 0.3

    def photograph(self, labels: Tensor, picture: Tensor, chance: torch.Generator) -> tuple[Tensor, Tensor]:
        """Labels uint8 (N, H, W) and pictures (N, 3, H, W) in [-1, 1] as this camera sees them; `chance` decides."""
        side = self.sides[int(torch.randint(len(self.sides), (1,), generator=chance))]
        labels, picture = self._section(labels, picture, side, chance)
        values = _repainted(labels, picture.add(1).mul(0.5), self.materials, chance)
        labels, values = _cluttered(labels, values, self.clutter, chance)
        values = _retextured(values, self.textures, chance)
        values = _lit_unevenly(values, self.uneven, chance)
        values = _developed(values, chance)
        values = _softened(values, self.blur, chance)
        values = _grained(values, self.grain, chance).clamp(0, 1)
        values = _compressed(values, self.jpeg, chance)
        return labels, values.mul(2).sub(1).contiguous(memory_format=torch.channels_last)

    def _section(self, labels: Tensor, picture: Tensor, side: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
        """A part of each picture, stretched and tilted a little, brought to side² pixels."""
        count = len(picture)
        zoom = _spread(count, self.nearest, self.farthest, chance)
        stretch = torch.exp(_spread(count, -1, 1, chance) * math.log(self.stretch) / 2)
        wide, high = (zoom * stretch).clamp(max=self.farthest), (zoom / stretch).clamp(max=self.farthest)
        across = _spread(count, -1, 1, chance) * (1 - wide).clamp(min=0)
        down = _spread(count, -1, 1, chance) * (1 - high).clamp(min=0)
        angle = _spread(count, -1, 1, chance) * math.radians(self.tilt)
        cosine, sine = angle.cos(), angle.sin()
        rows = [
            torch.stack((wide * cosine, -wide * sine, across), 1),
            torch.stack((high * sine, high * cosine, down), 1),
        ]
        grid = F.affine_grid(torch.stack(rows, 1), [count, 3, side, side], align_corners=False)
        seen = F.grid_sample(picture, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
        found = F.grid_sample(
            labels[:, None].float(), grid, mode="nearest", padding_mode="reflection", align_corners=False
        )
        return found[:, 0].to(torch.uint8), seen


def _spread(count: int, low: float, high: float, chance: torch.Generator) -> Tensor:
    return torch.rand(count, generator=chance) * (high - low) + low


def _happens(count: int, share: float, chance: torch.Generator) -> Tensor:
    """(N, 1, 1, 1): 1 where it happens, else 0."""
    return (torch.rand(count, generator=chance) < share).float()[:, None, None, None]


def _repainted(labels: Tensor, values: Tensor, share: float, chance: torch.Generator) -> Tensor:
    """Every label's colour a little off by itself: materials are told by more than the world's own colours."""
    count = len(values)
    lightness = torch.randn(count, 32, 1, generator=chance) * 0.14
    tint = torch.randn(count, 32, 3, generator=chance) * 0.07
    gains = torch.exp(lightness + tint)
    picked = torch.gather(gains, 1, labels.long().flatten(1)[:, :, None].expand(-1, -1, 3))
    factors = picked.transpose(1, 2).reshape(values.shape)
    return torch.where(_happens(count, share, chance) > 0, values * factors, values)


def _cluttered(labels: Tensor, values: Tensor, share: float, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """An oval out of another picture, upside down, stands in front; it is void, so that it may be read as anything."""
    count, _, height, width = values.shape
    centre, radius = torch.rand(count, 2, generator=chance), torch.rand(count, 2, generator=chance) * 0.15 + 0.04
    rows = (torch.linspace(0, 1, height)[None] - centre[:, :1]) / radius[:, :1]
    columns = (torch.linspace(0, 1, width)[None] - centre[:, 1:]) / radius[:, 1:]
    covered = rows.square()[:, :, None] + columns.square()[:, None] < 1
    covered &= _happens(count, share, chance)[:, 0] > 0
    others = values.roll(1, 0).flip(2)
    return labels.masked_fill(covered, 0), torch.where(covered[:, None], others, values)


def _retextured(values: Tensor, share: float, chance: torch.Generator) -> Tensor:
    """The fine detail of the next picture in the batch over this one's, more or less strongly."""
    grey = values.mean(1, keepdim=True)
    coarse = F.avg_pool2d(grey, 9, 1, 4, count_include_pad=False)
    detail = (grey - coarse).roll(1, 0)
    strength = _happens(len(values), share, chance) * _spread(len(values), 0.2, 1.0, chance)[:, None, None, None]
    return values + strength * detail


def _lit_unevenly(values: Tensor, share: float, chance: torch.Generator) -> Tensor:
    """Soft light, shade and tint over parts of the picture: a few large blobs."""
    count, _, height, width = values.shape
    blobs = torch.randn(count, 4, 4, 4, generator=chance)
    field = F.interpolate(blobs, (height, width), mode="bicubic", align_corners=False)
    gains = torch.exp(field[:, :1] * 0.2 + field[:, 1:] * 0.05)
    return torch.where(_happens(count, share, chance) > 0, values * gains, values)


def _developed(values: Tensor, chance: torch.Generator) -> Tensor:
    """Exposure, gamma, contrast, colour temperature and tint, saturation."""
    count = len(values)
    draw = torch.randn(count, 6, generator=chance).clamp(-2, 2)[:, :, None, None, None]
    warm, green = draw[:, 0] * 0.09, draw[:, 1] * 0.04
    gains = torch.exp(torch.cat((warm - green / 2, green, -warm - green / 2), 1) + draw[:, 2] * 0.26)
    values = (values.clamp(min=1e-3) * gains).pow(torch.exp(draw[:, 3] * 0.22))
    grey = values.mean(1, keepdim=True)
    values = grey + (values - grey) * torch.exp(draw[:, 4] * 0.3)
    middle = values.mean((1, 2, 3), keepdim=True)
    return middle + (values - middle) * torch.exp(draw[:, 5] * 0.18)


def _softened(values: Tensor, share: float, chance: torch.Generator) -> Tensor:
    """A lens out of focus, or a picture that was sharpened: a blend with its own 3×3 and 5×5 means."""
    count = len(values)
    near = F.avg_pool2d(values, 3, 1, 1, count_include_pad=False)
    far = F.avg_pool2d(near, 3, 1, 1, count_include_pad=False)
    amount = _spread(count, -0.6, 1.0, chance)[:, None, None, None]
    wide = _happens(count, 0.4, chance) * (amount > 0)
    soft = values + amount * (torch.where(wide > 0, far, near) - values)
    return torch.where(_happens(count, share, chance) > 0, soft, values)


def _grained(values: Tensor, share: float, chance: torch.Generator) -> Tensor:
    """A sensor's noise, the same in all colours for the most part."""
    count, _, height, width = values.shape
    strength = torch.rand(count, generator=chance)[:, None, None, None].square() * 0.07
    noise = torch.randn(count, 1, height, width, generator=chance)
    return values + _happens(count, share, chance) * strength * noise


def _compressed(values: Tensor, share: float, chance: torch.Generator) -> Tensor:
    """Some of the pictures after JPEG of quality 20 to 90."""
    chosen = torch.rand(len(values), generator=chance) < share
    qualities = torch.randint(20, 91, (len(values),), generator=chance)
    for index in chosen.nonzero().flatten().tolist():
        pixels = values[index].permute(1, 2, 0).mul(255).byte().contiguous().numpy()
        data = io.BytesIO()
        Image.fromarray(pixels).save(data, "JPEG", quality=int(qualities[index]))
        read = torch.from_numpy(np.array(Image.open(data)))
        values[index] = read.permute(2, 0, 1).float().div(255)
    return values
