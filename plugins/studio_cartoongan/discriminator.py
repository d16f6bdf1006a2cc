"""CartoonGAN's discriminator (Chen et al. 2018, figure 2): is each patch a clear-edged cartoon's?"""

from __future__ import annotations

from torch import Tensor, nn


class CartoonDiscriminator(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] → logits (N, 1, H/4, W/4).

    Logits where the reimplementation ends in a sigmoid: its loss, taken from logits, is finite in half precision.
    """

    def __init__(self, *, channels: int = 32) -> None:
        super().__init__()
        self.convs = nn.Sequential(
            nn.Conv2d(3, channels, 3, 1, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(channels, 2 * channels, 3, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(2 * channels, 4 * channels, 3, 1, 1),
            nn.InstanceNorm2d(4 * channels),
            nn.LeakyReLU(0.2),
            nn.Conv2d(4 * channels, 4 * channels, 3, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(4 * channels, 8 * channels, 3, 1, 1),
            nn.InstanceNorm2d(8 * channels),
            nn.LeakyReLU(0.2),
            nn.Conv2d(8 * channels, 8 * channels, 3, 1, 1),
            nn.InstanceNorm2d(8 * channels),
            nn.LeakyReLU(0.2),
            nn.Conv2d(8 * channels, 1, 3, 1, 1),
        )

    def forward(self, picture: Tensor) -> Tensor:
        logits: Tensor = self.convs(picture)
        return logits
