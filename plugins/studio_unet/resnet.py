"""pix2pix's other generator: residual blocks between two halvings (Johnson et al. 2016; Isola et al. 2017, 6.1).

Modules are named as published checkpoints are; those of pytorch-CycleGAN-and-pix2pix load key by key.
"""

from __future__ import annotations

from torch import Tensor, nn

from studio_unet.pix2pix import Norm, initialise, norm_of


class ResnetBlock(nn.Module):
    """Two 3×3 convolutions over reflected borders, beside the identity."""

    def __init__(self, channels: int, *, norm: Norm, dropout: bool) -> None:
        super().__init__()
        bias = norm == "instance"
        layers: list[nn.Module] = [nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3, bias=bias)]
        layers += [norm_of(norm, channels), nn.ReLU()]
        if dropout:
            layers.append(nn.Dropout(0.5))
        layers += [nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3, bias=bias), norm_of(norm, channels)]
        self.conv_block = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = x + self.conv_block(x)
        return total


class Resnet(nn.Module):
    """(N, inputs, H, W) → (N, outputs, H, W) in [-1, 1]; H and W are multiples of 4.

    `built_from` holds the arguments it was built with.
    """

    def __init__(
        self,
        *,
        inputs: int = 3,
        outputs: int = 3,
        channels: int = 64,
        blocks: int = 9,
        norm: Norm = "batch",
        dropout: bool = False,
    ) -> None:
        super().__init__()
        self.built_from = {
            "inputs": inputs,
            "outputs": outputs,
            "channels": channels,
            "blocks": blocks,
            "norm": norm,
            "dropout": dropout,
        }
        self.multiple = 4
        bias = norm == "instance"
        once, twice, four_times = channels, 2 * channels, 4 * channels
        layers: list[nn.Module] = [nn.ReflectionPad2d(3), nn.Conv2d(inputs, once, 7, bias=bias)]
        layers += [norm_of(norm, once), nn.ReLU()]
        for narrow, wide in ((once, twice), (twice, four_times)):
            layers += [nn.Conv2d(narrow, wide, 3, 2, 1, bias=bias), norm_of(norm, wide), nn.ReLU()]
        layers += [ResnetBlock(four_times, norm=norm, dropout=dropout) for _ in range(blocks)]
        for wide, narrow in ((four_times, twice), (twice, once)):
            layers += [nn.ConvTranspose2d(wide, narrow, 3, 2, 1, 1, bias=bias), norm_of(norm, narrow), nn.ReLU()]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(once, outputs, 7), nn.Tanh()]
        self.model = nn.Sequential(*layers)
        self.apply(initialise)

    def forward(self, picture: Tensor) -> Tensor:
        made: Tensor = self.model(picture)
        return made
