"""The lines of a widget that has nothing around them, made when they are touched and kept until then.

For every frame Textual goes through all lines of a widget, their filters and their styles, to find the few that
changed. Here what did not change costs nothing: with canvas, picture and bars on the screen, half of a brush step.
"""

from __future__ import annotations

from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LineCache(StylesCache):
    """Takes the place of a widget's own cache (`Widget._styles_cache`); a Textual that knows no such attribute leaves
    it alone, and is as slow as it is. Widgets with border, padding, tint or opacity are drawn by Textual itself."""

    def __init__(self) -> None:
        super().__init__()
        self._finished: dict[int, Strip] = {}
        self._is_bare: bool | None = None

    def clear(self) -> None:
        super().clear()
        self._finished = {}
        self._is_bare = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        if self._is_bare is None:
            self._is_bare = _is_bare(widget)
        if not self._is_bare:
            return super().render_widget(widget, crop)
        finished = self._finished
        for line in self._dirty_lines:
            finished.pop(line, None)
        self._dirty_lines.clear()
        missing = [line for line in crop.line_range if line not in finished]
        if missing:
            self._finish(widget, missing)
        strips = [finished[line] for line in crop.line_range]
        across = crop.column_span
        return strips if across == (0, widget.size.width) else [strip.crop(*across) for strip in strips]

    def _finish(self, widget: Widget, lines: list[int]) -> None:
        width = widget.size.width
        below, background = widget.background_colors
        base = self.get_inner_outer(below, background)[0].rich_style
        filters = widget.get_line_filters()
        for line in lines:
            strip = widget.render_line(line).adjust_cell_length(width, base)
            for one in filters:
                strip = strip.apply_filter(one, background)
            self._finished[line] = strip


def _is_bare(widget: Widget) -> bool:
    """Whether a widget's lines are all that there is to see of it."""
    styles = widget.styles
    has_edges = widget.gutter.totals != (0, 0) or any(kind for kind, _ in styles.outline)
    return not (has_edges or styles.tint.a or styles.has_rule("hatch") or widget.opacity != 1.0)
