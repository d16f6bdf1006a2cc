"""SPADE for two cores: the paper's blocks on a named style, with noise where nature has texture.

The map, averaged down to 1/16, starts the picture together with the pixels' position and the style; five SPADE blocks
(Park et al. 2019, figure 4) double it to full size. A block's label branch also reads the style, so that one style
can make grass dry and water dark at once. It says, beside scale and shift, how much of a noise plane every pixel gets
(as in StyleGAN, Karras et al. 2019, but gated by the map): sand and leaves are made of it, walls get none, and the sky
only at coarse levels, where clouds are. The two finest levels modulate by 1×1 convolutions, which halves the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from studio.labels import LANDSCAPE
from studio_torch.rough_norm import RoughNorm, edge_conv
from studio_torch.scenes import FINE_LEVELS, noisy_labels, position
from studio_torch.things import PLANES, with_things

LEAK = 0.2
_HALVINGS = 4


@dataclass(frozen=True)
class SceneShape:
    """channels: of the last block (ngf); hidden: of the label branches; embedding: of the style; labels, style: how
    many there are; noisy: whether noise planes take part; things: whether it knows where each pixel lies in its thing.
    """

    style: int
    channels: int = 16
    hidden: int = 32
    embedding: int = 64
    labels: int = len(LANDSCAPE)
    noisy: bool = True
    things: bool = False

    @property
    def planes(self) -> int:
        """How many a map has for the network: one a label, and the things'."""
        return self.labels + PLANES * self.things


class SceneBlock(nn.Module):
    """A residual block of two SPADE layers that share one label branch: (N, C, H, W) → (N, C', H, W)."""

    noisy: Tensor

    def __init__(self, inputs: int, outputs: int, shape: SceneShape, *, kernel: int) -> None:
        super().__init__()
        middle = min(inputs, outputs)
        self.labels = edge_conv(shape.planes, shape.hidden, 3)
        self.style = nn.Linear(shape.embedding, shape.hidden)
        self.spade_0 = RoughNorm(inputs, shape.hidden, kernel)
        self.conv_0 = edge_conv(inputs, middle, 3)
        self.spade_1 = RoughNorm(middle, shape.hidden, kernel)
        self.conv_1 = edge_conv(middle, outputs, 3)
        self.shortcut = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1, bias=False)
        noisy = noisy_labels(shape.labels, is_fine=kernel == 1) * float(shape.noisy)
        self.register_buffer("noisy", noisy[None, :, None, None], persistent=False)

    def forward(self, x: Tensor, labels: Tensor, style: Tensor, noise: Tensor) -> Tensor:
        seen = F.relu(self.labels(labels) + self.style(style)[:, :, None, None])
        noisy = self.noisy.to(labels.dtype)
        heard = noise.to(labels.dtype) * (labels[:, : noisy.shape[1]] * noisy).sum(1, keepdim=True)
        y = self.conv_0(F.leaky_relu(self.spade_0(x, seen, heard), LEAK))
        y = self.conv_1(F.leaky_relu(self.spade_1(y, seen, heard), LEAK))
        total: Tensor = self.shortcut(x) + y
        return total


class SceneNet(nn.Module):
    """One-hot labels (N, L, H, W), style (N, S) and noise planes → pictures (N, 3, H, W) in [-1, 1].

    H and W are multiples of 16; a noise plane (N, 1, h, w) is due for each of `noise_scales`.
    """

    multiple = 2**_HALVINGS
    noise_scales: tuple[int, ...] = (16, 8, 4, 2, 1)

    def __init__(self, shape: SceneShape) -> None:
        super().__init__()
        self.shape = shape
        widths = [shape.channels * factor for factor in (16, 16, 8, 4, 2, 1)]
        self.style = nn.Sequential(
            nn.Linear(shape.style, shape.embedding), nn.LeakyReLU(LEAK), nn.Linear(shape.embedding, shape.embedding)
        )
        self.start = edge_conv(shape.planes + 2, widths[0], 3)
        self.start_style = nn.Linear(shape.embedding, widths[0])
        self.blocks = nn.ModuleList()
        for level, (inputs, outputs) in enumerate(pairwise(widths)):
            kernel = 1 if level > _HALVINGS - FINE_LEVELS else 3
            self.blocks.append(SceneBlock(inputs, outputs, shape, kernel=kernel))
        self.paint = edge_conv(widths[-1], 3, 3)

    def forward(self, labels: Tensor, style: Tensor, noise: tuple[Tensor, ...]) -> Tensor:
        look = F.leaky_relu(self.style(style), LEAK)
        maps = [with_things(labels) if self.shape.things else labels]
        for _ in range(_HALVINGS):
            maps.append(F.avg_pool2d(maps[-1], 2))
        coarse = maps[-1]
        where = position(coarse).expand(len(coarse), -1, -1, -1)
        x = self.start(torch.cat([coarse, where], 1)) + self.start_style(look)[:, :, None, None]
        for block, scene, plane in zip(self.blocks, reversed(maps), noise, strict=True):
            if x.shape[2:] != scene.shape[2:]:
                x = F.interpolate(x, scale_factor=2.0, mode="nearest")
            x = block(x, scene, look, plane)
        return torch.tanh(self.paint(F.leaky_relu(x, LEAK)).float())
