"""The pictures of screens that the docs show have the cells' own colours."""

from __future__ import annotations

from screen_picture import CELL, picture_of, screen_of, text_of


def test_half_cells_have_their_two_colours() -> None:
    output = b"\x1b[38;2;200;10;20;48;2;1;2;240m\xe2\x96\x80\x1b[0m\x1b_Gi=31;OK\x1b\\"
    width, height = CELL
    picture = picture_of(screen_of(output, 4, 2))
    assert picture.size == (4 * width, 2 * height)
    assert picture.getpixel((width // 2, height // 4)) == (200, 10, 20)
    assert picture.getpixel((width // 2, height * 3 // 4)) == (1, 2, 240)


def test_wide_characters_that_were_painted_over_are_no_hindrance() -> None:
    output = "日b\x1b[1;2Hc".encode()
    assert "cb" in text_of(screen_of(output, 6, 1))
