"""Which arithmetic a run uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

Module = TypeVar("Module", bound=nn.Module)


def lightning_precision(wanted: str) -> str:
    """Lightning's name for `auto`, `bf16` or `fp32`; auto is bf16 where the hardware multiplies in it."""
    if wanted == "auto":
        wanted = "bf16" if _has_bf16() else "fp32"
    return "bf16-mixed" if wanted == "bf16" else "32-true"


def _has_bf16() -> bool:
    if torch.cuda.is_available():
        return torch.cuda.get_device_capability() >= (8, 0)
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def channels_last(module: Module) -> Module:
    """`module` with its weights in channels-last memory, which is quicker for bf16 convolutions."""
    move: Any = module.to  # its published types know no memory format
    moved: Module = move(memory_format=torch.channels_last)
    return moved
