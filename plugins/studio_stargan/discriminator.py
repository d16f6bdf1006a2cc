"""StarGAN's discriminator (Choi et al. 2018, table 5): real or not per patch, and which domain."""

from __future__ import annotations

from torch import Tensor, nn


class StarDiscriminator(nn.Module):
    """Pictures (N, 3, size, size) → patch scores (N, 1, h, w) and domain logits (N, D); no norm anywhere."""

    def __init__(self, *, size: int, domains: int, channels: int = 64, layers: int = 6) -> None:
        super().__init__()
        width = channels
        main: list[nn.Module] = [nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.01)]
        for _ in range(layers - 1):
            main += [nn.Conv2d(width, 2 * width, 4, 2, 1), nn.LeakyReLU(0.01)]
            width *= 2
        self.main = nn.Sequential(*main)
        self.conv1 = nn.Conv2d(width, 1, 3, 1, 1, bias=False)
        self.conv2 = nn.Conv2d(width, domains, size // 2**layers, bias=False)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        features = self.main(picture)
        return self.conv1(features), self.conv2(features).flatten(1)
