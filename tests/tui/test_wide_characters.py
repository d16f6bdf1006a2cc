"""Characters that are two cells wide are never cut in half by an update of a part of a line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.segment import Segment
from studio_room import OpenRoom
from textual.strip import Strip

from studio.tui.widgets.parts import Parts, _changed_cells

TEXTS = st.lists(st.text("a 日月", max_size=4), max_size=4)


def line_of(texts: list[str], width: int) -> Strip:
    return Strip([Segment(text) for text in texts]).adjust_cell_length(width)


@example(["金色"], ["日落"], 6)
@given(TEXTS, TEXTS, st.integers(1, 24))
def test_the_cells_that_change_make_the_new_line_of_the_old_one(was: list[str], now: list[str], width: int) -> None:
    before, after = line_of(was, width), line_of(now, width)
    changed = _changed_cells(before, after)
    start, end = changed or (0, 0)
    patched = Strip.join([before.crop(0, start), after.crop(start, end), before.crop(end)])
    assert patched.text == after.text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_chinese_lines_fill_their_columns_and_no_more(room: OpenRoom, size: tuple[int, int]) -> None:
    async with room(size=size, language="zh") as studio:
        for keys in ((), ("h",), ("h",), ("9",), ("f",)):
            await studio.press(*keys)
            for name in ("title", "labels-0", "labels-1", "status"):
                assert studio.screen.query_one(f"#{name}", Parts).line().cell_length == size[0]
            for strip in studio.app.screen._compositor.render_strips():
                assert strip.cell_length == size[0]
