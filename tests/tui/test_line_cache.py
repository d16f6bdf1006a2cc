"""Lines that are kept: what they show is what Textual itself would show, whatever changes."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from studio_room import OpenRoom
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.color import Color
from textual.events import MouseMove
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from studio.terminal.shown import Cell, cells_of
from studio.tui.widgets.line_cache import LineCache


class Numbered(Widget):
    """Says on each line which one it is; notes which are made."""

    DEFAULT_CSS = "Numbered { width: 20; height: 6; }"

    def __init__(self, *, keeps_lines: bool) -> None:
        super().__init__()
        if keeps_lines:
            self._styles_cache = LineCache()
        self.made: list[int] = []
        self.word = "line"

    def render_line(self, y: int) -> Strip:
        self.made.append(y)
        return Strip([Segment(f"{self.word} {y}")])


class Both(App[None]):
    """The same widget twice, with kept lines and without."""

    def compose(self) -> ComposeResult:
        yield Numbered(keeps_lines=True)
        yield Numbered(keeps_lines=False)

    @property
    def ours(self) -> Numbered:
        """The one with kept lines."""
        return self.query(Numbered).first()

    def cells(self, crop: Region | None = None) -> list[list[list[Cell]]]:
        """What each of the two shows, line by line."""
        return [
            [list(cells_of(strip)) for strip in widget.render_lines(crop or widget.outer_size.region)]
            for widget in self.query(Numbered)
        ]


async def test_only_the_line_that_is_touched_is_made_again() -> None:
    async with Both().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Both)
        app.cells()
        app.ours.made.clear()
        app.ours.refresh(Region(3, 4, 2, 1))
        app.cells()
        app.cells(Region(0, 1, 20, 1))
        assert app.ours.made == [4]


async def test_kept_lines_show_what_textual_shows() -> None:
    async with Both().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Both)
        ours, theirs = app.cells()
        assert ours == theirs
        assert ours[2][5][0] == "2"
        for widget in app.query(Numbered):
            widget.word = "word"
            widget.refresh(Region(0, 2, 20, 1))
        ours, theirs = app.cells()
        assert ours == theirs
        assert [line[0][0] for line in ours] == ["l", "l", "w", "l", "l", "l"]
        for change in ("background", "border", "tint", "width"):
            for widget in app.query(Numbered):
                match change:
                    case "background":
                        widget.styles.background = Color(90, 20, 30)
                    case "border":
                        widget.styles.border = ("solid", Color(10, 200, 30))
                    case "tint":
                        widget.styles.tint = Color(0, 0, 200, 0.5)
                    case "width":
                        widget.styles.width = 31
            await pilot.pause()
            ours, theirs = app.cells()
            assert ours == theirs, change
            cut, theirs_cut = app.cells(Region(4, 2, 7, 2))
            assert cut == theirs_cut, change
        app.theme = "textual-light"
        await pilot.pause()
        ours, theirs = app.cells()
        assert ours == theirs


async def test_a_step_of_the_brush_makes_only_the_lines_that_it_touches(
    room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    finish, stock = LineCache._finish, StylesCache.render_widget

    def counted(cache: LineCache, widget: Widget, lines: list[int]) -> None:
        made.extend(f"{widget.id} {line}" for line in lines)
        finish(cache, widget, lines)

    def by_textual(cache: StylesCache, widget: Widget, crop: Region) -> list[Strip]:
        made.extend(f"{widget} {line}" for line in crop.line_range)
        return stock(cache, widget, crop)

    async with room(size=(120, 40)) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 20), let_go=False)
        await studio.pilot.pause(0.3)
        monkeypatch.setattr(LineCache, "_finish", counted)
        monkeypatch.setattr(StylesCache, "render_widget", by_textual)
        await studio.pilot._post_mouse_events([MouseMove], studio.canvas, studio.cell(10, 26), button=1)
        await studio.pilot.pause(0.05)
    assert any(line.startswith("canvas") for line in made)
    canvas_and_picture, status = 12, 3
    assert len(made) <= canvas_and_picture + status, made
