"""TSIT's generator (Jiang et al. 2020, section 3 and appendix), its modules named as published checkpoints are."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from studio_torch.spectral import conv
from studio_tsit.norms import Fade, Moments, fadain, moments
from studio_tsit.stream import WIDTHS, Stream

BLOCKS = ("head_0", "G_middle_0", "G_middle_1", "up_0", "up_1", "up_2", "up_3")
"""The blocks from the coarsest on; block i takes the features of scale 7 - i."""
HALVINGS = 7
SMALLEST = 256
"""Pixels of the shortest side that it takes: below, the coarsest features would be a single point."""
COLOURS = 3


@dataclass(frozen=True)
class Shape:
    """What a TSIT generator is built from.

    content: channels of what it draws from: a label map's, or 3 of a picture. channels: of the last block (ngf).
    styled: it has a style stream; knows_look: and what that stream finds in the pictures it was trained on, for when no
    style is given. latent: length of the style code where it starts from one, else 0. crop_size
    (width) and aspect_ratio (width by height) of its pictures. spectral: convolutions wear spectral norm, as in
    training; a drawing network has it folded into its weights.
    """

    content: int
    channels: int = 64
    styled: bool = False
    knows_look: bool = False
    latent: int = 0
    crop_size: int = 256
    aspect_ratio: float = 1.0
    spectral: bool = False

    @property
    def grid(self) -> tuple[int, int]:
        """Height and width that the first block works at."""
        width = self.crop_size // 2**HALVINGS
        return round(width / self.aspect_ratio), width


class FadeBlock(nn.Module):
    """A residual block whose norms are FADE layers; it keeps its width until its second convolution."""

    def __init__(self, inputs: int, outputs: int, *, spectral: bool) -> None:
        super().__init__()
        self.conv_0 = conv(inputs, inputs, 3, spectral=spectral)
        self.conv_1 = conv(inputs, outputs, 3, spectral=spectral)
        self.norm_0 = Fade(inputs, inputs)
        self.norm_1 = Fade(inputs, inputs)
        self.is_plain = inputs == outputs
        if not self.is_plain:
            self.conv_s = conv(inputs, outputs, 1, bias=False, spectral=spectral)
            self.norm_s = Fade(inputs, inputs)

    def forward(self, x: Tensor, features: Tensor) -> Tensor:
        y = self.conv_0(F.leaky_relu(self.norm_0(x, features), 0.2))
        y = self.conv_1(F.leaky_relu(self.norm_1(y, features), 0.2))
        total: Tensor = y + (x if self.is_plain else self.conv_s(self.norm_s(x, features)))
        return total


class TsitGenerator(nn.Module):
    """Content (N, C, H, W), by its task a label map or a picture, → pictures (N, 3, H, W) in [-1, 1].

    H and W are multiples of 128 and at least SMALLEST.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        wide = WIDTHS[-1] * shape.channels
        height, width = shape.grid
        self.fc = (
            nn.Linear(shape.latent, wide * height * width)
            if shape.latent
            else nn.Conv2d(shape.content, wide, 3, padding=1)
        )
        self.content_stream = Stream(shape.content, shape.channels, spectral=shape.spectral)
        if shape.styled:
            self.style_stream = Stream(COLOURS, shape.channels, spectral=shape.spectral)
        if shape.knows_look:
            for scale, width_here in enumerate(WIDTHS):
                self.register_buffer(look_name(scale), torch.zeros(2, width_here * shape.channels))
        narrow = wide
        for name, width_below in zip(BLOCKS, (*WIDTHS[-2::-1],), strict=True):
            setattr(self, name, FadeBlock(narrow, width_below * shape.channels, spectral=shape.spectral))
            narrow = width_below * shape.channels
        self.conv_img = nn.Conv2d(narrow, 3, 3, padding=1)

    def forward(
        self,
        content: Tensor,
        style: Tensor | None = None,
        z: Tensor | None = None,
        noise: Tensor | None = None,
        alpha: float = 1.0,
    ) -> Tensor:
        """style: a picture (N, 3, h, w); when None the look that the network knows, or else its content's.

        z: style codes (N, latent), zeros when None. noise: (N, content, grid) standard normal, what a network with a
        style stream starts from; zeros when None.
        alpha: how much of the style is taken, 0 to 1.
        """
        contents = self.content_stream(content)
        styles = self._styles(content, style) if self.shape.styled else None
        x = self._start(content, z, noise, contents[-1].shape[2:])
        for scale, name in zip(range(HALVINGS, 0, -1), BLOCKS, strict=True):
            if styles is not None:
                x = fadain(x, styles[scale], alpha)
            x = getattr(self, name)(x, contents[scale])
            x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        return torch.tanh(self.conv_img(F.leaky_relu(x, 0.2)))

    def look(self, style: Tensor) -> list[Moments]:
        """What the style stream finds in pictures (N, 3, h, w), per scale."""
        return [moments(features) for features in self.style_stream(style)]

    def _styles(self, content: Tensor, style: Tensor | None) -> list[Moments]:
        if style is None and self.shape.knows_look:
            known = [getattr(self, look_name(scale)) for scale in range(len(WIDTHS))]
            return [(look[0].view(1, -1, 1, 1), look[1].view(1, -1, 1, 1)) for look in known]
        return self.look(content if style is None else style)

    def _start(self, content: Tensor, z: Tensor | None, noise: Tensor | None, grid: torch.Size) -> Tensor:
        """What the coarsest block starts from, (N, 16 · ngf, *grid)."""
        shape = self.shape
        if shape.latent:
            code = content.new_zeros(len(content), shape.latent) if z is None else z
            x: Tensor = self.fc(code).view(len(code), -1, *shape.grid)
            return F.interpolate(x, size=tuple(grid), mode="nearest")
        if shape.styled:
            start: Tensor = self.fc(content.new_zeros(len(content), shape.content, *grid) if noise is None else noise)
            return start
        shrunk: Tensor = self.fc(F.interpolate(content, size=tuple(grid), mode="nearest"))
        return shrunk


def look_name(scale: int) -> str:
    """The buffer of a network that knows its look: mean and deviation per channel of that scale, (2, C)."""
    return f"look_{scale}"
