"""The lines around the panes: what they show, and when."""

from __future__ import annotations

import time
from collections.abc import Mapping

from textual.screen import Screen

from studio.errors import StudioError
from studio.generators.specs import Generator
from studio.labels import LANDSCAPE
from studio.terminal.safe_text import clean
from studio.tui.bars import label_layout, label_parts, notes_parts, pages, picture_parts, status_parts, title_parts
from studio.tui.live_chain import LiveChain
from studio.tui.services import Services
from studio.tui.widgets.canvas import Canvas
from studio.tui.widgets.parts import Part, Parts

NEWS_LAST_S = 4.0


class BarsScreen(Screen[None]):
    """Title, labels and status, which tell of the desk and of what just happened."""

    live: LiveChain

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.desk = services.desk
        self.texts = services.texts
        self.installed: Mapping[str, Generator] = {}
        self.generators: Mapping[str, Generator] = {}
        self.page = 0
        self.notes = 0
        self._weights_names: dict[str, str] = {}
        self._takes_style: dict[tuple[str, str], bool] = {}
        self._news = ("", 0.0)
        self._change_from_bytes = 0
        self._change_cost_bytes = 0
        self.told_at = 0.0

    @property
    def canvas(self) -> Canvas:
        """The canvas."""
        return self.query_one(Canvas)

    @property
    def generator(self) -> Generator | None:
        """The generator that draws, as far as it is known yet."""
        return self.installed.get(self.desk.step.generator)

    @property
    def takes_style(self) -> bool:
        """Whether a style picture makes a difference to any step of the chain."""
        return any(self._step_takes_style(step.generator, step.weights) for step in self.desk.sketch.chain)

    def say(self, key: str, *, seconds: float = NEWS_LAST_S, **values: object) -> None:
        """Tell something in the status line, for a while or until something else is told."""
        shown = {name: clean(str(value)) for name, value in values.items()}
        self._news = (self.texts(key, **shown), time.monotonic() + seconds)
        self.show_bars()

    def begin_counting(self) -> None:
        """A change begins: the bytes from here to its picture are what the status line tells."""
        self._change_from_bytes = self.services.line.sent_bytes

    def end_counting(self) -> None:
        """All frames that show the change have been sent."""
        self._change_cost_bytes = self.services.line.sent_bytes - self._change_from_bytes

    def show_bars(self) -> None:
        """Bring the lines around the panes up to date."""
        width, depth, texts = self.size.width, self.canvas.depth, self.texts
        self.query_one("#title", Parts).put(
            *title_parts(
                self.desk,
                self.generator,
                texts,
                self._name_of_weights(self.desk.step.weights),
                takes_style=self.takes_style,
            )
        )
        layout = label_layout(LANDSCAPE, width, texts, depth)
        for number, page in enumerate(pages(LANDSCAPE)):
            has_keys = number == self.page
            parts = label_parts(page, self.desk.label, has_keys=has_keys, layout=layout, texts=texts, depth=depth)
            self.query_one(f"#labels-{number}", Parts).put(parts)
        self.show_status()

    def show_status(self) -> None:
        """Bring the last line up to date."""
        self.told_at = time.monotonic()
        canvas = self.canvas
        if self._news[1] > time.monotonic():
            left = [Part(" "), Part(self._news[0], "chosen")]
        else:
            left = status_parts(
                self.desk,
                LANDSCAPE,
                canvas.cursor,
                outlined=canvas.outlined,
                pen_down=canvas.pen_down,
                texts=self.texts,
                depth=canvas.depth,
            )
        notes = notes_parts(self.notes, self.services.preferences.keys, self.texts)
        right = picture_parts(self.live, self._change_cost_bytes, self.texts)
        self.query_one("#status", Parts).put(left, [*notes, *right])

    def _step_takes_style(self, generator: str, weights: str) -> bool:
        """Looked up once: the title asks with every stroke."""
        spec, key = self.installed.get(generator), (generator, weights)
        if spec is not None and key not in self._takes_style:
            self._takes_style[key] = "style" in self.services.weights.needs_of(spec, weights)
        return self._takes_style.get(key, False)

    def _name_of_weights(self, sha256: str) -> str:
        """What the weights that draw are called in the store; looked up once."""
        if sha256 and sha256 not in self._weights_names:
            try:
                self._weights_names[sha256] = self.services.weights.of_digest(sha256)[0].name
            except StudioError:  # they are gone: the worker tells
                self._weights_names[sha256] = ""
        return self._weights_names.get(sha256, "")
