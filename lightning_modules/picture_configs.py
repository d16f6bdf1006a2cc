"""The recipes that turn pictures into pictures: pix2pix as published, StarGAN and CartoonGAN."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

from lightning_modules.run_config import RunConfig
from studio.errors import InputError
from studio_torch.networks import NETWORKS, PAPER

PICTURE_NETWORKS = ("unet_256", "unet_128", "resnet_9blocks", "resnet_6blocks")
OBJECTIVES = ("vanilla", "lsgan")
DIRECTIONS = ("AtoB", "BtoA")


@dataclass(frozen=True)
class PicturePairsConfig(RunConfig):
    """pix2pix as published (Isola et al. 2017): pairs of pictures, or label maps in their palette's colours.

    network: unet_256, unet_128, resnet_9blocks or resnet_6blocks; channels: its width; norm: batch or instance, in
    both networks; dropout: its chance. d_channels, d_layers: the PatchGAN. objective: vanilla (cross-entropy) or lsgan.
    l1: weight of L1 beside it. direction: AtoB draws the right half of a picture from its left one, BtoA the other way.
    rate, beta1, beta2: Adam of both. ema: decay of the averaged generator; 0 is the generator itself.
    """

    kind: str = "picture-pairs"
    network: str = "unet_256"
    channels: int = 64
    norm: str = "batch"
    dropout: bool = True
    d_channels: int = 64
    d_layers: int = 3
    objective: str = "vanilla"
    l1: float = 100.0
    direction: str = "AtoB"
    rate: float = 2e-4
    beta1: float = 0.5
    beta2: float = 0.999
    ema: float = 0.0

    def check(self) -> None:
        super().check()
        _one_of("network", self.network, PICTURE_NETWORKS)
        _one_of("norm", self.norm, ("batch", "instance"))
        _one_of("objective", self.objective, OBJECTIVES)
        _one_of("direction", self.direction, DIRECTIONS)
        _at_least_one(channels=self.channels, d_channels=self.d_channels, d_layers=self.d_layers)
        multiple = {"unet_256": 256, "unet_128": 128}.get(self.network, 4)
        if self.crop_size % multiple:
            raise InputError(f"crop_size {self.crop_size} is no multiple of {multiple}, which {self.network} needs")


@dataclass(frozen=True)
class StarGanConfig(RunConfig):
    """StarGAN (Choi et al. 2018): one picture in many domains.

    attributes: names of the columns to learn, separated by commas; empty takes all. centre: the middle square of that
    many pixels is cut out first (0: the largest), then brought to crop_size. channels, blocks: the generator.
    d_channels, d_layers: the discriminator. critics: its steps for one of the generator's. classes, cycle, penalty:
    weights of the domain classification, of L1 back to the picture, and of the gradient penalty.
    g_rate, d_rate, beta1, beta2: Adam.
    ema: decay of the averaged generator; 0 is the generator itself.
    freeze_norms: keep batch-norm statistics (those of "change") as they are measured at the start, with --init.

    None of the following is in the paper. keep: a target names only the columns that change, and says nothing of the
    others, which are kept; for tables of attributes whose values exclude each other. named: how often a column that
    stays is named all the same. paired: weight of L1 to the true counterpart, where the data have one (another picture
    of the same scene or face); changed: how much more the pixels count that it changes. perceptual: weight of the
    distance of features beside it, VGG-19's from the file `vgg` or the scene reader's from `teacher` (empty: the
    bundled one). gan: weight of the critic's score; at 0 it only tells domains, and with classes at 0 too there is no
    critic. gan_from: the part of the budget after which it takes part. network: "paper", or "change", the studio's own
    (`studio_torch.change_net`).
    With keep, pictures are shown whole at sizes from crop_size to load_size, and cut to crop_size.
    """

    kind: str = "stargan"
    attributes: str = ""
    centre: int = 0
    channels: int = 64
    blocks: int = 6
    d_channels: int = 64
    d_layers: int = 6
    critics: int = 5
    classes: float = 1.0
    cycle: float = 10.0
    penalty: float = 10.0
    g_rate: float = 1e-4
    d_rate: float = 1e-4
    beta1: float = 0.5
    beta2: float = 0.999
    ema: float = 0.0
    freeze_norms: bool = False
    keep: bool = False
    named: float = 0.15
    paired: float = 0.0
    changed: float = 1.0
    perceptual: float = 0.0
    gan: float = 1.0
    gan_from: float = 0.0
    network: str = PAPER
    vgg: str = ""
    teacher: str = ""

    def check(self) -> None:
        super().check()
        _at_least_one(
            channels=self.channels,
            blocks=self.blocks,
            d_channels=self.d_channels,
            d_layers=self.d_layers,
            critics=self.critics,
        )
        _one_of("network", self.network, NETWORKS)
        if not self.keep and (self.paired or self.perceptual or self.gan != 1 or self.gan_from):
            raise InputError("paired, perceptual, gan and gan_from belong to keep: set keep=true with them")
        if not 0 <= self.gan_from < 1:
            raise InputError(f"gan_from is {self.gan_from}; it must be from 0 to below 1, a part of the budget")
        if self.crop_size % 2**self.d_layers:
            raise InputError(
                f"crop_size {self.crop_size} is no multiple of {2**self.d_layers}, which {self.d_layers} d_layers need"
            )

    def in_full(self) -> Self:
        return dataclasses.replace(super().in_full(), critics=1, gan_from=0.0)


@dataclass(frozen=True)
class CartoonGanConfig(RunConfig):
    """CartoonGAN (Chen et al. 2018): photographs to cartoons, from pictures that are no pairs.

    network: "paper", or "change", the studio's own (`studio_torch.change_net`). channels, blocks: its sizes;
    d_channels: the discriminator's. init: the part of the budget that goes to the
    content loss alone. content: its weight beside the adversarial loss. drops: rates fall to a tenth at a half and
    again at three quarters of the rest (otherwise by decay_from). vgg: a file of VGG-19 weights, whose conv4_4 compares
    contents; empty uses the scene reader's features, from `teacher` (empty: the bundled one).
    paired, perceptual: not in the paper: weights of L1 and features against a photograph's own cartoon or draft, the
    one of its name; content then counts for the photographs that have none. slopes: not in the paper: weight of L1
    between the neighbours' differences of the same two, so that flat areas are flat and edges steps. kept: not in the
    paper: weight of L1 between a photograph and its cartoon, both seen 16 times smaller, so that light and colour stay
    roughly where they are. gan: weight of the adversarial loss.
    g_rate, d_rate, beta1, beta2: Adam.
    ema: decay of the averaged generator; 0 is the generator itself.
    freeze_norms: keep batch-norm statistics (those of "change") as they are measured at the start, with --init.
    """

    kind: str = "cartoongan"
    network: str = PAPER
    channels: int = 64
    blocks: int = 8
    d_channels: int = 32
    init: float = 0.1
    content: float = 10.0
    paired: float = 0.0
    perceptual: float = 0.0
    slopes: float = 0.0
    kept: float = 0.0
    gan: float = 1.0
    drops: bool = True
    vgg: str = ""
    teacher: str = ""
    g_rate: float = 2e-4
    d_rate: float = 2e-4
    beta1: float = 0.5
    beta2: float = 0.999
    ema: float = 0.0
    freeze_norms: bool = False

    def check(self) -> None:
        super().check()
        _one_of("network", self.network, NETWORKS)
        _at_least_one(channels=self.channels, blocks=self.blocks, d_channels=self.d_channels)
        if not 0 <= self.init < 1:
            raise InputError(f"init is {self.init}; it must be from 0 to below 1, a part of the budget")
        if self.slopes and not self.paired:
            raise InputError("slopes belong to paired: set paired=… with them")
        if self.crop_size % 4:
            raise InputError(f"crop_size {self.crop_size} is no multiple of 4")

    def in_full(self) -> Self:
        return dataclasses.replace(super().in_full(), init=0.0, drops=False)


PictureConfig = PicturePairsConfig | StarGanConfig | CartoonGanConfig


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InputError(f"{name} is {', '.join(known)}, not {value}")


def _at_least_one(**values: int) -> None:
    for name, value in values.items():
        if value < 1:
            raise InputError(f"{name} is {value}; it must be at least 1")
