"""The network that draws: the one whose weights a request names, loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from torch import nn

from studio.weights.store import Store
from studio_torch.reading import State
from studio_torch.weight_file import read_weights

Network = TypeVar("Network", bound=nn.Module)
Build = Callable[[dict[str, Any], State], Network]


class Shelf(Generic[Network]):
    """Networks of one file format; the last one used stays loaded.

    build: from facts and tensors to a network in eval mode. bundled: the weight file that the generator comes with;
    where there is none, `untrained` makes the network that draws without weights.
    """

    def __init__(
        self, file_format: str, build: Build[Network], *, bundled: Path | None, untrained: Callable[[], Network]
    ) -> None:
        self._format = file_format
        self._build = build
        self._bundled = bundled
        self._untrained = untrained
        self._held: tuple[str, Network, dict[str, Any]] | None = None

    def take(self, sha256: str) -> tuple[Network, dict[str, Any]]:
        """Network and facts for a request's `weights`; facts are empty for an untrained network."""
        if self._held is None or self._held[0] != sha256:
            self._held = (sha256, *self._load(sha256))
        return self._held[1], self._held[2]

    def _load(self, sha256: str) -> tuple[Network, dict[str, Any]]:
        path = Store().of_digest(sha256)[1] if sha256 else self._bundled
        if path is None:
            return self._untrained(), {}
        facts, state = read_weights(path, self._format)
        return self._build(facts, state), facts
