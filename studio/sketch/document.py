"""The sketch: a label map and everything else that its picture is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from studio.blend import Blend
from studio.labels import LabelMap, Picture

OptionValue = str | int | float | bool

MAX_PIXELS = 2048 * 2048
"""The largest label map, in pixels."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain that makes the picture.

    generator: its id. options: where they aren't the default. domain: which of its domains is asked for. weights: the
    sha256 (hex) of weights in the user's store, "" for those in use.
    """

    generator: str
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    domain: str | None = None
    weights: str = ""


DEFAULT_CHAIN = (Step("spade"),)


@dataclass(eq=False, slots=True)
class Sketch:
    """A label map, uint8 (H, W) of LANDSCAPE ids, which its owner draws on, and what turns it into a picture.

    `chain` holds a label generator first and picture generators after; `style` is a picture, uint8 (H, W, 3) RGB, whose
    light and season are borrowed; `blend` is a second seed that is mixed in, where the generator can do that; `weights`
    maps a generator's id to the sha256 (hex) of the weights that drew last. `photograph`, a picture too, is what the
    labels were read from; where `from_photograph` is set, the chain begins with it instead of the labels, and holds
    picture generators only.
    `reference` is how much of the photograph shines through the labels on the canvas, in percent.
    """

    labels: LabelMap
    chain: tuple[Step, ...] = DEFAULT_CHAIN
    seed: int = 0
    style: Picture | None = None
    domain: str | None = None
    weights: dict[str, str] = field(default_factory=dict)
    photograph: Picture | None = None
    from_photograph: bool = False
    reference: int = 0
    blend: Blend | None = None

    def __post_init__(self) -> None:
        if self.labels.ndim != 2 or self.labels.dtype != np.uint8:
            raise ValueError(f"labels are uint8 (H, W), not {self.labels.dtype} {self.labels.shape}")
        for name, picture in (("style", self.style), ("photograph", self.photograph)):
            if picture is not None and (picture.ndim != 3 or picture.shape[2] != 3):
                raise ValueError(f"a {name} is a picture (H, W, 3), not {picture.shape}")
        if self.from_photograph and self.photograph is None:
            raise ValueError("a chain that begins with a photograph needs one")

    @property
    def image(self) -> LabelMap | Picture:
        """What the chain begins with: the label map, or the photograph."""
        return self.photograph if self.from_photograph and self.photograph is not None else self.labels

    @classmethod
    def blank(cls, height: int, width: int) -> Sketch:
        """An empty sketch: every pixel void."""
        return cls(np.zeros((height, width), np.uint8))

    def copy(self) -> Sketch:
        """A sketch of its own with the same content; drawing on one leaves the other as it is."""
        return Sketch(
            self.labels.copy(),
            tuple(replace(step, options=dict(step.options)) for step in self.chain),
            self.seed,
            None if self.style is None else self.style.copy(),
            self.domain,
            dict(self.weights),
            None if self.photograph is None else self.photograph.copy(),
            self.from_photograph,
            self.reference,
            self.blend,
        )
