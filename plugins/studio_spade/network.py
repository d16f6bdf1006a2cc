"""SPADE's generator (Park et al. 2019, section 3.2 and appendix A), its modules named as published checkpoints are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from studio_spade.norm import NormKind, Spade
from studio_torch.spectral import conv

Upsampling = Literal["normal", "more", "most"]
HALVINGS: dict[Upsampling, int] = {"normal": 5, "more": 6, "most": 7}


@dataclass(frozen=True)
class Shape:
    """What a SPADE generator is built from.

    semantics: channels of the label map, unknown and instance edges included. channels: of the last block (ngf).
    hidden: channels of the label branch in every SPADE layer, 128 in the paper. latent: length of the style code, 0
    for none. crop_size (width) and aspect_ratio (width by height) of its pictures. spectral: convolutions wear
    spectral norm, as in training; a drawing network has it folded into its weights.
    """

    semantics: int
    channels: int = 64
    norm: NormKind = "batch"
    kernel: int = 3
    hidden: int = 128
    upsampling: Upsampling = "normal"
    latent: int = 0
    crop_size: int = 256
    aspect_ratio: float = 1.0
    spectral: bool = False

    @property
    def grid(self) -> tuple[int, int]:
        """Height and width that the first block works at."""
        width = self.crop_size // 2 ** HALVINGS[self.upsampling]
        return round(width / self.aspect_ratio), width


class SpadeBlock(nn.Module):
    """A residual block whose two (or, where widths differ, three) norms are SPADE layers (figure 4)."""

    def __init__(self, inputs: int, outputs: int, shape: Shape) -> None:
        super().__init__()
        middle = min(inputs, outputs)
        self.conv_0 = _conv(inputs, middle, shape, 3)
        self.conv_1 = _conv(middle, outputs, shape, 3)
        self.norm_0 = _spade(inputs, shape)
        self.norm_1 = _spade(middle, shape)
        self.is_plain = inputs == outputs
        if not self.is_plain:
            self.conv_s = _conv(inputs, outputs, shape, 1)
            self.norm_s = _spade(inputs, shape)

    def forward(self, x: Tensor, semantics: Tensor) -> Tensor:
        y = self.conv_0(F.leaky_relu(self.norm_0(x, semantics), 0.2))
        y = self.conv_1(F.leaky_relu(self.norm_1(y, semantics), 0.2))
        total: Tensor = y + (x if self.is_plain else self.conv_s(self.norm_s(x, semantics)))
        return total


class SpadeGenerator(nn.Module):
    """Label map (N, S, H, W) and, with a latent, style code (N, Z) → pictures (N, 3, h, w) in [-1, 1].

    Pictures have `shape.crop_size` by `shape.aspect_ratio` whatever the map's size, unless `grid` asks for others.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        wide = 16 * shape.channels
        height, width = shape.grid
        self.fc = (
            nn.Linear(shape.latent, wide * height * width)
            if shape.latent
            else nn.Conv2d(shape.semantics, wide, 3, padding=1)
        )
        self.head_0 = SpadeBlock(wide, wide, shape)
        self.G_middle_0 = SpadeBlock(wide, wide, shape)
        self.G_middle_1 = SpadeBlock(wide, wide, shape)
        widths = [16, 8, 4, 2, 1]
        for level in range(4):
            block = SpadeBlock(widths[level] * shape.channels, widths[level + 1] * shape.channels, shape)
            setattr(self, f"up_{level}", block)
        last = shape.channels
        if shape.upsampling == "most":
            last = shape.channels // 2
            self.up_4 = SpadeBlock(shape.channels, last, shape)
        self.conv_img = nn.Conv2d(last, 3, 3, padding=1)

    def forward(self, semantics: Tensor, z: Tensor | None = None, grid: tuple[int, int] | None = None) -> Tensor:
        """z: style codes (N, latent), the prior's mean (zeros) when None. grid: (height, width) of the first block."""
        x = self._start(semantics, z, grid or self.shape.grid)
        for block, rises in self._blocks():
            x = block(F.interpolate(x, scale_factor=2.0, mode="nearest") if rises else x, semantics)
        return torch.tanh(self.conv_img(F.leaky_relu(x, 0.2)))

    def _start(self, semantics: Tensor, z: Tensor | None, grid: tuple[int, int]) -> Tensor:
        if not self.shape.latent:
            start: Tensor = self.fc(F.interpolate(semantics, size=grid, mode="nearest"))
            return start
        if z is None:
            z = semantics.new_zeros(len(semantics), self.shape.latent)
        x: Tensor = self.fc(z).view(len(z), -1, *self.shape.grid)
        return x if grid == self.shape.grid else F.interpolate(x, size=grid, mode="nearest")

    def _blocks(self) -> list[tuple[nn.Module, bool]]:
        """The blocks in their order, and whether the picture doubles before each."""
        rises_in_the_middle = self.shape.upsampling != "normal"
        blocks: list[tuple[nn.Module, bool]] = [
            (self.head_0, False),
            (self.G_middle_0, True),
            (self.G_middle_1, rises_in_the_middle),
        ]
        last = 5 if self.shape.upsampling == "most" else 4
        return blocks + [(getattr(self, f"up_{level}"), True) for level in range(last)]


def _spade(channels: int, shape: Shape) -> Spade:
    return Spade(channels, shape.semantics, norm=shape.norm, kernel=shape.kernel, hidden=shape.hidden)


def _conv(inputs: int, outputs: int, shape: Shape, kernel: int) -> nn.Module:
    """A convolution of a block; the 1×1 one of a shortcut has no bias."""
    return conv(inputs, outputs, kernel, bias=kernel > 1, spectral=shape.spectral)
