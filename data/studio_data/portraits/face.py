"""A face as a value: one field per attribute, and the identity, which decides everything else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError
from studio_data.portraits.attributes import ATTRIBUTES

_MOST_IDENTITIES = 2**53


@dataclass(frozen=True)
class Face:
    """Everything a portrait depends on. `identity` (0..2^53-1) draws what has no attribute: build, place, clothes."""

    hair: str = "brown"
    cut: str = "bob"
    fringe: str = "swept"
    eyes: str = "double"
    expression: str = "neutral"
    age: str = "adult"
    features: str = "soft"
    glasses: str = "none"
    skin: str = "light"
    identity: int = 0

    def __post_init__(self) -> None:
        """InputError for a value that its attribute hasn't."""
        for attribute in ATTRIBUTES:
            value = getattr(self, attribute.key)
            if value not in attribute.keys:
                raise InputError(f"{attribute.key} can't be {value!r}; there are {', '.join(attribute.keys)}")
        if not 0 <= self.identity < _MOST_IDENTITIES:
            raise InputError(f"identity is {self.identity}; it must be from 0 to {_MOST_IDENTITIES - 1}")

    @classmethod
    def sample(cls, rng: np.random.Generator) -> Face:
        """A random face: every attribute on its own, each value as often as the others."""
        values = {attribute.key: str(rng.choice(attribute.keys)) for attribute in ATTRIBUTES}
        return cls(**values, identity=int(rng.integers(_MOST_IDENTITIES)))

    def changed(self, **attributes: str) -> Face:
        """The same face with other values: `face.changed(hair="red")`. InputError for an unknown attribute or value."""
        known = [attribute.key for attribute in ATTRIBUTES]
        for key in attributes:
            if key not in known:
                raise InputError(f"a face has no attribute {key!r}; there are {', '.join(known)}")
        return replace(self, **attributes)  # type: ignore[arg-type]

    def attribute_vector(self) -> NDArray[np.float32]:
        """One-hot numbers, float32 (len(ATTRIBUTE_NAMES),), in the order of `ATTRIBUTE_NAMES`."""
        bits = [getattr(self, attribute.key) == key for attribute in ATTRIBUTES for key in attribute.keys]
        return np.array(bits, np.float32)
