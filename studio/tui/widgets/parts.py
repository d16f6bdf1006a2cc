"""A line of text parts, some of which can be clicked; an update repaints only the cells that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from studio.terminal.safe_text import clean


@dataclass(frozen=True, slots=True)
class Part:
    """Some text, how it looks (the name of a component class without its prefix, or a style of its own), and the
    action that a click on it does."""

    text: str
    look: str | Style = "plain"
    action: str | None = None


class Parts(Widget):
    """One line: parts from the left, parts from the right. Where the line is short, parts on the right give way, the
    first of them first; then what doesn't fit on the left is cut off."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "parts--plain",
        "parts--quiet",
        "parts--strong",
        "parts--chosen",
        "parts--warning",
    }
    DEFAULT_CSS = """
    Parts {
        height: 1;
        width: 1fr;
        & > .parts--plain { color: $foreground; }
        & > .parts--quiet { color: $text-muted; }
        & > .parts--strong { color: $foreground; text-style: bold; }
        & > .parts--chosen { color: $accent; text-style: bold; }
        & > .parts--warning { color: $warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()
        self._strip: Strip | None = None

    def put(self, left: Iterable[Part], right: Iterable[Part] = ()) -> None:
        """What stands on the line from now on."""
        left, right = tuple(left), tuple(right)
        if (left, right) == (self._left, self._right):
            return
        before = self._strip
        self._left, self._right = left, right
        self._strip = None
        if before is None or not self.is_attached or not self.size.width:
            self.refresh()
            return
        changed = _changed_cells(before, self.line())
        if changed is not None:
            self.refresh(Region(changed[0], 0, changed[1] - changed[0], 1))

    def line(self) -> Strip:
        """The line as it stands."""
        if self._strip is None or self._strip.cell_length != self.size.width:
            self._strip = self._compose_line(self.size.width)
        return self._strip

    def render_line(self, y: int) -> Strip:
        return self.line() if y == 0 else Strip.blank(self.size.width, self.rich_style)

    def on_resize(self, event: events.Resize) -> None:
        self._strip = None
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strip = None

    async def on_click(self, event: events.Click) -> None:
        action = self._action_at(event.x)
        if action is not None:
            await self.screen.run_action(action)

    def _action_at(self, x: int) -> str | None:
        at = 0
        for segment in self.line():
            at += segment.cell_length
            if x < at:
                action = segment.style.meta.get("action") if segment.style else None
                return str(action) if action else None
        return None

    def _compose_line(self, width: int) -> Strip:
        left = Strip(self._segment(part) for part in self._left)
        right_parts = [self._segment(part) for part in self._right]
        while right_parts and left.cell_length + Segment.get_line_length(right_parts) > width:
            del right_parts[0]
        right = Strip(right_parts)
        gap = Strip([Segment(" " * max(0, width - left.cell_length - right.cell_length), self.rich_style)])
        return Strip.join([left.crop(0, width - right.cell_length), gap, right])

    def _segment(self, part: Part) -> Segment:
        if isinstance(part.look, Style):
            style = self.rich_style + part.look
        else:
            style = self.get_component_rich_style(f"parts--{part.look}")
        return Segment(clean(part.text), style + Style(meta={"action": part.action or ""}))


def _changed_cells(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The columns from the first cell that differs to the last (half-open), or None where both lines look the same."""
    if before.cell_length != after.cell_length:
        return 0, after.cell_length
    was, now = _cells(before), _cells(after)
    differ = [column for column, (one, other) in enumerate(zip(was, now, strict=True)) if one != other]
    return (differ[0], differ[-1] + 1) if differ else None


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    cells: list[tuple[str, Style | None]] = []
    for text, style, _ in strip:
        for character in text:
            width = Segment(character).cell_length
            cells.extend([(character, style)] + [("", style)] * (width - 1) if width else [])
    return cells
