"""What a picture shall look like, chosen by eye: a style picture, and the domains that pictures can be moved to."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
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
from studio.tui.gallery import Sample, samples
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.wall_actions import Offers, WallActions

SAMPLES = 14
"""How many samples of styles a wall shows; the pictures of before have the rest of its letters."""

PAINTER = "world"
"""The generator that draws the samples: it needs no weights."""

FILE_KEY, NONE_KEY, WORDS_KEY = "/", "-", "/"


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
        links = self._domain_links()
        if not links:
            self.say("domain.nobody")
            return
        drawn = self.desk.sketch.copy()
        chain = drawn.chain
        sketches = [replace(drawn, chain=(*chain[:at], step, *chain[at + 1 :])) for at, step, _ in links]

        def pick(chosen: int) -> None:
            self.desk.set_link(*links[chosen][:2])
            self.asked()

        names = [name for _, _, name in links]
        self._show_wall(
            self.texts("domain.title"), sketches, names, pick, {WORDS_KEY: ("domain.words", self.action_chain)}
        )

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

    def _domain_links(self) -> list[tuple[int, Step, str]]:
        """What the picture can be turned into: where in the chain, by which step, and its name.

        A generator that is in the chain already is asked for another domain there; others come last.
        """
        chain, links = self.desk.sketch.chain, []
        for spec in self.installed.values():
            if (spec.input, spec.output) != ("picture", "picture") or "domain" not in spec.needs:
                continue
            places = [place for place, step in enumerate(chain) if step.generator == spec.id]
            digest = self.services.weights.digest_for(spec.id)
            step = chain[places[-1]] if places else Step(spec.id, weights=digest)
            place = places[-1] if places else len(chain)
            links += [
                (place, replace(step, domain=domain), name)
                for domain, name in self._domains(spec, step.weights).items()
            ]
        return sorted(links, key=lambda link: link[0])[: len(LETTERS)]

    def _domains(self, spec: Generator, weights: str) -> Mapping[str, str]:
        """What a generator can be asked for with these weights, and how that is called."""
        if weights:
            try:
                return {domain: domain for domain in self.services.weights.of_digest(weights)[0].domains}
            except StudioError:
                return {}
        titles: Sequence[tuple[str, str]] = spec.domain_titles or [(name, name) for name in spec.domains]
        return {name: self.texts.either(*title) for name, title in zip(spec.domains, titles, strict=True)}


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
