"""The networks have the published sizes: parameters, and multiplications counted on tensors without memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from studio_cartoongan.authors import AuthorsGenerator
from studio_cartoongan.discriminator import CartoonDiscriminator
from studio_cartoongan.network import CartoonGenerator
from studio_spade.network import Shape as SpadeShape
from studio_spade.network import SpadeGenerator
from studio_stargan.discriminator import StarDiscriminator
from studio_stargan.network import StarGenerator
from studio_torch.multiscale import MultiscaleDiscriminator
from studio_torch.style_encoder import StyleEncoder
from studio_tsit.network import Shape as TsitShape
from studio_tsit.network import TsitGenerator
from studio_unet.patchgan import PatchGan
from studio_unet.pix2pix import UNet
from studio_unet.resnet import Resnet

Built = tuple[nn.Module, tuple[tuple[int, ...], ...]]


def spade(semantics: int, height: int = 256, width: int = 256, **changes: Any) -> Built:
    return SpadeGenerator(SpadeShape(semantics, crop_size=width, **changes)), ((semantics, height, width),)


def published() -> dict[str, tuple[Callable[[], Built], int, float]]:
    """Name → (how to build it and what it takes, parameters, 10⁹ multiplications), from the papers' own code."""
    picture = (3, 256, 256)
    return {
        "spade coco": (lambda: spade(184), 97_480_899, 191.14),
        "spade ade20k": (lambda: spade(151), 96_492_483, 181.15),
        "spade ade20k more": (lambda: spade(151, upsampling="more"), 96_492_483, 175.34),
        "spade ade20k most": (lambda: spade(151, upsampling="most"), 97_412_579, 104.17),
        "spade ade20k vae": (lambda: spade(151, latent=256), 111_942_595, 181.08),
        "spade cityscapes": (
            lambda: spade(36, 256, 512, upsampling="more", aspect_ratio=2.0),
            93_048_003,
            281.28,
        ),
        "spade 32": (lambda: spade(12, channels=32), 29_610_000, 60.85),
        "spade 16": (lambda: spade(12, channels=16), 10_760_000, 29.61),
        "spade encoder": (lambda: (StyleEncoder(), (picture,)), 10_463_424, 1.127),
        "spade discriminator": (
            lambda: (MultiscaleDiscriminator(187, spectral=False), ((187, 256, 256),)),
            5_904_514,
            8.53,
        ),
        "tsit ade20k vae": (
            lambda: (TsitGenerator(TsitShape(151, latent=256)), ((151, 256, 256),)),
            332_686_899,
            107.04,
        ),
        "tsit transfer": (lambda: (TsitGenerator(TsitShape(3, styled=True)), (picture, picture)), 398_093_739, 96.89),
        "tsit 16": (lambda: (TsitGenerator(TsitShape(12, channels=16)), ((12, 256, 256),)), 20_747_583, 5.69),
        "unet_256": (lambda: (UNet(inputs=3), (picture,)), 54_413_955, 6.048),
        "unet_128": (lambda: (UNet(inputs=3, downs=7), (picture,)), 41_828_995, 6.023),
        "resnet_9 instance": (lambda: (Resnet(norm="instance"), (picture,)), 11_378_179, 49.55),
        "resnet_9 batch": (lambda: (Resnet(), (picture,)), 11_383_427, 49.55),
        "resnet_6 instance": (lambda: (Resnet(norm="instance", blocks=6), (picture,)), 7_837_699, 35.06),
        "patchgan batch": (lambda: (PatchGan(6), ((6, 256, 256),)), 2_768_705, 3.197),
        "patchgan instance": (lambda: (PatchGan(6, norm="instance"), ((6, 256, 256),)), 2_767_809, 3.197),
        "stargan": (lambda: (StarGenerator(domains=5), (picture, (5,))), 8_430_528, 39.84),
        "stargan discriminator 128": (
            lambda: (StarDiscriminator(size=128, domains=5), ((3, 128, 128),)),
            44_762_048,
            0.684,
        ),
        "stargan discriminator 256": (lambda: (StarDiscriminator(size=256, domains=5), (picture,)), 44_884_928, 2.735),
        "cartoongan": (lambda: (CartoonGenerator(), (picture,)), 11_120_195, 54.38),
        "cartoongan authors": (lambda: (AuthorsGenerator(), (picture,)), 11_129_667, 54.38),
        "cartoongan discriminator": (lambda: (CartoonDiscriminator(), (picture,)), 1_128_385, 5.80),
    }


PUBLISHED = published()


@pytest.mark.parametrize("name", PUBLISHED)
def test_sizes_are_the_published_ones(name: str) -> None:
    build, parameters, multiplications = PUBLISHED[name]
    with torch.device("meta"):
        network, shapes = build()
        inputs = [torch.empty(1, *shape) for shape in shapes]
        counted = multiplications_of(network.eval(), inputs)
    count = sum(parameter.numel() for parameter in network.parameters())
    assert count == (parameters if parameters % 1000 else pytest.approx(parameters, abs=10_000))
    assert counted / 1e9 == pytest.approx(multiplications, abs=0.006 if multiplications > 5 else 0.0006)


def multiplications_of(network: nn.Module, inputs: list[Tensor]) -> int:
    """Multiplications of convolutions, transposed ones and linear layers in one pass."""
    total = 0

    def count(module: nn.Module, given: tuple[Tensor, ...], made: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.ConvTranspose2d):
            total += given[0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.Conv2d):
            total += made.numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            total += made.numel() * module.in_features

    handles = [module.register_forward_hook(count) for module in network.modules()]
    network(*inputs)
    for handle in handles:
        handle.remove()
    return total
