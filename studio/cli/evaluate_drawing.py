"""Letting generators draw for `studio evaluate`: every map, and some again with another seed and another hour."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

import numpy as np

from studio.cli.evaluate_scenes import Drawn
from studio.cli.talk import say
from studio.generators.specs import Request
from studio.labels import LabelMap, Picture
from studio.render.chain import Link
from studio.render.once import RenderSession

_CHANGED_ON = 8
_HOURS = ("day", "sunset")


class Pictures:
    """What one generator (or chain) makes of every map.

    took: seconds per picture. by_seed, by_style: how much another seed, or sunset instead of day, changes a picture
    (mean difference, 0 to 255).
    """

    def __init__(self, name: str, links: tuple[Link, ...], maps: list[Drawn], size: int) -> None:
        self._links, self._size = links, size
        self.all: list[Picture] = []
        self.took: list[float] = []
        with ExitStack() as stack:
            self._sessions = [stack.enter_context(RenderSession(link.generator.id)) for link in links]
            self._draw(maps[0].labels, 0, {})  # loading is not drawing
            for number, drawn in enumerate(maps):
                began = time.perf_counter()
                self.all.append(self._draw(drawn.labels, number, drawn.style))
                self.took.append(time.perf_counter() - began)
                if number % 50 == 49:
                    say(f"{name}: {number + 1} of {len(maps)}")
            some = maps[:_CHANGED_ON]
            self.by_seed = _mean_change([[self._draw(d.labels, seed, d.style) for seed in (1, 2)] for d in some])
            self.by_style = _mean_change(
                [[self._draw(d.labels, 1, {**d.style, "hour": hour}) for hour in _HOURS] for d in some]
            )

    def _draw(self, labels: LabelMap, seed: int, style: dict[str, str]) -> Picture:
        image: Picture = labels
        for session, link in zip(self._sessions, self._links, strict=True):
            image = session.render(_request(link, image, seed, self._size, style)).image
        return image

    def labels_of(self, maps: list[Drawn]) -> list[LabelMap]:
        """The maps at the size of the pictures that were made of them, by the nearest pixel."""
        return [_at(drawn.labels, picture.shape[:2]) for drawn, picture in zip(maps, self.all, strict=True)]


def _request(link: Link, image: Any, seed: int, size: int, style: dict[str, str]) -> Request:
    """A link's request: its own options, and of the style whatever it has an option for."""
    generator, step = link.generator, link.step
    known = {option.name: option for option in generator.options}
    asked = {name: value for name, value in style.items() if name in known and known[name].check(value) is None}
    options = {**asked, **step.options}
    return Request(generator.id, image, seed=seed, size=size, domain=step.domain, weights=step.weights, options=options)


def _mean_change(pairs: list[list[Picture]]) -> float:
    return float(np.mean([np.abs(first.astype(np.int16) - second).mean() for first, second in pairs]))


def _at(labels: LabelMap, shape: tuple[int, ...]) -> LabelMap:
    height, width = shape
    rows = (np.arange(height) * labels.shape[0] // height)[:, None]
    resized: LabelMap = labels[rows, np.arange(width) * labels.shape[1] // width]
    return resized
