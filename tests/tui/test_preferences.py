"""Settings and keys of one's own: where they come from, what is said of mistakes, what they change."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from studio.tui.ascii_only import AsciiOnly
from studio.tui.key_file import load_keys, rebound
from studio.tui.keymap import ALL_KEYS, action_of
from studio.tui.preferences import Preferences
from studio.tui.settings import Settings, load_settings, names, save_settings, values_of


def test_settings_are_written_and_read_back(tmp_path: Path) -> None:
    chosen = Settings(language="zh", theme="studio-light", tour="no")
    save_settings(tmp_path / "config", chosen)
    assert load_settings(tmp_path / "config", {}) == (chosen, [])


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    save_settings(tmp_path, Settings(language="zh"))
    assert load_settings(tmp_path, {"STUDIO_LANG": "en"})[0].language == "en"


def test_what_makes_no_sense_is_named_and_the_default_stays(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "pink"\nfoo = 1\nlanguage = "zh"\n')
    settings, wrong = load_settings(tmp_path, {"STUDIO_COLOURS": "many"})
    assert settings == Settings(language="zh")
    assert set(wrong) == {"theme", "foo", "colours"}
    (tmp_path / "settings.toml").write_text("theme = ")
    assert load_settings(tmp_path, {}) == (Settings(), ["settings.toml"])


def test_every_setting_has_its_default_among_its_values() -> None:
    assert all(getattr(Settings(), name) == values_of(name)[0] for name in names())


def test_an_action_gets_another_key_and_the_key_leaves_its_old_action(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('"tool(\'line\')" = ["u"]\n')
    keys, warnings = load_keys(tmp_path)
    assert action_of("u", keys) == "tool('line')"
    assert action_of("l", keys) == ""
    assert [(one.text, one.key, one.action) for one in warnings] == [("keys.lost", "u", "undo")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({"nothing": ["n"]}, "keys.unknown"),
        ({"undo": 3}, "keys.unknown"),
        ({"undo": ["f9"], "redo": ["f9"]}, "keys.twice"),
        ({"undo": ["ctrl+shift+u"]}, "keys.unsendable"),
        ({"undo": ["ctrl+j", "u"]}, "keys.unsendable"),
        ({"undo": ["ctrl+s"]}, "keys.taken"),
    ],
)
def test_keys_that_cannot_work_are_said(written: dict[str, object], text: str) -> None:
    assert text in [warning.text for warning in rebound(written)[1]]


def test_a_broken_file_of_keys_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text("undo = [")
    keys, warnings = load_keys(tmp_path)
    assert keys == ALL_KEYS
    assert [warning.text for warning in warnings] == ["keys.unreadable"]


def test_ascii_speaks_english(tmp_path: Path) -> None:
    assert Preferences.of(tmp_path, {"STUDIO_ASCII": "yes", "STUDIO_LANG": "zh"}).texts.language == "en"
    assert Preferences.of(tmp_path, {"STUDIO_LANG": "zh"}).texts.language == "zh"


@pytest.mark.parametrize("has_colours", [True, False])
def test_nothing_but_ascii_leaves_the_filter_and_widths_stay(has_colours: bool) -> None:
    style = Style(color=RichColor.from_rgb(255, 0, 0), bgcolor=RichColor.from_rgb(0, 0, 255))
    line = [Segment("╭─ saved · 天 … ▸", Style()), Segment("▀▀▄ ", style)]
    filtered = AsciiOnly(has_colours=has_colours).apply(line, Color(0, 0, 0))
    assert all(segment.text.isascii() for segment in filtered)
    assert [segment.cell_length for segment in filtered] == [segment.cell_length for segment in line]


def test_a_half_block_becomes_the_colour_between_its_halves() -> None:
    style = Style(color=RichColor.from_rgb(200, 0, 0), bgcolor=RichColor.from_rgb(0, 0, 100))
    (cell,) = AsciiOnly(has_colours=True).apply([Segment("▀", style)], Color(0, 0, 0))
    assert cell.text == " "
    assert cell.style is not None
    assert cell.style.bgcolor is not None
    assert cell.style.bgcolor.get_truecolor() == (100, 0, 50)


def test_without_colours_pictures_become_shades_and_words_keep_their_blanks() -> None:
    picture = [Segment("  ", Style(bgcolor="#c0c0c0")), Segment("▀▀", Style(color="#c0c0c0", bgcolor="#c0c0c0"))]
    words = [Segment("  ", Style(color="#ffffff", bgcolor="#1c1c1c")), Segment("b brush", Style(color="#ffffff"))]
    filtered = AsciiOnly(has_colours=False).apply([*picture, *words], Color(0, 0, 0))
    shades, blanks = "".join(one.text for one in filtered[:2]), filtered[2].text
    assert len(set(shades)) == 1
    assert not shades.isspace()
    assert blanks == "  "
