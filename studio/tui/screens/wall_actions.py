"""Many pictures of the sketch at once: by other seeds or looks, by other generators, and those of before."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from textual.message import Message

from studio.generators.requests import request_of
from studio.generators.specs import Generator, Request
from studio.labels import Picture
from studio.tui.batch import Batch
from studio.tui.results import Results
from studio.tui.screens.picture_actions import MOST_SEED, PictureActions
from studio.tui.screens.wall import Wall

WALL = 16
TILE_SIDE = 128
"""Pixels along the short side of a picture on the wall."""

LOOKS = ("hour", "season", "weather")
"""Options that a wall of looks is made of, where a generator takes no seed."""


class TileDrawn(Message):
    """A picture for the wall, or what went wrong, brought from a worker's thread to the screen."""

    def __init__(self, number: int, place: int, made: Picture | str) -> None:
        super().__init__()
        self.number, self.place, self.made = number, place, made


class WallActions(PictureActions):
    """The keys that show walls."""

    def on_mount(self) -> None:
        self._batch = Batch(self.services.start_worker, self._bring_tile)
        self._wall: Wall | None = None
        self.results = Results()

    def on_unmount(self) -> None:
        self._batch.close()

    def on_tile_drawn(self, message: TileDrawn) -> None:
        """A picture is here: it goes on the wall, and the next one is begun."""
        if message.number != self._batch.number or self._wall is None:
            return
        if isinstance(message.made, str):
            self.say("wall.failed", message=message.made)
        else:
            self._wall.put(message.place, message.made)
        self._batch.go_on(message.place)

    def action_wall(self) -> None:
        """Sixteen seeds (or looks, where the generator takes no seed), of which one is picked."""
        generator = self.generator
        if generator is None:
            return
        if "seed" in generator.needs:
            seeds = [self.desk.sketch.seed, *(random.randint(0, MOST_SEED) for _ in range(WALL - 1))]
            requests = [replace(self._request(), seed=seed) for seed in seeds]
            self._show_wall(
                "wall.seeds", requests, [str(seed) for seed in seeds], lambda place: self._pick_seed(seeds[place])
            )
        else:
            self._wall_of_looks(generator)

    def action_sheet(self) -> None:
        """The sketch by every generator that can draw it, of which one is picked."""
        able = [spec for spec in self.generators.values() if self.services.weights.is_trained(spec)]
        requests = [
            replace(
                self._request(),
                generator=spec.id,
                weights=self.services.weights.digest_for(spec.id),
                options=spec.fitting(self.desk.step.options),
            )
            for spec in able
        ]
        names = [self._title(spec) for spec in able]
        self._show_wall("wall.generators", requests, names, lambda place: self._use(able[place].id))

    def action_results(self) -> None:
        """The pictures of before: the one that is picked brings its sketch back, as a step that can be undone."""
        if not len(self.results):
            self.say("results.none")
            return
        kept = [self.results[place] for place in range(len(self.results))]
        wall = Wall(
            [one.picture for one in kept],
            self.texts("wall.results"),
            self.texts("wall.keys"),
            [one.name for one in kept],
        )
        self.app.push_screen(wall, lambda place: None if place is None else self._bring_back(place))

    def _wall_of_looks(self, generator: Generator) -> None:
        choices = [option for option in generator.options if option.name in LOOKS and option.kind == "choice"]
        if not choices:
            self.say("options.none", generator=self._title(generator))
            return
        every = list(product(*(option.choices for option in choices[:2])))[:WALL]
        looks = [dict(zip((option.name for option in choices), values, strict=False)) for values in every]
        requests = [replace(self._request(), options={**self.desk.step.options, **look}) for look in looks]
        names = [" ".join(self.texts.value(value) for value in look.values()) for look in looks]
        self._show_wall("wall.looks", requests, names, lambda place: self._pick_look(looks[place]))

    def _show_wall(
        self, title: str, requests: Sequence[Request], names: Sequence[str], pick: Callable[[int], None]
    ) -> None:
        def answered(place: int | None) -> None:
            self._batch.close()
            self._wall = None
            if place is not None:
                pick(place)

        self._wall = Wall([None] * len(requests), self.texts(title), self.texts("wall.keys"), names)
        self.app.push_screen(self._wall, answered)
        self._batch.begin(requests)

    def _request(self) -> Request:
        request = request_of(self.desk.sketch, TILE_SIDE)
        return replace(request, image=request.image.copy())

    def _pick_seed(self, seed: int) -> None:
        self.desk.set_seed(seed)
        self.asked()

    def _pick_look(self, look: dict[str, str]) -> None:
        for name, value in look.items():
            self.desk.set_option(name, value)
        self.asked()

    def _bring_back(self, place: int) -> None:
        sketch = self.results[place].sketch
        if sketch.labels.shape != self.desk.labels.shape:
            self.say("results.other_size")
            return
        self.desk.sketch.chain = sketch.chain
        self.desk.set_seed(sketch.seed)
        self.drawn(self.desk.replace_labels("result", sketch.labels))
        self.asked()

    def _bring_tile(self, number: int, place: int, made: Picture | str) -> None:
        """From a worker's thread to the screen's."""
        self.post_message(TileDrawn(number, place, made))
