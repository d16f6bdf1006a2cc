"""Frames: few bytes, the right cells, and never a control character from outside."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import ControlType, Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from studio.terminal import encoder
from studio.terminal.encoder import Frame, encode_changes, encode_screen
from studio.terminal.shown import Shown

DEPTH = ColorSystem.TRUECOLOR
RED, BLUE = Style.parse("#ff0000 on #000000"), Style.parse("#0000ff on #000000")


def frame_of(*segments: Segment) -> str:
    frame = Frame(DEPTH)
    frame.add(segments)
    return frame.end()


def test_a_colour_is_sent_when_it_changes_and_reset_once() -> None:
    sent = frame_of(Segment("a", RED), Segment("b", RED), Segment("c", BLUE))
    assert sent == "\x1b[38;2;255;0;0;48;2;0;0;0mab\x1b[38;2;0;0;255mc\x1b[0m"


def test_blanks_need_no_ink() -> None:
    sent = frame_of(Segment("a", RED), Segment("  ", BLUE), Segment("b", RED))
    assert sent == "\x1b[38;2;255;0;0;48;2;0;0;0ma  b\x1b[0m"


def test_a_blank_that_is_underlined_keeps_its_ink() -> None:
    underlined = Style.parse("underline #0000ff on #000000")
    assert "38;2;0;0;255" in frame_of(Segment("a", RED), Segment(" ", underlined))


def test_default_colours_come_back_without_a_reset() -> None:
    assert frame_of(Segment("a", RED), Segment("b", Style.parse("on #000000"))).endswith("\x1b[39mb\x1b[0m")


def test_attributes_that_end_are_reset() -> None:
    sent = frame_of(Segment("a", Style.parse("bold #ff0000")), Segment("b", Style.parse("#ff0000")))
    assert sent == "\x1b[1;38;2;255;0;0ma\x1b[0;38;2;255;0;0mb\x1b[0m"


@pytest.mark.parametrize(
    ("depth", "sent"),
    [(ColorSystem.EIGHT_BIT, "\x1b[38;5;196mx\x1b[0m"), (ColorSystem.STANDARD, "\x1b[31mx\x1b[0m")],
)
def test_colours_are_those_that_the_terminal_has(depth: ColorSystem, sent: str) -> None:
    frame = Frame(depth)
    frame.add([Segment("x", Style.parse("#ff0000"))])
    assert frame.end() == sent


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x07", "\x9b31m", "a\nb", "\x7f", "\u202eabc", "\x00"])
def test_text_never_brings_a_control_character(evil: str) -> None:
    sent = frame_of(Segment(f"<{evil}>"))
    assert sent.startswith("<")
    assert sent.isprintable()


def test_controls_of_the_framework_go_through() -> None:
    assert frame_of(Segment("\x1b[H", None, [(ControlType.HOME,)])) == "\x1b[H"


def test_a_partial_update_is_cropped_at_both_edges() -> None:
    strip = Strip([Segment("abcdefghij", RED)])
    update = ChopsUpdate([{0: strip}], [(0, 3, 5)], [[10]])
    assert encode_changes(update, DEPTH, Shown()) == "\x1b[1;4H\x1b[38;2;255;0;0;48;2;0;0;0mde\x1b[0m"


def test_chops_outside_of_the_span_are_not_sent() -> None:
    left, right = Strip([Segment("aaaa")]), Strip([Segment("bbbb")])
    update = ChopsUpdate([{0: left, 4: right, 8: None}], [(0, 4, 12)], [[4, 8, 12]])
    assert encode_changes(update, DEPTH, Shown()) == "\x1b[1;5Hbbbb"


def test_wide_characters_are_cropped_by_cells() -> None:
    update = ChopsUpdate([{0: Strip([Segment("天空海")])}], [(0, 2, 4)], [[6]])
    assert encode_changes(update, DEPTH, Shown()) == "\x1b[1;3H空"


def test_a_full_update_sends_every_line() -> None:
    lines: list[Iterable[Strip]] = [[Strip([Segment("ab", RED)])], [Strip([Segment("cd", RED)])]]
    sent = encode_screen(LayoutUpdate(lines, Region(0, 3, 2, 2)), DEPTH, Shown())
    assert sent == "\x1b[4;1H\x1b[38;2;255;0;0;48;2;0;0;0mab\x1b[5;1Hcd\x1b[0m"


def screen_of(*lines: str) -> LayoutUpdate:
    strips: list[Iterable[Strip]] = [[Strip([Segment(line, RED)])] for line in lines]
    return LayoutUpdate(strips, Region(0, 0, len(lines[0]), len(lines)))


def test_a_full_update_sends_only_what_the_terminal_does_not_show() -> None:
    shown = Shown()
    encode_screen(screen_of("abcdefgh", "ijklmnop"), DEPTH, shown)
    assert encode_screen(screen_of("abcdefgh", "ijklmnop"), DEPTH, shown) == ""
    red = "\x1b[38;2;255;0;0;48;2;0;0;0m"
    assert encode_screen(screen_of("abcXefgh", "ijklmnop"), DEPTH, shown) == f"\x1b[1;4H{red}X\x1b[0m"
    partial = ChopsUpdate([{0: Strip([Segment("Zbc", RED)])}], [(0, 0, 3)], [[3]])
    encode_changes(partial, DEPTH, shown)
    assert "Z" not in encode_screen(screen_of("ZbcXefgh", "ijklmnop"), DEPTH, shown)


def test_a_terminal_that_may_show_anything_gets_everything() -> None:
    shown = Shown()
    encode_screen(screen_of("abcd"), DEPTH, shown)
    shown.forget()
    assert "abcd" in encode_screen(screen_of("abcd"), DEPTH, shown)
    assert "abcde" in encode_screen(screen_of("abcde"), DEPTH, shown), "another size"


def test_a_wide_character_is_never_cut_in_half() -> None:
    shown = Shown()
    encode_screen(screen_of("ab天d"), DEPTH, shown)
    assert "空" in encode_screen(screen_of("ab空d"), DEPTH, shown)
    assert "xy" in encode_screen(screen_of("abxyd"), DEPTH, shown)


def test_a_half_block_is_turned_where_its_colours_are_set_already() -> None:
    down, up = Style.parse("#ff0000 on #0000ff"), Style.parse("#0000ff on #ff0000")
    sent = frame_of(Segment("▀", down), Segment("▀", up))
    assert sent.count("\x1b[") == 2, "the colours once, and the reset"
    assert sent.endswith(("▀▄\x1b[0m", "▄▀\x1b[0m"))


def test_on_one_line_the_cursor_is_moved_by_the_gap() -> None:
    strip = Strip([Segment("abcdefghij")])
    update = ChopsUpdate([{0: strip}], [(0, 1, 3), (0, 6, 8)], [[10]])
    assert encode_changes(update, DEPTH, Shown()) == "\x1b[1;2Hbc\x1b[3Cgh"


def test_installed_it_counts_what_it_sends_and_can_be_taken_out() -> None:
    stock = ChopsUpdate.render_segments
    counted: list[int] = []
    restore = encoder.install(counted.append)
    assert restore is not None
    try:
        update = ChopsUpdate([{0: Strip([Segment("▀▀")])}], [(0, 0, 2)], [[2]])
        sent = update.render_segments(Console(force_terminal=True))
        assert counted == [len(sent.encode())]
    finally:
        restore()
    assert ChopsUpdate.render_segments is stock


def test_another_framework_inside_keeps_its_own_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_compositor", SimpleNamespace())
    assert encoder.install() is None


def test_updates_of_another_shape_fall_back_to_the_stock_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot_read(update: object, depth: ColorSystem, shown: Shown) -> str:
        raise AttributeError("chop_ends")

    monkeypatch.setattr(encoder, "encode_screen", cannot_read)
    restore = encoder.install()
    assert restore is not None
    try:
        update = LayoutUpdate([[Strip([Segment("ok")])]], Region(0, 0, 2, 1))
        assert "ok" in update.render_segments(Console(force_terminal=True))
    finally:
        restore()
