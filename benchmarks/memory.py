"""What every recipe takes of a small card: `python benchmarks/memory.py [--memory 4GiB] [--only spade-paper]`.

Every recipe at its paper's size on 256² pictures, with a perceptual loss of VGG-19's size (random weights: memory and
time are the same), cudnn.benchmark off, and no more of the card than --memory less 600 MiB for CUDA itself: beyond
that, its allocator refuses. Prints a table: precision, pictures at a time, the most that was reserved, pictures a
second, and an estimate of the latter for a GTX 1650 by the two cards' fp32 rates. --tiny tries the command itself, on
a processor too, where nothing is limited and no memory is measured.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from lightning_modules.base import RecipeModule
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.cartoongan import CartoonGan
from lightning_modules.config import load_config
from lightning_modules.hardware import Device, card
from lightning_modules.image_pix2pix import PicturePairs
from lightning_modules.losses.backbones import Backbone, ReaderFeatures, Vgg19Features
from lightning_modules.pix2pix import Pix2Pix
from lightning_modules.rehearsal import rehearse
from lightning_modules.settling import settle_on
from lightning_modules.spade import SpadeRecipe
from lightning_modules.stargan import StarGan
from lightning_modules.tsit import TsitRecipe
from studio.errors import StudioError
from studio.labels import LANDSCAPE
from studio_reader.network import SceneReader

_STYLE, _DOMAINS = 40, 5
_STEPS = 6
_GTX_1650_TFLOPS = 2.98  # its maker's fp32 figure


class Processor:
    """Stands in for a card where there is none."""

    accelerator = "cpu"
    name = "processor"

    def limit(self, mib: int | None) -> None:
        """Nothing is limited."""

    def begin(self) -> None:
        """Nothing is measured."""

    def peak_mib(self) -> int:
        """Unknown."""
        return 0

    def wait(self) -> None:
        """It never runs ahead."""


def noise_vgg() -> Vgg19Features:
    """VGG-19 in size, its weights random: for time and memory they are as good as any."""
    state: dict[str, Tensor] = {}
    index, inputs = 0, 3
    for width, convolutions in ((64, 2), (128, 2), (256, 4), (512, 4), (512, 1)):
        for _ in range(convolutions):
            state[f"features.{index}.weight"] = torch.randn(width, inputs, 3, 3) * (2 / (9 * inputs)) ** 0.5
            state[f"features.{index}.bias"] = torch.zeros(width)
            index, inputs = index + 2, width
        index += 1
    return Vgg19Features(state)


def small_backbone() -> ReaderFeatures:
    """Features that cost nothing, to try the command."""
    return ReaderFeatures(SceneReader(labels=len(LANDSCAPE), style=_STYLE, widths=(4, 4, 4, 4, 4)))


def pictures(count: int, size: int) -> Tensor:
    """Noise, (N, 3, size, size) in [-1, 1]."""
    return torch.rand(count, 3, size, size) * 2 - 1


def labelled(config: Any) -> Batch:
    """Patches of labels, and noise for pictures and styles."""
    patches = torch.randint(1, 20, (config.batch, 4, 4))
    labels = patches.repeat_interleave(config.crop_size // 4, 1).repeat_interleave(config.crop_size // 4, 2)
    return Batch(labels.to(torch.uint8), pictures(config.batch, config.crop_size), torch.rand(config.batch, _STYLE))


def in_pictures(config: Any, each: int) -> tuple[Tensor, ...]:
    """A batch of `each` kinds of pictures."""
    return tuple(pictures(config.batch, config.crop_size) for _ in range(each))


def faces(config: Any) -> tuple[Tensor, Tensor]:
    """Pictures and attributes."""
    return pictures(config.batch, config.crop_size), torch.randint(0, 2, (config.batch, _DOMAINS)).float()


_NARROW = {"batch": "2", "load_size": "64", "crop_size": "64", "d_channels": "2", "channels": "2"}
_BUILDERS: dict[str, tuple[Callable[[Any, Budget, Backbone], RecipeModule], Callable[[Any], Any], dict[str, str]]] = {
    "unet-workshop": (
        lambda config, budget, backbone: Pix2Pix(config, budget, _STYLE, backbone),
        labelled,
        {"batch": "2", "load_size": "64", "crop_size": "64", "d_channels": "2", "network": "tiny"},
    ),
    "pix2pix-paper": (
        lambda config, budget, _: PicturePairs(config, budget),
        lambda config: in_pictures(config, 2),
        {**_NARROW, "network": "resnet_6blocks"},
    ),
    "spade-paper": (lambda config, budget, backbone: SpadeRecipe(config, budget, backbone), labelled, _NARROW),
    "tsit-paper": (
        lambda config, budget, backbone: TsitRecipe(config, budget, backbone),
        labelled,
        {**_NARROW, "load_size": "256", "crop_size": "256", "channels": "1"},
    ),
    "cartoongan-paper": (
        lambda config, budget, backbone: CartoonGan(config, budget, backbone),
        lambda config: in_pictures(config, 3),
        _NARROW,
    ),
    "stargan-paper": (
        lambda config, budget, _: StarGan(config, budget, _DOMAINS, exclusive=False),
        faces,
        {**_NARROW, "d_layers": "3"},
    ),
}
_FULL = {"load_size": "286", "crop_size": "256"}


def line(preset: str, memory: str, device: Device, scale: float, *, tiny: bool) -> str:
    """A recipe's line of the table."""
    make, batch_of, small = _BUILDERS[preset]
    config = load_config(preset, {"memory": memory, **(small if tiny else _FULL)})
    torch.manual_seed(0)
    backbone = small_backbone() if tiny else noise_vgg()
    module, batch = make(config, Budget(batches=0, minutes=0), backbone), batch_of(config)
    settled = settle_on(device, module, batch)
    module.fitting = settled.fitting
    found = rehearse(module, batch, settled.precision, device, steps=_STEPS)
    size = settled.fitting.size
    how = f"{size} of {config.batch}" + (", computed again" if settled.fitting.checkpointing else "")
    rate = config.batch / max(found.seconds_per_step, 1e-9)
    return f"| {preset} | {settled.precision} | {how} | {found.peak_mib} | {rate:.2f} | {rate * scale:.2f} |"


def fp32_tflops(device: Device, side: int) -> float:
    """What this card or processor does in fp32, by a matrix product."""
    where = torch.device(device.accelerator)
    one = torch.randn(side, side, device=where)
    one @ one
    device.wait()
    begun = time.perf_counter()
    for _ in range(5):
        one @ one
    device.wait()
    return 5 * 2 * side**3 / (time.perf_counter() - begun) / 1e12


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memory", default="4GiB", help="of the card: 4GiB, 3500MiB, all")
    parser.add_argument("--only", choices=_BUILDERS, help="one recipe")
    parser.add_argument("--tiny", action="store_true", help="networks of a few channels, to try the command")
    args = parser.parse_args()
    device: Device = card() or Processor()
    scale = _GTX_1650_TFLOPS / fp32_tflops(device, 256 if args.tiny else 8192)
    print(f"{device.name}, torch {torch.__version__}, memory {args.memory}")
    print("| recipe | precision | pictures at a time | reserved, MiB | pictures/s | GTX 1650, estimated |")
    print("|---|---|---|---|---|---|")
    for preset in [args.only] if args.only else _BUILDERS:
        try:
            print(line(preset, args.memory, device, scale, tiny=args.tiny), flush=True)
        except StudioError as fault:
            print(f"| {preset} | {fault} | | | | |", flush=True)


if __name__ == "__main__":
    main()
