"""VGG-19's weights out of the files that people have: torchvision's, by its sha256, and other layouts of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from torch import Tensor

from studio.errors import InputError
from studio_torch.reading import read_state

VGG19 = (64, 64, "M", 128, 128, "M", 256, 256, 256, 256, "M", 512, 512, 512, 512, "M", 512)
"""Output channels per convolution up to conv5_1, "M" where it pools (Simonyan & Zisserman 2015)."""

TORCHVISION_S = "dcbb9e9d"
"""How the sha256 of torchvision's VGG19_Weights.IMAGENET1K_V1 begins; the file's name, vgg19-dcbb9e9d.pth, says it."""

_NAMED = re.compile(r"-([0-9a-f]{8,64})\.pth$")
_CONVOLUTIONS = 16


class VggFile(NamedTuple):
    """The tensors under torchvision's names (`features.N.weight`), and whose they are, for logs and cards."""

    state: dict[str, Tensor]
    origin: str


def read_vgg19(path: Path) -> VggFile:
    """VGG-19 out of any file that holds its convolutions in their order; InputError says what is wrong.

    Known are torchvision's names (within a larger network too), plain Sequentials, slices as in SPADE's code and
    conv1_1 … conv5_4, wrapped or not, as a torch file or safetensors. A file whose name tells its sha256, as
    torchvision's does, must have it.
    """
    if not path.is_file():
        raise InputError(f"no VGG-19 weights at {path}")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    named = _NAMED.search(path.name)
    if named and not digest.startswith(named[1]):
        raise InputError(
            f"{path} is damaged: by its name its sha256 begins with {named[1]}, and it is {digest[:16]}…; get it again"
        )
    whose = "torchvision's" if digest.startswith(TORCHVISION_S) else "not torchvision's file"
    return VggFile(_in_order(read_state(path), path), f"{path.name}, sha256 {digest[:16]}…: {whose}")


def _in_order(found: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
    """The convolutions under torchvision's names, told by their order and shapes."""
    if any(key.endswith("running_mean") for key in found):
        raise InputError(f"{path} holds another network than VGG-19: it has batch norms")
    weights = sorted((key for key, value in found.items() if value.ndim == 4), key=_natural)
    state = {}
    numbers = iter(weights)
    inputs, index = 3, 0
    for step in VGG19:
        if step == "M":
            index += 1
            continue
        key = next(numbers, None)
        if key is None:
            there = "no" if not weights else f"only {len(weights)}"
            raise InputError(f"{path} holds no VGG-19: it has {there} convolutions (features.0.weight, …)")
        shape = (int(step), inputs, 3, 3)
        bias = found.get(key.removesuffix("weight") + "bias")
        if tuple(found[key].shape) != shape or bias is None or tuple(bias.shape) != shape[:1]:
            raise InputError(f"{path} holds another network than VGG-19: {key} and its bias have other shapes")
        state[f"features.{index}.weight"], state[f"features.{index}.bias"] = found[key], bias
        inputs, index = int(step), index + 2
    if len(weights) > _CONVOLUTIONS:
        raise InputError(f"{path} holds another network than VGG-19: it has {len(weights)} convolutions")
    return state


def _natural(key: str) -> list[tuple[int, str]]:
    """Sorts layer 10 behind layer 2."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", key)]
