"""What passes between the studio and a generator: plain frozen values, cheap to import (no torch).

A plugin returns `Generator` specs from the hook `studio_generators`; a render is asked for by one `Request`, which
holds everything that the picture depends on, and answered by one `Result`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from studio.blend import Blend as Blend
from studio.labels import LabelMap, Picture

API_VERSION = 1

OptionValue = str | int | float | bool


class Cancelled(BaseException):
    """What `progress` raises in a render that nobody waits for any more: let it out, and quickly."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a user can set on a generator: a widget, a command line flag and a config key from one declaration.

    `choices` belong to kind "choice"; `low` and `high` bound "int" and "float" (both ends included).
    """

    name: str
    kind: Literal["choice", "int", "float", "bool"]
    default: OptionValue
    en: str
    zh: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def check(self, value: OptionValue) -> str | None:
        """What is wrong with `value`, in words that complete "option NAME …", or None where nothing is."""
        if self.kind == "choice":
            return None if value in self.choices else f"is one of {', '.join(self.choices)}, not {value}"
        if self.kind == "bool":
            return None if isinstance(value, bool) else f"is true or false, not {value}"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"is a number, not {value}"
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return f"lies between {self.low} and {self.high}, not at {value}"
        return None


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight file that ships with a generator: paths relative to the plugin's package, and its sha256 (hex).

    `domains` are those of the generator's that this file knows, where it has several files that know different ones.
    """

    package: str
    file: str
    sha256: str
    card: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generator:
    """What a generator says of itself.

    `factory` ("package.module:function") is imported only in the render worker and returns an object with
    `render(request, progress) -> uint8 (H, W, 3)` (it may keep an attribute `found`, see `Result`); `trainer` only in
    the training process: it takes a `TrainingRun` and returns a LightningModule and a DataModule. `checkpoints`
    ("package.module") is imported only by the child that imports other people's checkpoints: its
    `convert(file, out, hints)` writes a file that is its own as safetensors and says what it is (generator, title,
    parameters, labels, domains, facts), or returns None. `needs` names what of the request it uses: "seed", "style",
    "domain", and "blend" where it can draw what lies between two seeds. A generator without `weights` of its own and
    with `checkpoints` is untrained until weights are imported.
    `own_needs` is what it uses with the weights that it comes with, where that is less than `needs`.
    `domain_titles` are the domains' names in English and Chinese, one pair each, or none at all.
    `sizes` are the short sides, in pixels, that it draws well. `settings` are what its trainer can be told.
    """

    id: str
    en: str
    zh: str
    input: Literal["labels", "picture"]
    factory: str
    output: Literal["picture", "labels"] = "picture"
    summary: str = ""
    needs: frozenset[str] = frozenset()
    own_needs: frozenset[str] | None = None
    vocabulary: str = "landscape"
    domains: tuple[str, ...] = ()
    domain_titles: tuple[tuple[str, str], ...] = ()
    sizes: tuple[int, ...] = (256,)
    options: tuple[Option, ...] = ()
    trainer: str | None = None
    settings: tuple[Option, ...] = ()
    checkpoints: str | None = None
    weights: tuple[Weights, ...] = ()
    api: int = API_VERSION

    def fitting(self, chosen: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
        """Those of the chosen options that this generator has, with values that it takes."""
        known = {option.name: option for option in self.options}
        return {name: value for name, value in chosen.items() if name in known and known[name].check(value) is None}

    def option_values(self, chosen: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
        """Every option's value: the chosen one or its default; KeyError/ValueError name what doesn't fit."""
        known = {option.name: option for option in self.options}
        for name in chosen:
            if name not in known:
                raise KeyError(name)
        values = {name: chosen.get(name, option.default) for name, option in known.items()}
        for name, value in values.items():
            wrong = known[name].check(value)
            if wrong:
                raise ValueError(f"option {name} {wrong}")
        return values


def _read_only(array: np.ndarray[Any, np.dtype[np.uint8]]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    copy = np.array(array, dtype=np.uint8, order="C")
    copy.setflags(write=False)
    return copy


@dataclass(frozen=True, eq=False)
class Request:
    """Everything that a render depends on; equal requests give equal pictures.

    `image` is a label map, uint8 (H, W), for label generators, or a picture, uint8 (H, W, 3), for picture generators.
    `size` is the short side of the result in pixels; the aspect is the image's. `weights` is the sha256 of weights in
    the user's store, "" for those that the generator comes with. `blend` asks for a picture between
    two seeds. Arrays are copied and made read-only.
    """

    generator: str
    image: LabelMap | Picture
    seed: int = 0
    size: int = 256
    style: Picture | None = None
    domain: str | None = None
    weights: str = ""
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    blend: Blend | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "image", _read_only(self.image))
        if self.style is not None:
            object.__setattr__(self, "style", _read_only(self.style))
        object.__setattr__(self, "options", dict(self.options))

    @cached_property
    def key(self) -> str:
        """A hash of everything in the request (sha256, hex): the cache key."""
        facts = [self.generator, self.seed, self.size, self.domain, sorted(self.options.items()), self.image.shape]
        if self.weights:
            facts.append(self.weights)
        if self.blend is not None:
            facts.append([self.blend.seed, self.blend.share])
        digest = hashlib.sha256(json.dumps(facts).encode())
        digest.update(self.image.tobytes())
        if self.style is not None:
            digest.update(json.dumps(self.style.shape).encode())
            digest.update(self.style.tobytes())
        return digest.hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Request) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the result, in pixels."""
        height, width = self.image.shape[:2]
        scale = self.size / min(height, width)
        return max(1, round(height * scale)), max(1, round(width * scale))


@dataclass(frozen=True, eq=False)
class Result:
    """A picture, uint8 (H, W, 3) RGB (or a label map where the generator's output is labels), and what was measured.

    `found`: what the generator read out of the drawing, by names of its options (the world's horizon): asking with them
    again keeps it as it was.
    """

    image: Picture
    milliseconds: float
    generator: str
    weights: str = ""
    found: Mapping[str, OptionValue] = field(default_factory=dict)


@dataclass(frozen=True)
class TrainingRun:
    """What a trainer, and a plugin that looks on, are told of a training run.

    `data` is the folder that `--data` named, or None for the procedural world. `recipe` holds every setting by its
    name. `settings` are those that the trainer itself declared, each with its default where the user said nothing.
    """

    folder: Path
    generator: str
    data: Path | None
    recipe: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, OptionValue] = field(default_factory=dict)
