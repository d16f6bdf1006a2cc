"""Frames as few bytes: what Textual's compositor sends, encoded for a slow line.

Textual repaints from the left edge of the widget that holds a changed cell, and closes every run of one colour with a
reset. Here a frame carries the changed cells only, each colour change as the difference to the colours before it, and
one reset at its end: a brush step costs about a twentieth (`benchmarks/stroke.py`). It is also the one place through
which every text goes on its way to the terminal, so control characters from outside end here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import _compositor
from textual.strip import SGR_STYLES, Strip

from studio.terminal.shown import Shown

Look = tuple[str, str, str]
"""Attributes, foreground and background, each as SGR parameters ("" is the terminal's default)."""

PLAIN: Look = ("", "", "")
RESET = "\x1b[0m"

# C0, DEL and C1 move the cursor or start sequences; the bidirectional marks reorder what stands beside them.
UNSAFE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
INK_FREE_ATTRIBUTES = frozenset({"", "1", "2", "3", "1;3"})
TURNED = {"▀": "▄", "▄": "▀"}
"""A half block is the other one with its colours exchanged, and those may be the ones that are set already."""


@lru_cache(maxsize=16384)
def look_of(style: Style, depth: ColorSystem) -> Look:
    """How `style` looks at a colour depth, as SGR parameters."""
    attributes = style._attributes & style._set_attributes
    return (
        ";".join(code for bit, code in enumerate(SGR_STYLES) if attributes >> bit & 1),
        ";".join(style._color.downgrade(depth).get_ansi_codes()) if style._color else "",
        ";".join(style._bgcolor.downgrade(depth).get_ansi_codes(foreground=False)) if style._bgcolor else "",
    )


def change(before: Look, after: Look) -> str:
    """The SGR sequence that turns one look into another; "" where they are the same."""
    if before == after:
        return ""
    attributes, ink, paper = after
    if attributes != before[0] and before[0]:
        codes = ["0", attributes, ink, paper]
    else:
        codes = [
            attributes if attributes != before[0] else "",
            ink or "39" if ink != before[1] else "",
            paper or "49" if paper != before[2] else "",
        ]
    return f"\x1b[{';'.join(filter(None, codes))}m"


@lru_cache(maxsize=16384)
def exchanged(look: Look) -> Look | None:
    """A look with ink and paper exchanged; None where either is the terminal's default or one of its sixteen."""
    attributes, ink, paper = look
    if not (ink.startswith("38;") and paper.startswith("48;")):
        return None
    return attributes, "38;" + paper[3:], "48;" + ink[3:]


class Frame:
    """One frame in the making: where the cells stand, and the colours that the terminal is in."""

    def __init__(self, depth: ColorSystem) -> None:
        self.depth = depth
        self.parts: list[str] = []
        self.look = PLAIN
        self._at = (-1, -1)

    def move_to(self, x: int, y: int) -> None:
        """Put the next cells at column `x` of line `y`, counted from 0."""
        gap = x - self._at[0]
        if y != self._at[1] or gap < 0:
            self.parts.append(f"\x1b[{y + 1};{x + 1}H")
        elif gap:
            self.parts.append(f"\x1b[{gap}C" if gap > 1 else "\x1b[C")
        self._at = (x, y)

    def put(self, strip: Strip) -> None:
        """Append the cells of a strip."""
        self.add(strip)
        self._at = (self._at[0] + strip.cell_length, self._at[1])

    def add(self, segments: Iterable[Segment]) -> None:
        """Append cells; segments that are controls of Textual's own go through untouched."""
        for text, style, control in segments:
            if control:
                self.parts.append(text)
                continue
            if not text.isprintable():
                text = text.translate(UNSAFE)
            look = PLAIN if style is None else look_of(style, self.depth)
            if look[0] == self.look[0] and look[0] in INK_FREE_ATTRIBUTES and not text.strip(" "):
                look = (look[0], self.look[1], look[2])
            elif text[:1] in TURNED and text == text[0] * len(text):
                turned = exchanged(look)
                if turned and len(change(self.look, turned)) < len(change(self.look, look)):
                    look, text = turned, TURNED[text[0]] * len(text)
            self.parts.append(change(self.look, look))
            self.parts.append(text)
            self.look = look

    def end(self) -> str:
        """The whole frame; afterwards the terminal is in its default colours."""
        if self.look != PLAIN:
            self.parts.append(RESET)
        return "".join(self.parts)


def encode_changes(update: Any, depth: ColorSystem, shown: Shown) -> str:
    """The changed spans of a partial update, each cropped at both edges."""
    frame = Frame(depth)
    for y, start, stop in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            left, right = max(x, start), min(end, stop)
            if strip is None or left >= right:
                continue
            cropped = strip if (left, right) == (x, end) else strip.crop(left - x, right - x)
            frame.move_to(left, y)
            frame.put(cropped)
            shown.put(left, y, cropped)
    return frame.end()


def encode_screen(update: Any, depth: ColorSystem, shown: Shown) -> str:
    """All cells of a full update that are not shown already."""
    frame = Frame(depth)
    shown.fit((update.region.width, update.region.height))
    for y, strips in enumerate(update.strips, update.region.y):
        line, left = Strip.join(strips), update.region.x
        for start, end in shown.differing(left, y, line):
            frame.move_to(left + start, y)
            frame.put(line.crop(start, end))
        shown.put(left, y, line)
    return frame.end()


def install(
    on_bytes: Callable[[int], None] | None = None,
    closing: Callable[[], str] | None = None,
    shown: Shown | None = None,
) -> Callable[[], None] | None:
    """Let Textual's compositor send frames through this encoder, and tell `on_bytes` how long each one is.

    `shown` is what the terminal shows; whoever lets something else be shown tells it to forget.
    `closing` is asked, once `on_bytes` knows of a frame, what goes behind it: a question to the terminal, or "".

    Returns the function that takes it out again, or None where this Textual has no such classes: then its own
    encoder stays, which sends more bytes and is otherwise as good.
    """
    partial: Any = getattr(_compositor, "ChopsUpdate", None)
    full: Any = getattr(_compositor, "LayoutUpdate", None)
    if not (hasattr(partial, "render_segments") and hasattr(full, "render_segments")):
        return None
    screen = shown or Shown()
    stock = (partial.render_segments, full.render_segments)

    def through(
        encode: Callable[[Any, ColorSystem, Shown], str], fallback: Callable[[Any, Console], str]
    ) -> Callable[[Any, Console], str]:
        def render_segments(update: Any, console: Console) -> str:
            depth = console._color_system or ColorSystem.TRUECOLOR
            try:
                sequence = encode(update, depth, screen)
            except (AttributeError, TypeError):
                screen.forget()
                sequence = fallback(update, console)
            if on_bytes is not None:
                on_bytes(len(sequence.encode(errors="replace")))
            return sequence + closing() if closing is not None else sequence

        return render_segments

    def restore() -> None:
        partial.render_segments, full.render_segments = stock

    partial.render_segments = through(encode_changes, stock[0])
    full.render_segments = through(encode_screen, stock[1])
    return restore
