"""The one way to the screen for text: whatever a widget shows, no control character of it reaches the terminal.

`safe_text.clean` makes text presentable where it comes in; this is what holds where somebody forgot to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from studio.terminal.safe_text import UNSAFE_CHARACTERS

_UNSAFE = re.compile(f"[{UNSAFE_CHARACTERS}]")
_UNPRINTABLE = re.compile("[\ud800-\udfff]")


class SafeLines(LineFilter):
    """Takes unsafe characters out of all text; they have no width, so that nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(_UNSAFE.search(text) for text, _, control in segments if not control):
            return segments
        return [segment if segment.control else Segment(_safe(segment.text), segment.style) for segment in segments]


class SafeApp(App[None]):
    """An application all of whose widgets show their text by way of `SafeLines`."""

    _safe_lines = SafeLines()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters that every line of every widget passes, the last of them ours."""
        return [*super().get_line_filters(), self._safe_lines]

    def bell(self) -> None:
        """Nothing rings: Textual would for a paste that is too long for its line, so that text from outside could."""


def _safe(text: str) -> str:
    return _UNSAFE.sub("", _UNPRINTABLE.sub("?", text))
