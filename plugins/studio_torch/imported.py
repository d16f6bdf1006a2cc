"""What a plugin's `convert` answers: an official checkpoint written as weights of the studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from torch import nn

from studio.errors import StudioError
from studio_torch.reading import State
from studio_torch.weight_file import read_weights, write_weights


def own_weights(file: Path, file_format: str) -> tuple[dict[str, Any], State] | None:
    """Facts and tensors of a file that is the studio's own already, of our training; None for other files."""
    try:
        return read_weights(file, file_format)
    except StudioError:
        return None


def keep(
    network: nn.Module,
    out: Path,
    *,
    generator: str,
    title: str,
    facts: Mapping[str, Any],
    labels: str = "",
    domains: Sequence[str] = (),
    ignores: Sequence[str] = (),
) -> dict[str, Any]:
    """Write the network's weights with `facts` to `out`; what a card needs to know.

    ignores: what of its generator's `needs` makes no difference to these weights.
    """
    facts = {**facts, "labels": labels, "domains": list(domains), "ignores": list(ignores)}
    write_weights(out, network.state_dict(), facts)
    return {
        "generator": generator,
        "title": title,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "labels": labels,
        "domains": list(domains),
        "facts": {key: value for key, value in facts.items() if key not in ("labels", "domains")},
    }
