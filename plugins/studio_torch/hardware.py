"""What the processor is good at."""

from __future__ import annotations

from pathlib import Path

import torch


def drawing_type() -> torch.dtype:
    """bfloat16 where the processor multiplies it in hardware; float32 elsewhere, where bfloat16 would be slower."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return torch.float32
    return torch.bfloat16 if "avx512_bf16" in flags or "amx_bf16" in flags else torch.float32
