"""Weight files of the workshop's networks: safetensors whose metadata say how to build and how to ask."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import nn

from studio.errors import StudioError
from studio.labels import LANDSCAPE
from studio_torch.imported import keep, own_weights
from studio_torch.reading import contents
from studio_unet import reference
from studio_unet.reference import load_reference, load_reference_discriminator
from studio_unet.sizes import SIZES, build

__all__ = [
    "FORMAT",
    "TrainedNetwork",
    "contents",
    "convert",
    "file_digest",
    "load_reference",
    "load_reference_discriminator",
    "load_weights",
]

FORMAT = "studio-unet 1"


@dataclass(frozen=True)
class TrainedNetwork:
    """A network in evaluation mode, the names of its style entries, and style vectors by `hour/season`."""

    network: nn.Module
    size: str
    style_names: tuple[str, ...]
    presets: dict[str, tuple[float, ...]]


def load_weights(path: Path, sha256: str | None = None) -> TrainedNetwork:
    """The network in `path`, checked against `sha256` where one is given; StudioError says what to do otherwise."""
    if not path.is_file():
        raise StudioError(f"no weights at {path}: reinstall sketch-studio, or train some with `studio train unet`")
    if sha256 is not None and file_digest(path) != sha256:
        raise StudioError(f"the weights {path} are damaged (their sha256 is not the card's): reinstall sketch-studio")
    try:
        with safe_open(path, framework="pt") as file:
            facts = json.loads((file.metadata() or {}).get("studio", "{}"))
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
    except (SafetensorError, OSError, ValueError) as fault:
        raise StudioError(f"{path} can't be read as weights: {str(fault).splitlines()[0]}") from fault
    if facts.get("format") != FORMAT:
        raise StudioError(f"{path} holds no weights of this generator")
    try:
        size, style_names = facts["network"], tuple(facts["style_names"])
        presets = {name: tuple(vector) for name, vector in facts["presets"].items()}
        network = build(size, len(style_names), things=facts.get("things", False))
        network.load_state_dict({key: _full(tensor) for key, tensor in tensors.items()})
    except (KeyError, ValueError, RuntimeError) as fault:
        known = ", ".join(SIZES)
        raise StudioError(f"{path} fits no network of this studio ({known}): {str(fault).splitlines()[0]}") from fault
    return TrainedNetwork(network.eval(), size, style_names, presets)


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """Write our own training's files and official pix2pix generators as weights of the studio; None for others."""
    own = own_weights(file, FORMAT)
    if own is None:
        return reference.convert(file, out, hints)
    trained = load_weights(file)
    title = f"U-Net {trained.size}, {len(trained.style_names)} style entries"
    return keep(trained.network, out, generator="unet", title=title, facts=own[0], labels=LANDSCAPE.name)


def file_digest(path: Path) -> str:
    """sha256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _full(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
