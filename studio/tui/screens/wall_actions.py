"""Many pictures of the sketch at once: by other seeds or looks, by other generators, and those of before."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from textual.message import Message

from studio.blend import Blend
from studio.generators.specs import Generator
from studio.labels import Picture
from studio.render.messages import Reply
from studio.sketch.document import Sketch, Step
from studio.terminal.safe_text import clean
from studio.tui.bars import seeds_in_words
from studio.tui.batch import Batch
from studio.tui.results import Results
from studio.tui.screens.picture_actions import MOST_SEED, PictureActions
from studio.tui.screens.wall import Wall

WALL = 16
TILE_SIDE = 128
"""Pixels along the short side of a picture on the wall."""

BLENDS = 8
"""In how many steps one seed becomes the other."""

BLEND_KEY, LOOKS_KEY, SEEDS_KEY = "+", "/", "/"

LOOKS = ("hour", "season", "weather")
"""Options that a wall of looks is made of."""

Offers = Mapping[str, tuple[str, Callable[[], None]]]
"""What a wall offers beside its pictures: by key, the text that says it and what it does."""


class TileReplied(Message):
    """A worker's reply about the wall, brought from its thread to the screen."""

    def __init__(self, number: int, stage: int, generation: int, reply: Reply) -> None:
        super().__init__()
        self.number, self.stage, self.generation, self.reply = number, stage, generation, reply


class WallActions(PictureActions):
    """The keys that show walls; what hangs there is what comes out at the end of the chain."""

    def on_mount(self) -> None:
        self._batch = Batch(self.services.start_worker, self._bring_tile, self._hang, TILE_SIDE)
        self._wall: Wall | None = None
        self.results = Results()

    def on_unmount(self) -> None:
        self._batch.close()

    def on_tile_replied(self, message: TileReplied) -> None:
        """A worker has drawn something for the wall."""
        self._batch.take(message.number, message.stage, message.generation, message.reply)

    def action_wall(self) -> None:
        """Sixteen seeds (or looks, where the generator takes no seed), of which one is picked."""
        generator = self.generator
        if generator is None:
            return
        if "seed" in generator.needs:
            self._wall_of_seeds(generator)
        else:
            self._wall_of_looks(generator)

    def action_sheet(self) -> None:
        """The sketch by every generator that can draw it, of which one is picked."""
        able = [spec for spec in self.generators.values() if self.services.weights.is_trained(spec)]
        drawn = self.desk.sketch.copy()
        sketches = []
        for spec in able:
            first = Step(
                spec.id, spec.fitting(self.desk.step.options), weights=self.services.weights.digest_for(spec.id)
            )
            sketches.append(replace(drawn, chain=(first, *drawn.chain[1:]), from_photograph=False))
        names = [self._title(spec) for spec in able]
        self._show_wall(self.texts("wall.generators"), sketches, names, lambda place: self._use(able[place].id))

    def action_results(self) -> None:
        """The pictures of before: the one that is picked brings its sketch back, as a step that can be undone."""
        if not len(self.results):
            self.say("results.none")
            return
        kept = [self.results[place] for place in range(len(self.results))]
        names = [self.made_with(one.sketch) for one in kept]
        self._push_wall(self.texts("wall.results"), [one.picture for one in kept], names, self._bring_back)

    def made_with(self, sketch: Sketch) -> str:
        """What a picture was made with, in few words: generator, looks, seed, what follows."""
        step = sketch.chain[0]
        looks = [self.texts.value(value) for value in step.options.values() if isinstance(value, str)]
        behind = [f"▸ {later.generator}" for later in sketch.chain[1:]]
        return " ".join([step.generator, *looks, str(sketch.seed), *behind])

    def _wall_of_seeds(self, generator: Generator) -> None:
        drawn = self.desk.sketch.copy()
        others = [random.randint(0, MOST_SEED) for _ in range(WALL - 1)]
        sketches = [drawn, *(replace(drawn, seed=seed, blend=None) for seed in others)]
        names = [seeds_in_words(drawn, generator, self.texts), *map(str, others)]

        def pick(place: int) -> None:
            if place:
                self.desk.set_seed(others[place - 1])
                self.asked()

        offers: dict[str, tuple[str, Callable[[], None]]] = {}
        if "blend" in generator.needs:
            offers[BLEND_KEY] = ("wall.blend", lambda: self._pick_two(sketches, names))
        if _looks_of(generator):
            offers[LOOKS_KEY] = ("wall.looks", lambda: self._wall_of_looks(generator))
        self._show_wall(self.texts("wall.seeds"), sketches, names, pick, offers)

    def _wall_of_looks(self, generator: Generator) -> None:
        looks = _looks_of(generator)
        if not looks:
            self.say("options.none", generator=self._title(generator))
            return
        drawn, step = self.desk.sketch.copy(), self.desk.step
        steps = [replace(step, options={**step.options, **look}) for look in looks]
        sketches = [replace(drawn, chain=(step, *drawn.chain[1:])) for step in steps]
        names = [" ".join(self.texts.value(value) for value in look.values()) for look in looks]
        offers: dict[str, tuple[str, Callable[[], None]]] = {}
        if "seed" in generator.needs:
            offers[SEEDS_KEY] = ("wall.seeds", lambda: self._wall_of_seeds(generator))
        self._show_wall(self.texts("wall.looks"), sketches, names, lambda place: self._pick_look(looks[place]), offers)

    def _pick_two(self, sketches: Sequence[Sketch], names: Sequence[str]) -> None:
        """Ask for two pictures of the wall, on which the rest of them still appears, and show what lies between."""
        tiles = self._wall.tiles if self._wall is not None else [None] * len(sketches)

        def first_picked(first: int) -> None:
            def second_picked(second: int) -> None:
                self._wall_of_blends(sketches[first], sketches[second].seed)

            there = self._wall.tiles if self._wall is not None else tiles
            self._push_wall(self.texts("wall.blend.second"), there, names, second_picked, chosen=first)

        self._push_wall(self.texts("wall.blend.first"), tiles, names, first_picked)

    def _wall_of_blends(self, drawn: Sketch, other: int) -> None:
        shares = [step / BLENDS for step in range(BLENDS + 1)]
        blends = [None if share in (0.0, 1.0) else Blend(other, share) for share in shares]
        seeds = [other if share == 1.0 else drawn.seed for share in shares]
        sketches = [replace(drawn, seed=seed, blend=blend) for seed, blend in zip(seeds, blends, strict=True)]
        names = [f"{100 * share:.0f} %" for share in shares]

        def pick(place: int) -> None:
            self.desk.set_blend(seeds[place], blends[place])
            self.asked()

        self._show_wall(self.texts("wall.blends", first=drawn.seed, second=other), sketches, names, pick)

    def _show_wall(
        self,
        title: str,
        sketches: Sequence[Sketch],
        names: Sequence[str],
        pick: Callable[[int], None],
        offers: Offers | None = None,
    ) -> None:
        """A wall on which the sketches' pictures appear as they are drawn."""
        self._push_wall(title, [None] * len(sketches), names, pick, offers)
        self._batch.begin(sketches)

    def _push_wall(
        self,
        title: str,
        tiles: Sequence[Picture | None],
        names: Sequence[str],
        pick: Callable[[int], None],
        offers: Offers | None = None,
        *,
        chosen: int = -1,
    ) -> Wall:
        """A wall that hears of what the batch draws, until it is answered and no other wall takes its place."""
        offers = offers or {}
        words = {key: self.texts(text) for key, (text, _) in offers.items()}
        height, width = self.desk.sketch.image.shape[:2]
        wall = Wall(tiles, title, self.texts("wall.keys"), names, chosen=chosen, aspect=width / height, offers=words)

        def answered(answer: int | str | None) -> None:
            if isinstance(answer, int):
                pick(answer)
            elif answer is not None:
                offers[answer][1]()
            if self._wall is wall:
                self._wall = None
                self._batch.close()

        self._wall = wall
        self.app.push_screen(wall, answered)
        return wall

    def _hang(self, place: int, made: Picture | str) -> None:
        if isinstance(made, str):
            fault = self.texts("wall.failed", message=clean(made))
            self.say("wall.failed", message=made)
            if self._wall is not None:
                self._wall.fail(place, fault)
        elif self._wall is not None:
            self._wall.put(place, made)

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
        self.desk.set_blend(sketch.seed, sketch.blend)
        self.desk.set_style(sketch.style)
        self.drawn(self.desk.replace_labels("result", sketch.labels))
        self.asked()

    def _bring_tile(self, number: int, stage: int, generation: int, reply: Reply) -> None:
        """From a worker's thread to the screen's."""
        self.post_message(TileReplied(number, stage, generation, reply))


def _looks_of(generator: Generator) -> list[dict[str, str]]:
    """The values of the first two options that make looks, in every pairing that a wall has room for."""
    options = [option for option in generator.options if option.name in LOOKS and option.kind == "choice"][:2]
    every = list(product(*(option.choices for option in options)))[:WALL] if options else []
    return [dict(zip((option.name for option in options), values, strict=True)) for values in every]
