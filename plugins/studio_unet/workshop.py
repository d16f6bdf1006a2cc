"""The workshop's own network: a U-Net outside, residual blocks in the middle, and skips between.

Four strided convolutions read the label map down to 1/16; residual blocks think there, with the pixel's position beside
them; four levels (nearest ×2, then 3×3 convolutions: no checkerboard) draw. The style sets scale and shift of the
residual blocks (FiLM, Perez et al. 2018) and, through a small table per label, of every drawing level, so that one
style can make grass dry and water dark at once. One plane of noise per level gives natural materials their texture; the
table gates it, and labels whose look is settled by the map ("quiet" ones: sky, walls, roads) get exactly none.
"""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from studio_torch.scenes import FINE_LEVELS, noisy_labels, position
from studio_torch.things import PLANES, with_things

LEAK = 0.2


def _conv(inputs: int, outputs: int, *, kernel: int = 3, stride: int = 1) -> nn.Conv2d:
    """A convolution before a norm. Beyond its border the map goes on as it ends: zeros there would draw a frame."""
    return nn.Conv2d(inputs, outputs, kernel, stride, 1, bias=False, padding_mode="replicate")


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions with batch norm, scaled and shifted by the style in between: (N, C, H, W) → the same."""

    def __init__(self, *, channels: int, embedding: int) -> None:
        super().__init__()
        self.conv0 = _conv(channels, channels)
        self.norm0 = nn.BatchNorm2d(channels)
        self.film = nn.Linear(embedding, 2 * channels)
        self.conv1 = _conv(channels, channels)
        self.norm1 = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        scale, shift = self.film(style)[:, :, None, None].chunk(2, 1)
        y = self.norm0(self.conv0(x)) * (1 + scale) + shift
        y = self.norm1(self.conv1(F.leaky_relu(y, LEAK)))
        return F.leaky_relu(x + y, LEAK)


class LabelLook(nn.Module):
    """How every label looks under a style, at one level: scale, shift and noise gain per label and channel.

    Labels (N, L, H, W), the hidden table (N, L, E) and noise (N, 1, H, W) → scale and shift (N, C, H, W).
    """

    noisy: Tensor

    def __init__(self, *, channels: int, embedding: int, noisy: Tensor) -> None:
        super().__init__()
        self.scale = nn.Linear(embedding, channels)
        self.shift = nn.Linear(embedding, channels)
        self.gain = nn.Linear(embedding, channels)
        self.register_buffer("noisy", noisy[None, :, None], persistent=False)

    def forward(self, labels: Tensor, table: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        batch, _, height, width = labels.shape
        pixels = labels.permute(0, 2, 3, 1).reshape(batch, height * width, -1)

        def spread(rows: Tensor) -> Tensor:
            return (pixels @ rows.to(pixels.dtype)).view(batch, height, width, -1).permute(0, 3, 1, 2)

        gain = spread(self.gain(table) * self.noisy)
        return spread(self.scale(table)), spread(self.shift(table)) + gain * noise.to(gain.dtype)


class DrawingLevel(nn.Module):
    """Nearest ×2, the skip beside it, two convolutions; labels, style and noise modulate between them."""

    def __init__(self, *, below: int, skip: int, channels: int, embedding: int, noisy: Tensor) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(below, channels, 1)
        self.conv0 = _conv(channels + skip, channels)
        self.norm0 = nn.BatchNorm2d(channels)
        self.look = LabelLook(channels=channels, embedding=embedding, noisy=noisy)
        self.conv1 = _conv(channels, channels)
        self.norm1 = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor, skip: Tensor, labels: Tensor, table: Tensor, noise: Tensor) -> Tensor:
        x = F.interpolate(self.reduce(x), scale_factor=2.0, mode="nearest")
        x = self.norm0(self.conv0(torch.cat([x, skip.to(x.dtype)], 1)))
        scale, shift = self.look(labels, table, noise)
        x = F.leaky_relu(x * (1 + scale) + shift, LEAK)
        return F.leaky_relu(self.norm1(self.conv1(x)), LEAK)


class ReadingLevel(nn.Module):
    """One 4×4 convolution of stride 2: (N, C, H, W) → (N, C', H/2, W/2)."""

    def __init__(self, *, inputs: int, channels: int) -> None:
        super().__init__()
        self.conv = _conv(inputs, channels, kernel=4, stride=2)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.leaky_relu(self.norm(self.conv(x)), LEAK)


class WorkshopNet(nn.Module):
    """One-hot labels (N, L, H, W), style (N, S) and noise planes → pictures (N, 3, H, W) in [-1, 1].

    `widths` are the channels at 1/1, 1/2, 1/4, 1/8 and 1/16. H and W are multiples of 16. `noise_scales` says at which
    fractions of the size (1/8 … 1/1) a noise plane is due. cloudy: whether the sky has noise at the coarse ones,
    where clouds are. things: whether it knows where each pixel lies in its thing.
    """

    multiple = 16
    noise_scales: tuple[int, ...] = (8, 4, 2, 1)

    def __init__(
        self,
        *,
        labels: int,
        style: int,
        widths: tuple[int, int, int, int, int],
        blocks: int,
        embedding: int = 64,
        cloudy: bool = False,
        things: bool = False,
    ) -> None:
        super().__init__()
        self.labels, self.things = labels, things
        planes = labels + PLANES * things
        self.style = nn.Sequential(nn.Linear(style, embedding), nn.LeakyReLU(LEAK), nn.Linear(embedding, embedding))
        self.label_names = nn.Embedding(labels, embedding)
        self.table = nn.Sequential(nn.LeakyReLU(LEAK), nn.Linear(embedding, embedding), nn.LeakyReLU(LEAK))
        channels = (planes, *widths[1:])
        self.reading = nn.ModuleList(
            ReadingLevel(inputs=inputs, channels=outputs) for inputs, outputs in pairwise(channels)
        )
        self.position = nn.Conv2d(2, widths[4], 1, bias=False)
        self.middle = nn.ModuleList(ResidualBlock(channels=widths[4], embedding=embedding) for _ in range(blocks))
        thin = max(8, widths[0] // 3)
        self.thin_labels = nn.Conv2d(planes, thin, 1)
        self.drawing = nn.ModuleList(
            DrawingLevel(
                below=below,
                skip=skip,
                channels=width,
                embedding=embedding,
                noisy=noisy_labels(labels, is_fine=scale < 2**FINE_LEVELS or not cloudy),
            )
            for scale, below, skip, width in (
                (8, widths[4], widths[3], widths[3]),
                (4, widths[3], widths[2], widths[2]),
                (2, widths[2], widths[1], widths[1]),
                (1, widths[1], thin, widths[0]),
            )
        )
        self.paint = nn.Conv2d(widths[0], 3, 3, padding=1, padding_mode="replicate")

    def forward(self, labels: Tensor, style: Tensor, noise: tuple[Tensor, ...]) -> Tensor:
        """`noise` holds planes (N, 1, h, w), one for each of `noise_scales`."""
        look = self.style(style)
        table = self.table(self.label_names.weight[None] + look[:, None])
        x = with_things(labels) if self.things else labels
        skips, maps = [self.thin_labels(x)], [labels]
        for level in self.reading:
            x = level(x)
            skips.append(x)
            maps.append(F.avg_pool2d(maps[-1], 2))
        x = skips.pop()
        x = x + self.position(position(x))
        for block in self.middle:
            x = block(x, look)
        for level, skip, scene, plane in zip(self.drawing, skips[::-1], maps[-2::-1], noise, strict=True):
            x = level(x, skip, scene, table, plane)
        return torch.tanh(self.paint(x).float())
