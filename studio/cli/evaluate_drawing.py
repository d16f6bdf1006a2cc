"""Letting a chain draw for `studio evaluate`, over and over, in the same worker processes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType

from studio.generators.specs import Request
from studio.labels import LabelMap, Picture
from studio.render.chain import Link
from studio.render.once import RenderSession


class Drawer:
    """A chain at work as long as the `with` block. took: seconds that each drawing took, but for the first."""

    def __init__(self, links: tuple[Link, ...], size: int) -> None:
        self._links, self._size = links, size
        self._stack = ExitStack()
        self._sessions: list[RenderSession] = []
        self._has_drawn = False
        self.took: list[float] = []

    def __enter__(self) -> Drawer:
        self._sessions = [self._stack.enter_context(RenderSession(link.generator.id)) for link in self._links]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def takes_look(self) -> bool:
        """Whether how it looks is told by a style picture, and by no words."""
        generators = [link.generator for link in self._links]
        names_hour = any(option.name == "hour" for generator in generators for option in generator.options)
        return any("style" in generator.needs for generator in generators) and not names_hour

    def draw(
        self,
        image: LabelMap | Picture,
        *,
        seed: int = 0,
        words: Mapping[str, str] | None = None,
        style: Picture | None = None,
        domain: str | None = None,
    ) -> Picture:
        """What the chain makes of a map or a picture.

        words: hour, season, weather; a generator takes those that it has options for. style: for those that need one.
        domain: for those that need one and aren't told another.
        """
        began = time.perf_counter()
        for session, link in zip(self._sessions, self._links, strict=True):
            generator, step = link.generator, link.step
            needed = "domain" in generator.needs
            request = Request(
                generator.id,
                image,
                seed=seed,
                size=self._size,
                style=style if "style" in generator.needs else None,
                domain=step.domain or (domain if needed else None),
                weights=step.weights,
                options={**generator.fitting(words or {}), **step.options},
            )
            image = session.render(request).image
        if self._has_drawn:
            self.took.append(time.perf_counter() - began)
        self._has_drawn = True
        return image
