"""Every recipe on networks of a few channels, with batches to train it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from lightning_modules.base import RecipeModule
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.cartoongan import CartoonGan
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.config_tsit import TsitConfig
from lightning_modules.image_pix2pix import PicturePairs
from lightning_modules.losses.backbones import ReaderFeatures
from lightning_modules.picture_configs import CartoonGanConfig, PicturePairsConfig, StarGanConfig
from lightning_modules.pix2pix import Pix2Pix
from lightning_modules.spade import SpadeRecipe
from lightning_modules.stargan import StarGan
from lightning_modules.tsit import TsitRecipe
from studio.labels import LANDSCAPE
from studio_reader.network import SceneReader

_STYLES = 3
Made = tuple[RecipeModule, list[Any]]


def pictures(count: int, size: int) -> Tensor:
    return torch.rand(count, 3, size, size) * 2 - 1


def labelled(count: int, size: int) -> Batch:
    labels = torch.randint(1, 20, (count, 4, 4)).repeat_interleave(size // 4, 1).repeat_interleave(size // 4, 2)
    return Batch(labels.to(torch.uint8), pictures(count, size), torch.rand(count, _STYLES))


def _backbone() -> ReaderFeatures:
    return ReaderFeatures(SceneReader(labels=len(LANDSCAPE), style=_STYLES, widths=(4, 4, 4, 4, 4)))


def _budget() -> Budget:
    return Budget(batches=100, minutes=0)


def unet(count: int, batches: int) -> Made:
    config = Pix2PixConfig(network="tiny", batch=count, load_size=32, crop_size=32, epochs=1, d_channels=4)
    module = Pix2Pix(config, _budget(), _STYLES, _backbone())
    return module, [labelled(count, 32) for _ in range(batches)]


def spade(count: int, batches: int) -> Made:
    config = SpadeConfig(
        channels=2, hidden=4, latent=8, d_channels=4, d_layers=3, batch=count, load_size=64, crop_size=64, epochs=1
    )
    return SpadeRecipe(config, _budget(), _backbone()), [labelled(count, 64) for _ in range(batches)]


def tsit(count: int, batches: int) -> Made:
    config = TsitConfig(
        channels=1, d_channels=2, d_layers=3, batch=count, load_size=256, crop_size=256, epochs=1, perceptual=0.0
    )
    return TsitRecipe(config, _budget(), None), [labelled(count, 256) for _ in range(batches)]


def pix2pix(count: int, batches: int) -> Made:
    config = PicturePairsConfig(
        network="resnet_6blocks", channels=2, d_channels=4, batch=count, load_size=32, crop_size=32, epochs=1
    )
    return PicturePairs(config, _budget()), [(pictures(count, 32), pictures(count, 32)) for _ in range(batches)]


def cartoongan(count: int, batches: int) -> Made:
    config = CartoonGanConfig(
        channels=4, blocks=2, d_channels=4, init=0.0, batch=count, load_size=32, crop_size=32, epochs=1
    )
    given = [tuple(pictures(count, 32) for _ in range(3)) for _ in range(batches)]
    return CartoonGan(config, _budget(), _backbone()), given


def stargan(count: int, batches: int) -> Made:
    config = StarGanConfig(
        channels=4, blocks=2, d_channels=4, d_layers=3, critics=1, batch=count, load_size=32, crop_size=32, epochs=1
    )
    given = [(pictures(count, 32), torch.randint(0, 2, (count, 3)).float()) for _ in range(batches)]
    return StarGan(config, _budget(), 3, exclusive=False), given


RECIPES: dict[str, Callable[[int, int], Made]] = {
    "unet": unet,
    "spade": spade,
    "tsit": tsit,
    "pix2pix": pix2pix,
    "cartoongan": cartoongan,
    "stargan": stargan,
}


def made(name: str, count: int = 2, batches: int = 2) -> Made:
    """The same module and batches at every call."""
    torch.manual_seed(0)
    return RECIPES[name](count, batches)
