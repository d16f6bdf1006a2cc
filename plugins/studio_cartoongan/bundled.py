"""The hands that CartoonGAN comes with, as their cards describe them; imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.generators.specs import Weights
from studio_torch.bundled import bundled_weights

_TITLES = {"ink": ("ink", "墨线"), "pepper": ("Pepper&Carrot", "小辣椒与胡萝卜")}


@dataclass(frozen=True)
class Hand:
    """A domain, its titles in English and Chinese, and its weights."""

    name: str
    titles: tuple[str, str]
    weights: Weights

    @property
    def path(self) -> Path:
        """Where the weights lie."""
        return Path(__file__).parent / self.weights.file


def hands() -> tuple[Hand, ...]:
    """Those whose weights are there; the first is the usual one."""
    return tuple(
        Hand(name, titles, weights)
        for name, titles in _TITLES.items()
        for weights in bundled_weights(__package__, name)
    )
