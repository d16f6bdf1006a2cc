"""TSIT for two cores: label maps in the look of a picture.

As in the paper (Jiang et al. 2020, section 3) a content stream modulates every block (FADE), and a style stream gives
every scale's mean and deviation (FAdaIN). Smaller than published: five scales instead of eight; batch norms in the
streams, for instance norms wash uniform maps and a picture's colours out; and noise where nature has texture.
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
from studio_tsit.norms import Moments, fadain, moments

LEAK = 0.2
_HALVINGS = 4
_WIDTHS = (10, 10, 8, 4, 2, 1)
_CONTENT = (4, 4, 3, 2, 1)
_LOOK_SIDE = 128
"""Pixels of a style picture's short side when its look is taken: a look's textures mean the same at every size."""


@dataclass(frozen=True)
class SceneTsitShape:
    """channels: of the last block (ngf); labels: how many there are; things: whether the content stream knows where
    each pixel lies in its thing."""

    channels: int = 16
    labels: int = len(LANDSCAPE)
    things: bool = False

    @property
    def widths(self) -> list[int]:
        """Channels from 1/16 of the size to full size, and what the last block gives."""
        return [self.channels * factor for factor in _WIDTHS]


class Halving(nn.Module):
    """One 3×3 convolution of stride 2 and a batch norm: (N, C, H, W) → (N, C', H/2, W/2)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv = edge_conv(inputs, outputs, 3, stride=2)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.leaky_relu(self.norm(self.conv(x)), LEAK)


class StyleStream(nn.Module):
    """Pictures (N, 3, h, w) of any size → means and deviations for every block, the coarsest first."""

    def __init__(self, shape: SceneTsitShape) -> None:
        super().__init__()
        widths = [3, *reversed(shape.widths[:-1])]
        self.levels = nn.ModuleList(Halving(inputs, outputs) for inputs, outputs in pairwise(widths))

    def forward(self, picture: Tensor) -> list[Moments]:
        found, picture = [], _at_look_size(picture)
        for level in self.levels:
            picture = level(picture)
            found.append(moments(picture))
        return found[::-1]


def _at_look_size(pictures: Tensor) -> Tensor:
    """The pictures with `_LOOK_SIDE` pixels on their short side."""
    height, width = pictures.shape[2:]
    scale = _LOOK_SIDE / min(height, width)
    if scale == 1:
        return pictures
    size = (max(_LOOK_SIDE, round(height * scale)), max(_LOOK_SIDE, round(width * scale)))
    return F.interpolate(pictures.float(), size, mode="bicubic", antialias=scale < 1)


class SceneFadeBlock(nn.Module):
    """A residual block of two FADE layers on one scale's content features: (N, C, H, W) → (N, C', H, W)."""

    noisy: Tensor

    def __init__(self, inputs: int, outputs: int, features: int, *, kernel: int, noisy: Tensor) -> None:
        super().__init__()
        middle = min(inputs, outputs)
        self.fade_0 = RoughNorm(inputs, features, kernel)
        self.conv_0 = edge_conv(inputs, middle, 3)
        self.fade_1 = RoughNorm(middle, features, kernel)
        self.conv_1 = edge_conv(middle, outputs, 3)
        self.shortcut = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1, bias=False)
        self.register_buffer("noisy", noisy[None, :, None, None], persistent=False)

    def forward(self, x: Tensor, features: Tensor, labels: Tensor, noise: Tensor) -> Tensor:
        heard = noise.to(labels.dtype) * (labels * self.noisy.to(labels.dtype)).sum(1, keepdim=True)
        y = self.conv_0(F.leaky_relu(self.fade_0(x, features, heard), LEAK))
        y = self.conv_1(F.leaky_relu(self.fade_1(y, features, heard), LEAK))
        total: Tensor = self.shortcut(x) + y
        return total


class SceneTsit(nn.Module):
    """One-hot labels (N, L, H, W), a style picture (N, 3, h, w) and noise planes → pictures (N, 3, H, W) in [-1, 1].

    H and W are multiples of 16; a noise plane (N, 1, H', W') is due for each of `noise_scales`. The usual look, of
    clear days, is what it draws in when no style is given.
    """

    multiple = 2**_HALVINGS
    noise_scales: tuple[int, ...] = (16, 8, 4, 2, 1)

    def __init__(self, shape: SceneTsitShape) -> None:
        super().__init__()
        self.shape = shape
        widths, content = shape.widths, [shape.channels * factor for factor in _CONTENT]
        self.thin = edge_conv(shape.labels + PLANES * shape.things, content[-1], 3)
        self.content = nn.ModuleList(Halving(inputs, outputs) for inputs, outputs in pairwise(content[::-1]))
        self.style = StyleStream(shape)
        self.start = edge_conv(content[0] + 3, widths[0], 3)
        self.blocks = nn.ModuleList()
        for level, (inputs, outputs) in enumerate(pairwise(widths)):
            kernel = 1 if level > _HALVINGS - FINE_LEVELS else 3
            noisy = noisy_labels(shape.labels, is_fine=kernel == 1)
            self.blocks.append(SceneFadeBlock(inputs, outputs, content[level], kernel=kernel, noisy=noisy))
            self.register_buffer(f"look_{level}", torch.zeros(2, inputs))
        self.paint = edge_conv(widths[-1], 3, 3)

    def forward(
        self, labels: Tensor, style: Tensor | None, noise: tuple[Tensor, ...], *, strength: float = 1.0
    ) -> Tensor:
        """style: None draws in the usual look. strength: how much of it is taken, 0 to 1."""
        look = self.style(style) if style is not None else self.usual_look()
        scene = with_things(labels) if self.shape.things else labels
        features, maps = [F.leaky_relu(self.thin(scene), LEAK)], [labels]
        for level in self.content:
            features.append(level(features[-1]))
            maps.append(F.avg_pool2d(maps[-1], 2))
        coarse = features[-1]
        where = position(coarse).expand(len(coarse), -1, -1, -1)
        x = self.start(torch.cat([coarse, where, noise[0].to(coarse.dtype)], 1))
        for block, seen, scene, plane, wanted in zip(
            self.blocks, reversed(features), reversed(maps), noise, look, strict=True
        ):
            if x.shape[2:] != scene.shape[2:]:
                x = F.interpolate(x, scale_factor=2.0, mode="nearest")
            x = block(fadain(x, wanted, strength).to(scene.dtype), seen, scene, plane)
        return torch.tanh(self.paint(F.leaky_relu(x, LEAK)).float())

    def usual_look(self) -> list[Moments]:
        """Means and deviations that the style stream found in clear days, averaged."""
        known = [getattr(self, f"look_{level}") for level in range(len(self.blocks))]
        return [(look[0].view(1, -1, 1, 1).float(), look[1].view(1, -1, 1, 1).float()) for look in known]

    @torch.no_grad()
    def learn_usual_look(self, pictures: Tensor) -> None:
        """Take the average look of these pictures (N, 3, h, w) for the usual one."""
        for level, (mean, deviation) in enumerate(self.style(pictures)):
            known = torch.stack([mean.mean(0).flatten(), deviation.mean(0).flatten()])
            getattr(self, f"look_{level}").copy_(known)
