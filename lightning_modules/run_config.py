"""What every recipe says: the part of a recipe that is the same for every network."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Self

from studio.errors import InputError

PRECISIONS = ("auto", "fp32", "bf16", "fp16")
_MEMORY = re.compile(r"(\d+(?:\.\d+)?) ?(GiB|MiB)")
REUSE = ("disk", "memory", "none")
_MOST_WORKERS = 256


@dataclass(frozen=True)
class RunConfig:
    """What every recipe says.

    seed: of initial weights, order, augmentation and noise.
    batch: pictures per step. load_size, crop_size: pixels; pairs are resized to the first and cropped to the second.
    flip: mirror half of the pictures, and the sun's side in the style with them.
    validation: pairs held out from the end of the data. workers: processes that draw, read and cut pairs beside the
    training (0: none); they change no batch. world_pairs: how many pairs an epoch of `--data world` has; reuse: whether
    they are drawn once to "disk" (the cache folder), once to "memory", or anew every epoch ("none").
    epochs, max_minutes: the budget, in passes over the data or wall-clock minutes; 0 is no bound, and one is needed.
    warm_up: steps of linear warm-up. decay_from: the part of the budget after which rates fall linearly to
    final_rate of themselves. clip: largest gradient norm, 0 for none.
    precision: auto (what a short trial on the card finds best; on a processor bf16 where it has that), fp32, bf16 or
    fp16. memory: how much of a card to use, as 4GiB, 3500MiB or all: batches are learned from in parts that fit.
    devices, nodes: how many of each share every batch. strategy: Lightning's way to do so; auto is its DDP.
    checkpoint_minutes, sample_minutes, log_every: how often to save, to draw samples, to write metrics (batches).
    """

    kind: str
    seed: int = 0
    batch: int = 8
    load_size: int = 286
    crop_size: int = 256
    flip: bool = True
    validation: int = 64
    workers: int = 0
    world_pairs: int = 2000
    reuse: str = "disk"
    epochs: int = 0
    max_minutes: float = 0.0
    warm_up: int = 50
    decay_from: float = 0.6
    final_rate: float = 0.02
    clip: float = 5.0
    precision: str = "auto"
    memory: str = "4GiB"
    devices: int = 1
    nodes: int = 1
    strategy: str = "auto"
    checkpoint_minutes: float = 5.0
    sample_minutes: float = 10.0
    log_every: int = 50

    def check(self) -> None:
        """InputError for what can't be trained with."""
        if not (self.epochs > 0 or self.max_minutes > 0):
            raise InputError("no budget: set epochs or max_minutes above 0")
        for name in ("batch", "crop_size", "log_every", "devices", "nodes"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}; it must be at least 1")
        if self.load_size < self.crop_size:
            raise InputError(f"load_size {self.load_size} is smaller than crop_size {self.crop_size}")
        if not 0 <= self.workers <= _MOST_WORKERS:
            raise InputError(f"workers is {self.workers}; it must be from 0 to {_MOST_WORKERS}")
        if self.reuse not in REUSE:
            raise InputError(f"reuse is {', '.join(REUSE)}, not {self.reuse}")
        if self.precision not in PRECISIONS:
            raise InputError(f"precision is {', '.join(PRECISIONS)}, not {self.precision}")
        mebibytes(self.memory)
        for batch in self.batches:
            if batch % self.world:
                raise InputError(
                    f"a batch of {batch} can't be shared by {self.world} devices: batches must be multiples of them"
                )

    @property
    def batches(self) -> tuple[int, ...]:
        """The pictures per step, of each phase where there are several."""
        return (self.batch,)

    @property
    def world(self) -> int:
        """How many devices share every batch."""
        return self.devices * self.nodes

    def in_full(self) -> Self:
        """The recipe with every network at work in every batch, at full rates: what a trial must see."""
        return dataclasses.replace(self, warm_up=0, decay_from=1.0)

    @classmethod
    def field_types(cls) -> dict[str, type]:
        """The type of each setting."""
        types = {"str": str, "int": int, "float": float, "bool": bool}
        return {field.name: types[str(field.type)] for field in dataclasses.fields(cls)}


def mebibytes(memory: str) -> int | None:
    """MiB of a setting like 4GiB, 3500MiB or all (None); InputError for anything else."""
    if memory == "all":
        return None
    found = _MEMORY.fullmatch(memory)
    if found is None or float(found[1]) <= 0:
        raise InputError(f"memory is like 4GiB, 3500MiB or all, not {memory}")
    return int(float(found[1]) * (1024 if found[2] == "GiB" else 1))
