"""What a picture shall look like, chosen by eye: a style picture, and the domains that pictures can be moved to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studio.errors import StudioError
from studio.generators.requests import kept_photograph
from studio.generators.specs import Generator
from studio.labels import Picture
from studio.sketch.document import Sketch, Step
from studio.sketch.files import open_sketch
from studio.sketch.photographs import open_photograph
from studio.tui.cells.mosaic import LETTERS
from studio.tui.domain_links import Link, domain_pages
from studio.tui.gallery import Sample, samples
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.wall_actions import Offers, WallActions

SAMPLES = 14
"""How many samples of styles a wall shows; the pictures of before have the rest of its letters."""

PAINTER = "world"
"""The generator that draws the samples: it needs no weights."""

FILE_KEY, NONE_KEY, WORDS_KEY, MORE_KEY = "/", "-", "/", "+"


class LookActions(WallActions):
    """The keys that choose looks."""

    def action_style_picture(self) -> None:
        """Choose the picture whose light and season are borrowed: a sample, a picture of before, or a file."""
        if not self.takes_style:
            generator = self.generator
            self.say("style.nobody", generator=self._title(generator) if generator else self.desk.step.generator)
            return
        self.run_worker(self._show_styles(), group="styles", exclusive=True)

    def action_domain(self) -> None:
        """Choose by eye what the picture is turned into; every domain is shown as it would come out of the chain."""
        pages = domain_pages(self.desk.sketch.chain, self.installed.values(), self.services.weights, self.texts)
        if pages:
            self._show_domains(pages, 0)
        else:
            self.say("domain.nobody")

    def _show_domains(self, pages: Sequence[Sequence[Link]], page: int) -> None:
        drawn, links = self.desk.sketch.copy(), pages[page]
        sketches = [
            replace(drawn, chain=(*drawn.chain[: link.place], link.step, *drawn.chain[link.place + 1 :]))
            for link in links
        ]

        def pick(chosen: int) -> None:
            self.desk.set_link(links[chosen].place, links[chosen].step)
            self.asked()

        offers: Offers = {WORDS_KEY: ("domain.words", self.action_chain)}
        if len(pages) > 1:
            offers = {**offers, MORE_KEY: ("domain.more", lambda: self._show_domains(pages, (page + 1) % len(pages)))}
        self._show_wall(self.texts("domain.title"), sketches, [link.name for link in links], pick, offers)

    async def _show_styles(self) -> None:
        painter = self.installed.get(PAINTER)
        found = await asyncio.to_thread(_sample_sketches, painter) if painter else []
        pictures = [self.results[place].picture for place in range(len(self.results))][: len(LETTERS) - len(found)]
        names = [self.texts.either(one.en, one.zh) for one, _ in found]
        names += [self.made_with(self.results[place].sketch) for place in range(len(pictures))]
        tiles: list[Picture | None] = [*([None] * len(found)), *pictures]
        offers: Offers = {FILE_KEY: ("style.file", self._ask_for_style)}
        if self.desk.sketch.style is not None:
            offers = {**offers, NONE_KEY: ("style.none", lambda: self._take_style(None))}

        def pick(place: int) -> None:
            if wall.tiles[place] is not None:
                self._take_style(wall.tiles[place])

        wall = self._push_wall(self.texts("style.title"), tiles, names, pick, offers)
        self._batch.begin([sketch for _, sketch in found])

    def _ask_for_style(self) -> None:
        self.app.push_screen(
            Prompt(
                self.texts("style.file.title"),
                self.texts("dialog.keys"),
                self._take_style_file,
                placeholder=self.texts("style.file.placeholder"),
            )
        )

    def _take_style_file(self, line: str) -> str | None:
        try:
            self._take_style(open_photograph(Path(line).expanduser()))
        except StudioError as fault:
            return str(fault)
        return None

    def _take_style(self, picture: Picture | None) -> None:
        self.desk.set_style(None if picture is None else kept_photograph(picture))
        self.asked()


def _sample_sketches(painter: Generator) -> list[tuple[Sample, Sketch]]:
    """Samples whose looks differ, as sketches that the painter draws; those that can't be read are left out."""
    found = []
    for sample in sorted(samples(), key=lambda one: not one.options)[:SAMPLES]:
        try:
            sketch = open_sketch(sample.path)
        except StudioError:
            continue
        step = Step(painter.id, painter.fitting(sample.options))
        found.append((sample, replace(sketch, chain=(step,), style=None, from_photograph=False)))
    return found
