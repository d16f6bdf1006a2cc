"""How the drawing's picture is made: the generator, what follows on it, options, seed."""

from __future__ import annotations

from dataclasses import replace

from studio.blend import Blend
from studio.generators.specs import Generator
from studio.labels import Picture
from studio.sketch.document import OptionValue, Sketch, Step


class PictureSettings:
    """All of a sketch but its label map, and how it is changed; `version` grows with every change of a sketch."""

    sketch: Sketch
    version: int

    @property
    def step(self) -> Step:
        """The generator that draws, with its options."""
        return self.sketch.chain[0]

    def use_generator(self, generator: Generator, weights: str = "") -> None:
        """Let another generator draw; options that it shares with the one before keep their values."""
        self.sketch.from_photograph = generator.input == "picture"
        self._set_step(Step(generator.id, generator.fitting(self.step.options), weights=weights))

    def set_chain(self, steps: tuple[Step, ...]) -> None:
        """What happens to the picture after the first generator has drawn it."""
        self.sketch.chain = (self.step, *steps)
        self.version += 1

    def set_link(self, place: int, step: Step) -> None:
        """Put a step into the chain, in the place of the one there or at the end."""
        chain = self.sketch.chain
        self.sketch.chain = (*chain[:place], step, *chain[place + 1 :])
        self.version += 1

    def drop_unknown_options(self, generator: Generator) -> bool:
        """Forget what a file asks of its generator and this version of it doesn't know; whether there was any."""
        fitting = generator.fitting(self.step.options)
        has_unknown = fitting != dict(self.step.options)
        if has_unknown:
            self.sketch.chain = (replace(self.step, options=fitting), *self.sketch.chain[1:])
        return has_unknown

    def set_option(self, name: str, value: OptionValue) -> None:
        """Set an option of the generator."""
        self._set_step(replace(self.step, options={**self.step.options, name: value}))

    def set_seed(self, seed: int) -> None:
        """Use another seed, alone."""
        self.set_blend(seed, None)

    def set_blend(self, seed: int, blend: Blend | None) -> None:
        """Use a seed, and mix a second one in."""
        self.sketch.seed, self.sketch.blend = seed, blend
        self.version += 1

    def set_reference(self, photograph: Picture | None, percent: int) -> None:
        """Lay a photograph under the labels, of which so much shines through them; None takes it away."""
        self.sketch.photograph, self.sketch.reference = photograph, percent if photograph is not None else 0
        self.version += 1

    def set_style(self, style: Picture | None) -> None:
        """Borrow the light and season of a picture, or of none."""
        self.sketch.style = style
        self.version += 1

    def _set_step(self, step: Step) -> None:
        self.sketch.chain = (step, *self.sketch.chain[1:])
        self.version += 1
