"""Weights as the studio keeps them: safetensors, with the facts that a network is built from in the metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from studio.errors import StudioError
from studio_torch.reading import State

_KEY = "studio"


def write_weights(path: Path, state: State, facts: Mapping[str, Any]) -> None:
    """Write `state` and the JSON-able `facts`, whose "format" names what reads them; StudioError where it can't be."""
    try:
        save_file({key: value.contiguous() for key, value in state.items()}, path, {_KEY: json.dumps(dict(facts))})
    except (SafetensorError, OSError) as fault:
        raise StudioError(f"the weights can't be written: {str(fault).splitlines()[0]}") from fault


def facts_if(path: Path, file_format: str) -> dict[str, Any]:
    """What a weight file of that format says of itself; nothing for any other file."""
    try:
        with safe_open(path, framework="pt") as file:
            facts = _facts(file)
    except (SafetensorError, OSError, ValueError):
        return {}
    return facts if facts.get("format") == file_format else {}


def read_weights(path: Path, file_format: str) -> tuple[dict[str, Any], State]:
    """Facts and tensors (floating numbers as float32) of `path`; StudioError where it isn't of that format."""
    try:
        with safe_open(path, framework="pt") as file:
            facts = _facts(file)
            state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
    except (SafetensorError, OSError, ValueError) as fault:
        raise StudioError(f"{path} can't be read as weights: {str(fault).splitlines()[0]}") from fault
    if facts.get("format") != file_format:
        raise StudioError(f"{path} holds no weights of this generator")
    return facts, {key: tensor.float() if tensor.is_floating_point() else tensor for key, tensor in state.items()}


def _facts(file: Any) -> dict[str, Any]:
    """The facts in the metadata of an open safetensors file; ValueError where they are no JSON object."""
    facts = json.loads((file.metadata() or {}).get(_KEY, "{}"))
    if not isinstance(facts, dict):
        raise ValueError("its facts are no JSON object")
    return facts
