"""The U-Net of pix2pix (Isola et al. 2017, section 6.1.1) with the module names of its published checkpoints.

Every level halves the map with a 4×4 convolution and comes back with a 4×4 transposed one; what a level receives is
concatenated to what it returns. Checkpoints of pytorch-CycleGAN-and-pix2pix load key by key.
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn

Norm = Literal["batch", "instance", "none"]


def norm_of(kind: Norm, channels: int) -> nn.Module:
    """The norm of that name: batch norm learns scale and shift, instance norm (as published) does not."""
    if kind == "none":
        return nn.Identity()
    return nn.BatchNorm2d(channels) if kind == "batch" else nn.InstanceNorm2d(channels)


class UNetLevel(nn.Module):
    """One level: down, whatever lies below, up; (N, C, H, W) → (N, C + C', H, W), or the picture when outermost."""

    def __init__(
        self,
        *,
        outer: int,
        inner: int,
        incoming: int | None = None,
        below: UNetLevel | None = None,
        outermost: bool = False,
        norm: Norm = "batch",
        dropout: bool = False,
    ) -> None:
        super().__init__()
        self.outermost = outermost
        bias = norm == "instance"
        down = nn.Conv2d(outer if incoming is None else incoming, inner, 4, 2, 1, bias=bias)
        rising = inner if below is None else 2 * inner
        layers: list[nn.Module]
        if outermost:
            assert below is not None
            layers = [down, below, nn.ReLU(), nn.ConvTranspose2d(rising, outer, 4, 2, 1), nn.Tanh()]
        else:
            up = nn.ConvTranspose2d(rising, outer, 4, 2, 1, bias=bias)
            layers = [nn.LeakyReLU(0.2), down]
            if below is not None:
                layers += [norm_of(norm, inner), below]
            layers += [nn.ReLU(), up, norm_of(norm, outer)]
            if below is not None and dropout:
                layers.append(nn.Dropout(0.5))
        self.model = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.model(x)
        return y if self.outermost else torch.cat([x, y], 1)


class UNet(nn.Module):
    """pix2pix's U-Net: (N, inputs, H, W) → (N, outputs, H, W) in [-1, 1]; H and W are multiples of 2**downs.

    `built_from` holds the arguments it was built with.
    `downs` 8 is unet_256 and 7 is unet_128; dropout stands in the levels of 8 × `channels` below the fourth.
    """

    def __init__(
        self,
        *,
        inputs: int,
        outputs: int = 3,
        downs: int = 8,
        channels: int = 64,
        norm: Norm = "batch",
        dropout: bool = True,
    ) -> None:
        super().__init__()
        self.built_from = {
            "inputs": inputs,
            "outputs": outputs,
            "downs": downs,
            "channels": channels,
            "norm": norm,
            "dropout": dropout,
        }
        self.multiple = 2**downs
        deep = 8 * channels
        level = UNetLevel(outer=deep, inner=deep, norm=norm)
        for _ in range(downs - 5):
            level = UNetLevel(outer=deep, inner=deep, below=level, norm=norm, dropout=dropout)
        for factor in (4, 2, 1):
            level = UNetLevel(outer=factor * channels, inner=2 * factor * channels, below=level, norm=norm)
        self.model = UNetLevel(outer=outputs, inner=channels, incoming=inputs, below=level, outermost=True, norm=norm)
        self.apply(initialise)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.model(x)
        return y


def initialise(module: nn.Module) -> None:
    """Weights N(0, 0.02), norms N(1, 0.02), biases 0 (pix2pix, section 6.2)."""
    if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(module.weight, 0.0, 0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)
        nn.init.zeros_(module.bias)


class LabelUNet(nn.Module):
    """The U-Net as a label generator: one-hot labels, and the style vector as constant planes beside them.

    Its chance is dropout, so it takes no noise planes.
    """

    noise_scales: tuple[int, ...] = ()

    def __init__(self, *, labels: int, style: int, downs: int, channels: int = 64) -> None:
        super().__init__()
        self.labels = labels
        self.unet = UNet(inputs=labels + style, downs=downs, channels=channels)
        self.multiple = self.unet.multiple

    def forward(self, labels: Tensor, style: Tensor, noise: tuple[Tensor, ...] = ()) -> Tensor:
        """One-hot labels (N, L, H, W) and style (N, S) → pictures (N, 3, H, W) in [-1, 1]."""
        planes = style[:, :, None, None].expand(-1, -1, *labels.shape[2:])
        picture: Tensor = self.unet(torch.cat([labels, planes.to(labels.dtype)], 1))
        return picture.float()
