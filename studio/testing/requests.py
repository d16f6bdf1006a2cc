"""Requests that try a generator: maps with every label, odd ones, and pictures for those that draw from pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from studio.generators.specs import Generator, Option, OptionValue, Request
from studio.labels import LANDSCAPE, LabelMap, Picture

SMALL = 64
"""Pixels of the short side where the size does not matter."""


class Requests:
    """Requests for one generator, with the weights that it uses by default (`weights`: their sha256, or "")."""

    def __init__(self, spec: Generator, weights: str = "", domains: tuple[str, ...] = ()) -> None:
        self.spec = spec
        self.domains = spec.domains or domains
        self._weights = weights

    def of(self, labels: LabelMap, **changes: Any) -> Request:
        """A request that draws this map, or the picture in its labels' colours; small unless `size` says otherwise."""
        image: LabelMap | Picture = labels if self.spec.input == "labels" else LANDSCAPE.palette()[labels]
        first = self.domains[0] if self.domains and "domain" in self.spec.needs else None
        request = Request(self.spec.id, image, size=SMALL, weights=self._weights, domain=first)
        return replace(request, **changes)

    def usual(self, **changes: Any) -> Request:
        """A scene of a few labels."""
        return self.of(scene(), **changes)

    def of_every_label(self) -> Iterator[tuple[str, Request]]:
        """One map per label with nothing else on it, and one with all of them in stripes."""
        for label in LANDSCAPE:
            yield f"a map of nothing but {label.key}", self.of(np.full((32, 48), label.id, np.uint8), size=32)
        stripes = np.repeat(np.arange(len(LANDSCAPE), dtype=np.uint8), 3)
        yield "a map with every label", self.of(np.tile(stripes, (64, 1)))

    def odd(self) -> Iterator[tuple[str, Request]]:
        """Maps of unusual shapes, and one with a single pixel of its own."""
        for shape in ((1, 1), (3, 2), (37, 53), (53, 37), (16, 160)):
            yield f"a map of {shape[0]}×{shape[1]}", self.of(scene(*shape), size=min(SMALL, max(16, min(shape))))
        dot = np.full((33, 33), LANDSCAPE.id("sky"), np.uint8)
        dot[16, 16] = LANDSCAPE.id("sun")
        yield "a map with one pixel of sun", self.of(dot, size=33)

    def of_options(self) -> Iterator[tuple[str, Request]]:
        """Every option at each of its ends, and every choice."""
        for option in self.spec.options:
            for value in _ends(option):
                yield f"{option.name}={value}", self.usual(options={option.name: value})

    def out_of_range(self) -> Iterator[tuple[str, Request]]:
        """Options beyond what they take, and one that there is not."""
        for option in self.spec.options:
            for value in _beyond(option):
                yield f"{option.name}={value}", self.usual(options={option.name: value})
        yield "an option that there is not", self.usual(options={"no_such_option": 1})

    def styled(self) -> Iterator[tuple[str, Request]]:
        """Style pictures of any size: tiny, long, grey."""
        noise = np.random.default_rng(0).integers(0, 256, (40, 90, 3)).astype(np.uint8)
        grey = np.repeat(noise[:, :, :1], 3, axis=2)
        for name, style in {"tiny": noise[:1, :1], "long": noise[:5], "usual": noise, "grey": grey}.items():
            yield f"a {name} style picture", self.usual(style=style)


def scene(height: int = 48, width: int = 64) -> LabelMap:
    """Sky over hills over sea and sand, as far as there is room."""
    labels = np.full((height, width), LANDSCAPE.id("sky"), np.uint8)
    for key, part in {"hill": 0.4, "sea": 0.55, "sand": 0.8}.items():
        labels[int(height * part) :] = LANDSCAPE.id(key)
    labels[: height // 8, : width // 6] = LANDSCAPE.id("cloud")
    return labels


def _ends(option: Option) -> tuple[OptionValue, ...]:
    if option.kind == "choice":
        return option.choices
    if option.kind == "bool":
        return (False, True)
    whole = int if option.kind == "int" else float
    return tuple(whole(end) for end in (option.low, option.high) if end is not None)


def _beyond(option: Option) -> tuple[OptionValue, ...]:
    if option.kind in ("choice", "bool"):
        return ("no such choice",)
    ends = [None if option.low is None else option.low - 1, None if option.high is None else option.high + 1]
    return ("not a number", *(end for end in ends if end is not None))
