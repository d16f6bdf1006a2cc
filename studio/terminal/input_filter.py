"""Between the line and Textual's parser: answers of the terminal are taken out, so that none is ever typed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

from textual.drivers import linux_driver
from textual.message import Message

from studio.terminal.queries import take_answers

GOES_ON_WITHIN_S = 0.1

OnAnswers = Callable[[list[re.Match[str]]], None]
"""Takes answers, in the thread that reads the terminal."""


def install(on_answers: OnAnswers, typed_ahead: str = "") -> bool:
    """Let answers go to `on_answers`, and begin with what was typed before the screen was there.

    False where this Textual reads its terminal in another way: then answers that come late are its own to understand.
    """
    parser = getattr(linux_driver, "XTermParser", None)
    if not isinstance(parser, type) or not (hasattr(parser, "feed") and hasattr(parser, "tick")):
        return False
    setattr(linux_driver, "XTermParser", _filtering(parser, on_answers, typed_ahead))  # noqa: B010 (it isn't public)
    return True


def _filtering(parser: type, on_answers: OnAnswers, typed_ahead: str) -> type:
    """A parser like `parser` that never sees an answer."""
    waiting = [typed_ahead]  # for the first of them only: after Ctrl-Z there is another

    class FilteringParser(parser):  # type: ignore[misc]
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self._held = waiting.pop() if waiting else ""
            self._came = time.monotonic()

        def feed(self, data: str) -> Iterable[Message]:
            answers, rest, held = take_answers(self._held + data)
            if answers:
                on_answers(answers)
            rest += "".join(answer.group() for answer in answers if answer["sync"])  # Textual asks for it too
            if data:
                self._held, self._came = held, time.monotonic()
                messages: Iterable[Message] = super().feed(rest) if rest else ()
            else:  # the end: an empty string says so to the parser
                messages = super().feed(data)
            return messages

        def tick(self) -> Iterable[Message]:
            """What may be a key as well as the beginning of an answer is a key when nothing follows."""
            if self._held and time.monotonic() - self._came > GOES_ON_WITHIN_S:
                held, self._held = self._held, ""
                yield from super().feed(held)
            yield from super().tick()

    return FilteringParser
