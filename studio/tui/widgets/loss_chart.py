"""Loss curves in braille: one colour per loss, their names above, the axes named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from studio.locale import Texts
from studio.tui.cells.curves import DOTS_WIDE, Curve, axis_of, plotted, resampled, span_of
from studio.tui.theme import CURVES

GUTTER = 8
"""Cells on the left for what the highest and the lowest row stand for."""

_SMALLEST = (GUTTER + 4, 2)


class LossChart(Widget):
    """Shows curves; one of them alone where `alone` says which."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--quiet",
        *(f"chart--curve-{number}" for number in range(len(CURVES))),
    }
    DEFAULT_CSS = (
        "LossChart { & > .chart--quiet { color: $text-muted; }\n"
        + "".join(f"& > .chart--curve-{number} {{ color: $curve-{number}; }}\n" for number in range(len(CURVES)))
        + "}"
    )

    def __init__(self, texts: Texts, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._texts = texts
        self._curves: tuple[Curve, ...] = ()
        self._alone: int | None = None
        self._strips: list[Strip] = []

    def show(self, curves: Sequence[Curve]) -> None:
        """Show these curves from now on; only lines that look different are sent."""
        self._curves = tuple(curves)
        self._draw()

    def next_loss(self) -> None:
        """One curve alone, then the next, after the last one all together."""
        following = 0 if self._alone is None else self._alone + 1
        self._alone = following if following < len(self._curves) else None
        self._draw()

    def render_line(self, y: int) -> Strip:
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached and self.size.width:
            self._draw()

    def _draw(self) -> None:
        before, width = self._strips, self.size.width
        self._strips = [strip.adjust_cell_length(width, self.rich_style) for strip in self._lines(width)]
        for line, strip in enumerate(self._strips):
            if line >= len(before) or list(before[line]) != list(strip):
                self.refresh(Region(0, line, width, 1))
        if len(before) > len(self._strips):
            self.refresh()

    def _lines(self, width: int) -> list[Strip]:
        """Names, plot, and the foot with the batches."""
        chosen = [(number, curve) for number, curve in enumerate(self._curves) if self._alone in (None, number)]
        if not chosen:
            return [Strip([Segment(self._texts("runs.no_losses"), self._look("quiet"))])]
        names = self._names(chosen, width)
        columns, lines = width - GUTTER, self.size.height - len(names) - 1
        if columns < _SMALLEST[0] - GUTTER or lines < _SMALLEST[1]:
            return names
        first, last = span_of([curve for _, curve in chosen])
        rows = [resampled(curve, first, last, columns * DOTS_WIDE) for _, curve in chosen]
        axis = axis_of(rows)
        plot = plotted(rows, axis, lines)
        ends = {0: axis.high, lines - 1: axis.low}
        looks = [self._curve_look(number) for number, _ in chosen]
        made = []
        for line in range(lines):
            side = f"{ends[line]:.3g}" if line in ends else ""
            cells = [Segment(f"{side:>{GUTTER - 1}} ", self._look("quiet"))]
            for glyph, ink in zip(plot.glyphs[line].tolist(), plot.inks[line].tolist(), strict=True):
                cells.append(Segment(chr(glyph) if ink >= 0 else " ", looks[ink] if ink >= 0 else self.rich_style))
            made.append(Strip(cells).simplify())
        kind = self._texts("runs.logarithmic" if axis.is_logarithmic else "runs.linear")
        foot = self._texts("runs.batches", first=int(first), last=int(last), kind=kind)
        return [*names, *made, Strip([Segment(" " * GUTTER + foot, self._look("quiet"))])]

    def _names(self, chosen: Sequence[tuple[int, Curve]], width: int) -> list[Strip]:
        """Each loss with its last value, in its colour, on as many lines as they need."""
        lines: list[list[Segment]] = [[]]
        for number, curve in chosen:
            word = Segment(f"━ {curve.name} {curve.values[-1]:.3g}  ", self._curve_look(number))
            if lines[-1] and Segment.get_line_length(lines[-1]) + word.cell_length > width:
                lines.append([])
            lines[-1].append(word)
        return [Strip(line) for line in lines]

    def _curve_look(self, number: int) -> Style:
        return self._look(f"curve-{number % len(CURVES)}")

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"chart--{name}")
