"""Pairs drawn when they are asked for: a pure function of (seed, epoch, index), in whichever process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from studio_data.datasets.pair import Pair
from studio_data.world.compose import Scene, compose


class WorldPair(NamedTuple):
    """A pair, the scene that it was drawn from, and the seed of both."""

    pair: Pair
    scene: Scene
    seed: int


def world_pair(seed: int, index: int, size: int, supersample: int, *, epoch: int = 0) -> WorldPair:
    """Pair `index` of `epoch`, size×size pixels, without details that neither labels nor style tell.

    Pairs of epoch 0 are those that `studio data world` writes with the same seed.
    """
    from studio_data.world.paint import paint

    # Trailing zeros don't count in a seed sequence: epoch 0 is the sequence of seed and index alone.
    drawn = int(np.random.SeedSequence([seed, index, epoch]).generate_state(1, np.uint64)[0] >> 11)
    scene = compose(drawn, (size, size))
    picture = paint(scene.labels, scene.style, seed=drawn, supersample=supersample, details=False)
    return WorldPair(Pair(scene.labels, picture, scene.style.vector()), scene, drawn)


@dataclass(frozen=True)
class FreshWorld:
    """`count` pairs an epoch, never the same in two epochs; nothing is kept.

    size: pixels of a side; seed: of everything; supersample: samples per pixel along an axis.
    """

    count: int
    size: int = 256
    seed: int = 0
    supersample: int = 2

    def __len__(self) -> int:
        return self.count

    def pair(self, epoch: int, index: int) -> Pair:
        """Pair `index` (0 to count - 1) of `epoch`."""
        if not 0 <= index < self.count:
            raise IndexError(f"pair {index} of {self.count}")
        return world_pair(self.seed, index, self.size, self.supersample, epoch=epoch).pair
