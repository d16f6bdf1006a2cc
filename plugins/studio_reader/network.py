"""The scene reader's network: a U-Net from a picture to label scores, with a head that guesses the style.

Its encoder doubles as a perceptual backbone: features at 1/1, 1/2, 1/4, 1/8 and 1/16 of the picture. Between encoder
and decoder every place of the 1/16 map attends to every other one: what is grass and what a field, what a lake and
what a sea, is told by the whole scene.
"""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Widths = tuple[int, int, int, int, int]
_HEAD = 32
"""Channels per attention head."""


class ConvNorm(nn.Module):
    """Convolution, batch norm, ReLU; stride 2 uses a 4×4 kernel, stride 1 a 3×3 one."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 4 if stride == 2 else 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))


class ContextBlock(nn.Module):
    """Self-attention over all places of a feature map, then a small network per place; (N, C, H, W) → the same shape.

    A depthwise convolution tells every place where it lies (Chu et al. 2021, conditional positional encodings), so any
    size of map will do.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.heads = max(1, width // _HEAD)
        self.place = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.norm = nn.LayerNorm(width)
        self.queries_keys_values = nn.Linear(width, 3 * width)
        self.joined = nn.Linear(width, width)
        self.own_norm = nn.LayerNorm(width)
        self.own = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        count, width, height, columns = x.shape
        tokens = (x + self.place(x)).flatten(2).transpose(1, 2)
        split = self.queries_keys_values(self.norm(tokens)).view(count, -1, 3, self.heads, width // self.heads)
        queries, keys, values = split.permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(queries, keys, values).transpose(1, 2).flatten(2)
        tokens = tokens + self.joined(attended)
        tokens = tokens + self.own(self.own_norm(tokens))
        seen: Tensor = tokens.transpose(1, 2).reshape(count, width, height, columns)
        return seen


class SceneReader(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → label scores (N, L, H, W) and style (N, S); H and W are multiples of 16.

    widths: channels at 1/1 … 1/16. context: how many attention blocks stand between encoder and decoder.
    """

    def __init__(self, *, labels: int, style: int, widths: Widths = (24, 48, 96, 160, 160), context: int = 0) -> None:
        super().__init__()
        self.widths = widths
        self.first = ConvNorm(3, widths[0])
        self.encoder = nn.ModuleList(
            nn.Sequential(ConvNorm(inputs, outputs, 2), ConvNorm(outputs, outputs))
            for inputs, outputs in pairwise(widths)
        )
        self.context = nn.Sequential(*(ContextBlock(widths[-1]) for _ in range(context)))
        pairs = list(zip(widths[:0:-1], widths[-2::-1], strict=True))
        self.up = nn.ModuleList(nn.Conv2d(below, here, 1) for below, here in pairs)
        self.decoder = nn.ModuleList(ConvNorm(here, here) for _, here in pairs)
        self.label_scores = nn.Conv2d(widths[0], labels, 1)
        self.style = nn.Linear(widths[-1], style)

    def features(self, picture: Tensor) -> list[Tensor]:
        """Five feature maps, from full size to 1/16."""
        maps = [self.first(picture)]
        for level in self.encoder:
            maps.append(level(maps[-1]))
        return maps

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.features(picture)
        x = self.context(maps.pop())
        style = self.style(x.mean((2, 3), dtype=torch.float32).to(x.dtype))
        for up, level, skip in zip(self.up, self.decoder, maps[::-1], strict=True):
            x = level(F.interpolate(up(x), scale_factor=2.0, mode="nearest") + skip)
        return self.label_scores(x), style
