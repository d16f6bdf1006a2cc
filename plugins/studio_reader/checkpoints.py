"""Reading the scene reader's weights."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from studio.errors import StudioError
from studio_reader.network import SceneReader

FORMAT = "studio-reader 1"
BUNDLED = Path(__file__).parent / "weights" / "teacher.safetensors"


def load_reader(path: Path = BUNDLED, sha256: str | None = None) -> tuple[SceneReader, tuple[str, ...]]:
    """The reader in `path`, in eval mode, and the names of its style outputs; StudioError says what is wrong.

    The file is checked against `sha256` (hex) where one is given.
    """
    if not path.is_file():
        raise StudioError(f"no scene reader at {path}: train one with `studio train reader --data DIR`")
    if sha256 is not None and hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise StudioError(f"the weights {path} are damaged (their sha256 is not the card's): reinstall sketch-studio")
    try:
        with safe_open(path, framework="pt") as file:
            facts = json.loads((file.metadata() or {}).get("studio", "{}"))
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
        if facts.get("format") != FORMAT:
            raise StudioError(f"{path} holds no scene reader's weights")
        first, second, third, fourth, fifth = facts["widths"]
        style_names = tuple(facts["style_names"])
        widths = (first, second, third, fourth, fifth)
        context = int(facts.get("context", 0))
        reader = SceneReader(labels=facts["labels"], style=len(style_names), widths=widths, context=context)
        reader.load_state_dict({key: _full(tensor) for key, tensor in tensors.items()})
    except (SafetensorError, KeyError, ValueError, RuntimeError, OSError) as fault:
        raise StudioError(f"{path} can't be read as a scene reader's weights: {str(fault).splitlines()[0]}") from fault
    return reader.eval(), style_names


def _full(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
