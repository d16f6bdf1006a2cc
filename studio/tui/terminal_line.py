"""The terminal at the other end: what it is, how fast the line to it is, and its words, brought to the screen."""

from __future__ import annotations

import asyncio
import contextvars
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.terminal import encoder, input_filter
from studio.terminal.facts import Graphics, TerminalFacts, modes_of
from studio.terminal.link import Link
from studio.terminal.probe import PATIENCE_REMOTE_S, let_answers_run_out, patience_s, probe, questions_for
from studio.terminal.queries import LINE_FREE, ends, facts_from
from studio.terminal.remembered import FILE_NAME, TerminalMemory, place_of
from studio.terminal.shown import Shown

LONGEST_END_S = 1.5
WISH_VARIABLE = "STUDIO_GRAPHICS"


@dataclass
class TerminalLine:
    """`graphics` is how still pictures are shown, and `is_chosen` whether a person wants it so; `to_ask` is what the
    terminal is still to be asked, once the screen is there; `on_facts` hears what it answers then."""

    facts: TerminalFacts = field(default_factory=TerminalFacts)
    graphics: Graphics = Graphics.CELLS
    link: Link = field(default_factory=Link)
    shown: Shown = field(default_factory=Shown)
    memory: TerminalMemory | None = None
    place: str = ""
    to_ask: str = ""
    sent_bytes: int = 0
    on_facts: Callable[[TerminalFacts], None] | None = None
    is_chosen: bool = False
    _context: contextvars.Context = field(default_factory=contextvars.copy_context)
    _loop: asyncio.AbstractEventLoop | None = None
    _answers: list[re.Match[str]] = field(default_factory=list)
    _asked_at: float = 0.0

    @property
    def modes(self) -> tuple[Graphics, ...]:
        """The ways of showing pictures that this terminal has, the best one first."""
        return modes_of(self.facts)

    def listen(self, on_facts: Callable[[TerminalFacts], None] | None = None) -> str:
        """From now on answers come to this event loop; returns what is to be sent to the terminal."""
        self._loop, self._context = asyncio.get_running_loop(), contextvars.copy_context()
        self.on_facts = on_facts
        self._asked_at = time.monotonic()
        return self.to_ask

    def choose(self, graphics: Graphics) -> None:
        """Show still pictures this way, here and the next time."""
        self.graphics, self.is_chosen = graphics, True
        if self.memory is not None:
            self.memory.chose(self.place, graphics)

    def sent(self, count_bytes: int) -> None:
        """So many bytes went to the terminal."""
        self.sent_bytes += count_bytes
        self.link.sent(count_bytes, time.monotonic())

    def question(self) -> str:
        """What goes behind the frame that was just made: the question whether it is shown, where that is wanted."""
        now = time.monotonic()
        if not self.link.wants_word(now):
            return ""
        self.link.asked(now)
        return LINE_FREE

    def end(self) -> None:
        """The screen is gone: let no late word of the terminal reach the shell."""
        self._loop = None
        if self.link.is_asked and sys.__stdin__ is not None:
            let_answers_run_out(sys.__stdin__.fileno(), min(LONGEST_END_S, 2 * self.link.rtt_s + 0.2))

    def take(self, answers: list[re.Match[str]]) -> None:
        """Answers of the terminal, in the thread that reads it."""
        now, loop = time.monotonic(), self._loop
        for answer in answers:
            if answer["line_free"]:
                if loop is not None and not loop.is_closed():
                    loop.call_soon_threadsafe(self.link.answered, now)
            else:
                self._answers.append(answer)
                if ends(answer) and loop is not None and not loop.is_closed():
                    loop.call_soon_threadsafe(self._meet, now, context=self._context)

    def _meet(self, now: float) -> None:
        facts = facts_from(self._answers, now - self._asked_at, os.environ)
        self._answers = []
        self.facts = facts if facts.cell else replace(facts, cell=self.facts.cell)
        if self.memory is not None:
            self.memory.found(self.place, self.facts)
        if not self.is_chosen:
            self.graphics = self.modes[0]
        if self.on_facts is not None:
            self.on_facts(self.facts)


def is_in_browser(environment: Mapping[str, str]) -> bool:
    """Whether a browser shows the screen (`studio serve`), and no terminal."""
    return environment.get("TEXTUAL_DRIVER", "").endswith("WebDriver")


def meet_terminal(folder: Path, environment: Mapping[str, str]) -> TerminalLine:
    """Ask the terminal what it is, or remember it from before (`folder` is where), and be ready for its words.

    STUDIO_GRAPHICS says how still pictures are to be shown; "auto" leaves it to what is found, nothing to what was
    chosen last.
    """
    if is_in_browser(environment):
        line = TerminalLine()
        encoder.install(line.sent, line.question, line.shown)
        return line
    memory, place = TerminalMemory(folder / FILE_NAME), place_of(environment)
    remembered = memory.facts(place)
    line = TerminalLine(memory=memory, place=place)
    typed = ""
    if remembered is not None and remembered.answered:
        line.facts, line.to_ask = remembered, questions_for(environment)
    elif sys.__stdin__ is not None and sys.__stdout__ is not None:
        probed = probe(sys.__stdin__.fileno(), sys.__stdout__.fileno(), environment)
        line.facts, typed = probed.facts, probed.typed
        if probed.facts.answered:
            memory.found(place, probed.facts)
    hears = input_filter.install(line.take, typed)
    if not hears:
        line.to_ask = ""
    line.link = Link(
        rtt_s=line.facts.rtt_s,
        is_remote=patience_s(environment) == PATIENCE_REMOTE_S,
        answers=hears and line.facts.answered,
    )
    if wish := environment.get(WISH_VARIABLE):
        memory.chose(place, None if wish == "auto" else Graphics(wish))
    chosen = memory.graphics(place)
    line.graphics, line.is_chosen = chosen or line.modes[0], chosen is not None
    encoder.install(line.sent, line.question, line.shown)
    return line
