"""StarGAN's generator (Choi et al. 2018, table 4), its modules named as published checkpoints are."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from studio_stargan.forms import BATCH, CHANGE, INSTANCE, PICTURE

_FAINT = 0.001  # its first weights: the picture as it is, nearly
_STOPS = 2.0  # a gain lies between e^-2 and e^2: from night to day and back
_Norm = Callable[[int], nn.Module]


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions with instance norms, beside the identity."""

    def __init__(self, channels: int, norm: _Norm) -> None:
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
            norm(channels),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
            norm(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        total: Tensor = x + self.main(x)
        return total


class StarGenerator(nn.Module):
    """Pictures (N, 3, H, W) in [-1, 1] and target domains (N, D) → pictures of the same size.

    H and W are multiples of 4. norm: "instance" as published; its running averages are never used by the paper's own
    test (see `studio_torch.fitting.use_instance_statistics`), and with a picture's own statistics the domains' even
    planes cancel out but for the borders. "batch" keeps how bright a picture is, lets the planes through and knows no
    size: for edits that change a whole picture's light. Both have the same tensors. output: "picture" as published, or
    "change", a gain for each pixel and what is added then, so that what stays needs not be drawn again and keeps its
    finest lines at any size; such pictures may leave [-1, 1] a little.
    """

    def __init__(
        self, *, domains: int, channels: int = 64, blocks: int = 6, norm: str = INSTANCE, output: str = PICTURE
    ) -> None:
        super().__init__()
        norm_of = _norm_of(norm)
        layers: list[nn.Module] = [nn.Conv2d(3 + domains, channels, 7, 1, 3, bias=False), norm_of(channels), nn.ReLU()]
        width = channels
        for _ in range(2):
            layers += [nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False), norm_of(2 * width), nn.ReLU()]
            width *= 2
        layers += [ResidualBlock(width, norm_of) for _ in range(blocks)]
        for _ in range(2):
            layers += [nn.ConvTranspose2d(width, width // 2, 4, 2, 1, bias=False), norm_of(width // 2), nn.ReLU()]
            width //= 2
        last = nn.Conv2d(width, 6 if output == CHANGE else 3, 7, 1, 3, bias=False)
        if output == CHANGE:
            nn.init.normal_(last.weight, 0.0, _FAINT)
        layers += [last, nn.Tanh()]
        self.domains = domains
        self.output = output
        self.main = nn.Sequential(*layers)

    def forward(self, picture: Tensor, domain: Tensor) -> Tensor:
        planes = domain[:, :, None, None].expand(-1, -1, *picture.shape[2:])
        made: Tensor = self.main(torch.cat([picture, planes.to(picture.dtype)], 1))
        return made if self.output == PICTURE else _changed(picture, made)


def _changed(picture: Tensor, change: Tensor) -> Tensor:
    """(N, 3, H, W) with black at -1, under (N, 6, H, W) in [-1, 1]: the gain's logarithm, then what is added."""
    gain, added = change.float().chunk(2, 1)
    return (picture.float() + 1) * torch.exp(_STOPS * gain) + 2 * added - 1


def _norm_of(name: str) -> _Norm:
    if name == BATCH:
        return nn.BatchNorm2d
    return lambda channels: nn.InstanceNorm2d(channels, affine=True, track_running_stats=True)
