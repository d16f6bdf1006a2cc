"""What the picture is made with: generator, seed, options; and what of it is shown."""

from __future__ import annotations

import random

from rich.text import Text

from studio.errors import StudioError
from studio.generators.specs import Generator, OptionValue
from studio.render.chain import in_words, parse_chain
from studio.terminal.safe_text import clean
from studio.tui.screens.desk_screen import PANES, DeskScreen
from studio.tui.screens.options import OptionsDialog, next_value
from studio.tui.screens.picker import Choice, Picker
from studio.tui.screens.prompt import Prompt

MOST_SEED = 999_999


class PictureActions(DeskScreen):
    """The keys that change how the picture is made."""

    def action_generator(self) -> None:
        """Let the next generator draw."""
        ids = [spec.id for spec in self.generators.values() if self.services.weights.is_trained(spec)]
        if len(ids) < 2:
            self.say("one_generator")
            return
        place = ids.index(self.desk.step.generator) if self.desk.step.generator in ids else -1
        self._use(ids[(place + 1) % len(ids)])

    def action_choose_generator(self) -> None:
        """Choose who draws from a list."""
        if not self.installed:
            self.say("generator.listing")
            return
        choices = [
            Choice(
                spec.id,
                Text.assemble(
                    (clean(self._title(spec)), "bold"),
                    (
                        "" if self.services.weights.is_trained(spec) else f" ({self.texts('generator.untrained')})",
                        "italic",
                    ),
                    f"  {clean(spec.summary)}",
                ),
                f"{spec.id} {spec.en} {spec.zh}".lower(),
            )
            for spec in (*self.generators.values(), *self._of_photographs())
        ]
        picker = Picker(
            self.texts("generator.title"), self.texts("dialog.keys"), choices, chosen=self.desk.step.generator
        )
        self.app.push_screen(picker, lambda chosen: None if chosen is None else self._use(chosen))

    def action_chain(self) -> None:
        """What happens to the picture after it is drawn: picture generators, one after another."""
        able = [spec.id for spec in self.installed.values() if (spec.input, spec.output) == ("picture", "picture")]
        prompt = Prompt(
            self.texts("chain.title"),
            self.texts("chain.keys", generators=", ".join(able)),
            self._take_chain,
            value=in_words(self.desk.sketch.chain[1:], self.services.weights),
            placeholder="cartoongan | stargan:sunset",
            explains="explain.chain",
        )
        self.app.push_screen(prompt)

    def action_unchain(self) -> None:
        """Show the picture as it is drawn."""
        if len(self.desk.sketch.chain) > 1:
            self.desk.set_chain(())
            self.asked()

    def action_seed(self) -> None:
        """Use a seed that nobody chose."""
        if self._uses_seed():
            self.desk.set_seed(random.randint(0, MOST_SEED))
            self.asked()

    def action_choose_seed(self) -> None:
        """Choose a seed."""
        if self._uses_seed():
            prompt = Prompt(
                self.texts("seed.title"),
                self.texts("dialog.keys"),
                self._take_seed,
                value=str(self.desk.sketch.seed),
                explains="explain.seed",
            )
            self.app.push_screen(prompt)

    def action_option(self, name: str, steps: int) -> None:
        """Change an option of the generator by its name."""
        generator = self.generator
        if generator is None:
            return
        for option in generator.options:
            if option.name == name:
                value = generator.option_values(self.desk.step.options)[name]
                self._set_option(name, next_value(option, value, steps))
                return
        self.say("no_option", generator=self._title(generator), option=self.texts.value(name))

    def action_options(self) -> None:
        """All options of the generator."""
        generator = self.generator
        if generator is None or not generator.options:
            self.say("options.none", generator=self._title(generator) if generator else self.desk.step.generator)
            return
        values = generator.option_values(self.desk.step.options)
        self.app.push_screen(OptionsDialog(generator, values, self._set_option, self.texts))

    def action_again(self) -> None:
        """Make the picture anew."""
        self.begin_counting()
        self.live.again(self.desk.sketch)
        self.show_bars()

    def action_panes(self) -> None:
        """Both panes, the canvas alone, the picture alone."""
        self.shown_panes(PANES[(PANES.index(self.panes) + 1) % len(PANES)])

    def _use(self, generator: str) -> None:
        self.desk.use_generator(self.installed[generator], self.services.weights.digest_for(generator))
        self.asked()

    def _take_chain(self, line: str) -> str | None:
        first = self.desk.step.generator
        try:
            links = parse_chain(f"{first} | {line}", self.services.weights, self.installed)
        except StudioError as error:
            return str(error)
        self.desk.set_chain(tuple(link.step for link in links[1:]))
        self.asked()
        return None

    def _set_option(self, name: str, value: OptionValue) -> None:
        self.desk.set_option(name, value)
        self.asked()

    def _take_seed(self, line: str) -> str | None:
        if not line.isdecimal() or int(line) > MOST_SEED:
            return self.texts("seed.wrong", most=MOST_SEED)
        self.desk.set_seed(int(line))
        self.asked()
        return None

    def _of_photographs(self) -> list[Generator]:
        """Picture generators, where the drawing was read from a photograph that they could begin with."""
        if self.desk.sketch.photograph is None:
            return []
        return [spec for spec in self.installed.values() if (spec.input, spec.output) == ("picture", "picture")]

    def _untrained(self, generator: Generator) -> str:
        """A word behind the name of a generator that has no weights."""
        return "" if self.services.weights.is_trained(generator) else f" ({self.texts('generator.untrained')})"

    def _uses_seed(self) -> bool:
        generator = self.generator
        if generator is not None and "seed" not in generator.needs:
            self.say("no_seed", generator=self._title(generator))
            return False
        return True

    def _title(self, generator: Generator) -> str:
        return self.texts.either(generator.en, generator.zh)
