"""Fréchet distances for `studio evaluate`: in the judge's features, or in Inception's where a file of it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio.labels import Picture

if TYPE_CHECKING:
    from studio_judge.inception_file import InceptionFeatures
    from studio_judge.judging import Judging


class Distances:
    """Distances of sets of pictures to one set; `name` says in whose features."""

    def __init__(self, judging: Judging, inception: Path | None) -> None:
        from studio_judge.inception_file import InceptionFeatures

        self._network: Judging | InceptionFeatures = InceptionFeatures(inception) if inception else judging
        self.name = self._network.name

    def to(self, true: Sequence[Picture], made: Mapping[str, Sequence[Picture]]) -> dict[str, float]:
        """The Fréchet distance of each set in `made` to `true`."""
        from lightning_modules.figures import frechet_distance

        aim = self._network.features(true)
        features = {name: self._network.features(pictures) for name, pictures in made.items()}
        return {name: round(frechet_distance(rows, aim), 3) for name, rows in features.items()}
