"""One label everywhere: instance norm washes it out, SPADE keeps it (Park et al. 2019, section 3.1 and figure 3)."""

from __future__ import annotations

from itertools import combinations

import pytest
import torch
from torch import Tensor, nn

from studio.labels import LANDSCAPE
from studio_spade.network import Shape, SpadeGenerator
from studio_spade.norm import NormKind
from studio_unet.resnet import Resnet

SKY, GRASS, SEA = LANDSCAPE.ids("sky", "grass", "sea")


def uniform(label: int) -> Tensor:
    semantics = torch.zeros(1, len(LANDSCAPE), 64, 64)
    semantics[:, label] = 1.0
    return semantics


def without_a_border(network: nn.Module) -> nn.Module:
    """Every convolution reflects its map, as the first does: zeros beyond the border would betray the label there."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and module.padding != (0, 0):
            module.padding_mode = "reflect"
    return network.eval()


def differences(network: nn.Module) -> list[float]:
    """How far apart the pictures of maps of sky, grass and sea alone are, on [-1, 1]."""
    with torch.inference_mode():
        pictures = [network(uniform(label)) for label in (SKY, GRASS, SEA)]
    return [float((one - other).abs().mean()) for one, other in combinations(pictures, 2)]


@pytest.mark.parametrize("norm", ["batch", "instance"])
def test_spade_keeps_what_instance_norm_washes_out(norm: NormKind) -> None:
    torch.manual_seed(0)
    resnet = without_a_border(Resnet(inputs=len(LANDSCAPE), channels=8, norm="instance"))
    shape = Shape(len(LANDSCAPE), channels=4, norm=norm, hidden=16, crop_size=64)
    spade = without_a_border(SpadeGenerator(shape))
    assert max(differences(resnet)) < 1e-5
    assert min(differences(spade)) > 1e-3
