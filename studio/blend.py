"""Between two seeds: a picture need not be one seed's or the other's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blend:
    """A second seed, and its share in the picture: 0 is the first seed's alone, 1 the second's; ValueError beyond."""

    seed: int
    share: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.share <= 1.0:
            raise ValueError(f"a share lies between 0 and 1, not at {self.share}")
