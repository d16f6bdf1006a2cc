"""Pictures to pictures as the studio trains it for itself: what CartoonGAN's hands and StarGAN's words are drawn with.

The generators that both papers take (down twice, residual blocks, up twice) but for what shows in flat areas, in light
and in small things. It grows by nearest ×2, since transposed convolutions weave a grid; beyond its border a map goes on
as it ends, for zeros draw a frame; batch norms keep how bright a picture is, at any size, where instance norms divide
it away; each size on the way up sees what it was on the way down, as in a U-Net. What it draws is a change: a gain for
each pixel, and what is added then, so that what stays needs not be drawn again and keeps its finest lines.
"""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from studio_torch.rough_norm import edge_conv

_MULTIPLE = 4
_FAINT = 1e-3  # the first change is next to none
_LOUD = 10.0
"""What words weigh: Adam moves every weight by the same, which is much for a convolution's and little for a gain."""
_LIMIT = 1.5  # black to white is a change of 1, which is reached well before
_STOPS = 2.0  # a gain lies between e^-3 and e^3: from night to day and back


def _bounded(x: Tensor) -> Tensor:
    """As it is near 0, never beyond ±`_LIMIT`, and no slope dies out.

    tanh's did: where a network had once drawn far beyond white around a sun, the hole stayed for good.
    """
    bounded: Tensor = x / (1 + x.abs() / _LIMIT)
    return bounded


class WordNorm(nn.Module):
    """A batch norm whose gain and shift words move: (N, C, H, W) and words (N, D) → (N, C, H, W). D may be 0."""

    def __init__(self, channels: int, words: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(channels)
        self.said = nn.Linear(words, 2 * channels, bias=False) if words else None
        if self.said is not None:
            nn.init.zeros_(self.said.weight)

    def forward(self, x: Tensor, words: Tensor | None) -> Tensor:
        x = self.norm(x)
        if self.said is None or words is None:
            return x
        said = _LOUD * self.said(words.to(self.said.weight.dtype))[:, :, None, None]
        gain, shift = said.to(x.dtype).chunk(2, 1)
        moved: Tensor = x * (1 + gain) + shift
        return moved


class Layer(nn.Module):
    """Convolution, norm, ReLU: (N, C, H, W) → (N, C', H / stride, W / stride)."""

    def __init__(self, inputs: int, outputs: int, words: int, *, kernel: int = 3, stride: int = 1) -> None:
        super().__init__()
        self.conv = edge_conv(inputs, outputs, kernel, stride=stride)
        self.norm = WordNorm(outputs, words)

    def forward(self, x: Tensor, words: Tensor | None) -> Tensor:
        return F.relu(self.norm(self.conv(x), words))


class Block(nn.Module):
    """Two 3×3 convolutions beside the identity: (N, C, H, W) → the same."""

    def __init__(self, channels: int, words: int) -> None:
        super().__init__()
        self.first = Layer(channels, channels, words)
        self.conv = edge_conv(channels, channels, 3)
        self.norm = WordNorm(channels, words)
        nn.init.zeros_(self.norm.norm.weight)  # at first a block passes on what it gets

    def forward(self, x: Tensor, words: Tensor | None) -> Tensor:
        total: Tensor = x + self.norm(self.conv(self.first(x, words)), words)
        return total


class ChangeNet(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] and words (N, D) → changed pictures, which may leave [-1, 1] a little.

    H and W are multiples of 4. words: D, how many there are; with none, a picture is all that it takes.
    """

    def __init__(self, *, words: int = 0, channels: int = 24, blocks: int = 4) -> None:
        super().__init__()
        sizes = (channels, 2 * channels, 4 * channels)
        self.words = words
        self.start = Layer(3, sizes[0], words, kernel=7)
        self.down = nn.ModuleList(Layer(sizes[level], sizes[level + 1], words, stride=2) for level in range(2))
        self.blocks = nn.ModuleList(Block(sizes[2], words) for _ in range(blocks))
        self.up = nn.ModuleList(
            Layer(sizes[level + 1] + sizes[level], sizes[level], words) for level in reversed(range(2))
        )
        self.last = edge_conv(sizes[0] + 3, 6, 7)
        nn.init.normal_(self.last.weight, 0.0, _FAINT)
        if self.last.bias is not None:
            nn.init.zeros_(self.last.bias)

    def forward(self, picture: Tensor, words: Tensor | None = None) -> Tensor:
        return _changed(picture, self.change(picture, words))

    def drawn_large(self, picture: Tensor, words: Tensor | None, *, largest: int) -> Tensor:
        """As the network itself where the picture's shorter side has at most `largest` pixels.

        A larger picture is read at that size, for its things would be larger than any that training has shown; the
        change is brought up and made on the picture as it is, which keeps its finest lines.
        """
        height, width = picture.shape[2:]
        scale = largest / min(height, width)
        if scale >= 1:
            return cast(Tensor, self(picture, words))
        size = [max(_MULTIPLE, round(side * scale / _MULTIPLE) * _MULTIPLE) for side in (height, width)]
        small = F.interpolate(picture, size, mode="bicubic", antialias=True).clamp(-1, 1)
        change = F.interpolate(self.change(small, words), (height, width), mode="bilinear")
        return _changed(picture, change)

    def change(self, picture: Tensor, words: Tensor | None) -> Tensor:
        """(N, 6, H, W): for each pixel and colour the logarithm of a gain, as a part of `_STOPS`, and what is added."""
        x = self.start(picture, words)
        seen = []
        for layer in self.down:
            seen.append(x)
            x = layer(x, words)
        for block in self.blocks:
            x = block(x, words)
        for layer in self.up:
            x = layer(torch.cat([F.interpolate(x, scale_factor=2.0, mode="nearest"), seen.pop()], 1), words)
        drawn = self.last(torch.cat([x, picture.to(x.dtype)], 1)).float()
        # The bundled hand of ink, which hears no words, was trained on tanh.
        return _bounded(drawn) if self.words else torch.tanh(drawn)


def _changed(picture: Tensor, change: Tensor) -> Tensor:
    gain, added = change.chunk(2, 1)
    return (picture.float() + 1) * torch.exp(_STOPS * gain) + 2 * added - 1
