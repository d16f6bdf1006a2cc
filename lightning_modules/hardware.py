"""What trains: the processor or a card, what it multiplies well, and how much of its memory is ours."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Protocol

import torch

MIB = 2**20
# TU116 and TU117: half the type's instructions, but no tensor cores, and cuDNN's fp16 is known to give NaN on them
# (pytorch issues 58123, 69449, 77955). Of the T series these are the Turing ones; a T4 has tensor cores.
_SMALL_TURING = re.compile(r"GTX 16\d\d|\bMX(450|550)\b|\bT(400|500|550|600|1000|1200|2000)\b")


class Device(Protocol):
    """A card to measure on. `accelerator` is Lightning's name for its kind, `name` its maker's for itself."""

    accelerator: str
    name: str

    def limit(self, mib: int | None) -> None:
        """No more than `mib` MiB may be reserved from here on; None: all there is."""

    def begin(self) -> None:
        """Give back what is not in use, and measure the peak from here on."""

    def peak_mib(self) -> int:
        """The most that has been reserved since `begin`."""

    def wait(self) -> None:
        """Until the card has done what it was given."""


class Card:
    """A CUDA device."""

    accelerator = "cuda"

    def __init__(self) -> None:
        # Of several processes on one machine, each has the card of its number.
        self._index = int(os.environ.get("LOCAL_RANK", "0")) % torch.cuda.device_count()
        self.name: str = torch.cuda.get_device_name(self._index)

    def limit(self, mib: int | None) -> None:
        total = torch.cuda.get_device_properties(self._index).total_memory
        torch.cuda.set_per_process_memory_fraction(1.0 if mib is None else min(1.0, mib * MIB / total), self._index)

    def begin(self) -> None:
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()

    def peak_mib(self) -> int:
        return torch.cuda.max_memory_reserved() // MIB

    def wait(self) -> None:
        torch.cuda.synchronize()


def card() -> Card | None:
    """The card that training would use, if there is one."""
    return Card() if torch.cuda.is_available() else None


def is_small_turing(name: str) -> bool:
    """Whether that is a card like the GTX 1650 or 1660, or a mobile or workstation card of the same two chips."""
    return bool(_SMALL_TURING.search(name))


def processor_multiplies_bf16(flags: Path = Path("/proc/cpuinfo")) -> str:
    """The instructions with which the processor multiplies bf16, or nothing."""
    try:
        text = flags.read_text()
    except OSError:
        return ""
    return next((name for name in ("amx_bf16", "avx512_bf16") if name in text), "")
