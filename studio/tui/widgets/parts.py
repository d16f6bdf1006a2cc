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
from studio.terminal.shown import cells_of, whole
from studio.tui.widgets.line_cache import LineCache


@dataclass(frozen=True, slots=True)
class Part:
    """Some text, how it looks (the name of a component class without its prefix, or a style of its own), and the
    action that a click on it does."""

    text: str
    look: str | Style = "plain"
    action: str | None = None


class Parts(Widget):
    """One line: parts from the left, parts from the right. Where the line is short, parts on the right give way, the
    first of them first, so that a blank stays between; then what doesn't fit on the left is cut off."""

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
        self._styles_cache = LineCache()
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()
        self._strip: Strip | None = None
        self._styles: dict[tuple[str | Style, str | None], Style] = {}

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
        self._styles.clear()

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
        left = Strip([self._segment(part) for part in self._left])
        right_parts = [self._segment(part) for part in self._right]
        while right_parts and left.cell_length + Segment.get_line_length(right_parts) >= width:
            del right_parts[0]
        right = Strip(right_parts)
        gap = " " * (width - left.cell_length - right.cell_length)
        between = [Segment(gap, self._style(""))] if gap else []
        return Strip([*left.crop(0, width - right.cell_length), *between, *right], width)

    def _segment(self, part: Part) -> Segment:
        return Segment(clean(part.text), self._style(part.look, part.action or ""))

    def _style(self, look: str | Style, action: str | None = None) -> Style:
        """How a look ("" is the line's own) comes out here, with the action of a click on the part."""
        known = self._styles.get((look, action))
        if known is None:
            if isinstance(look, Style):
                style = self.rich_style + look
            else:
                style = self.get_component_rich_style(f"parts--{look}") if look else self.rich_style
            known = self._styles[look, action] = style + Style(meta={"action": action}) if action is not None else style
        return known


def _changed_cells(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The columns from the first cell that differs to the last (half-open), or None where both lines look the same."""
    width = after.cell_length
    if before.cell_length != width:
        return 0, width
    was, now = list(before), list(after)
    first, last = _drop_common(was, now), width
    was.reverse()
    now.reverse()
    last -= _drop_common(was, now)
    if first >= last:
        return None
    was_cells, now_cells = list(cells_of(reversed(was))), list(cells_of(reversed(now)))
    differ = [place for place, (one, other) in enumerate(zip(was_cells, now_cells, strict=True)) if one != other]
    if not differ:
        return None
    start, end = whole((differ[0], differ[-1] + 1), now_cells)
    return first + start, first + end


def _drop_common(was: list[Segment], now: list[Segment]) -> int:
    """Take away what both begin with; how many cells that is."""
    same = 0
    while same < min(len(was), len(now)) and was[same] == now[same]:
        same += 1
    cells = Segment.get_line_length(now[:same])
    del was[:same], now[:same]
    return cells
