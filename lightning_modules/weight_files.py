"""Writing weights: safetensors with a JSON card beside, both whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor

from studio.sketch.atomic import write_atomically


def write_weights(path: Path, tensors: Mapping[str, Tensor], facts: Mapping[str, Any], card: Mapping[str, Any]) -> str:
    """Write `path` (fp16, see `stored`) and its card (`.json`), and return the file's sha256.

    `facts` (JSON-able) say how to build and to ask the network; they stand in the file's metadata under one key, so
    that the same weights are always the same bytes.
    """
    data = save(stored(tensors), {"studio": json.dumps(facts, sort_keys=True)})
    digest = hashlib.sha256(data).hexdigest()
    replace_file(path, data)
    whole = {"file": path.name, "sha256": digest, "bytes": len(data), **card}
    replace_file(path.with_suffix(".json"), json.dumps(whole, indent=2, ensure_ascii=False).encode() + b"\n")
    return digest


def stored(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors as a weight file holds them: fp16, but float32 where a value is beyond fp16's range.

    (A norm's running variance easily is: as fp16 it would be infinite, and its channel silent.) ValueError where
    a value is not finite to begin with.
    """
    return {key: _stored(key, value.detach().cpu()).contiguous() for key, value in tensors.items()}


def _stored(key: str, value: Tensor) -> Tensor:
    if not value.is_floating_point():
        return value
    if not bool(value.isfinite().all()):
        raise ValueError(f"{key} holds values that are not finite")
    half = value.half()
    return half if bool(half.isfinite().all()) else value.float()


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all; StudioError says why not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)


def parameter_count(tensors: Mapping[str, Tensor]) -> int:
    """How many numbers the weights are."""
    return sum(tensor.numel() for tensor in tensors.values() if torch.is_floating_point(tensor))
