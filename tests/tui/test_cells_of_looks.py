"""The drawing screen as text of cells: dark and light, English and Chinese, Unicode and ASCII, at three sizes.

After a wanted change: `STUDIO_ALL_LOOKS=1 pytest tests/tui/test_cells_of_looks.py --snapshot-update`. Without the
variable only some of the 24 are looked at.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from rich.style import Style
from studio_room import MakeApp
from textual.strip import Strip

from studio.tui.app import StudioApp

FOLDER = Path(__file__).parent / "cells_of_looks"
SIZES = ((80, 24), (120, 40), (200, 60))
EVERY = list(product(("studio", "studio-light"), ("en", "zh"), ("no", "yes"), SIZES))
FEW = [case for case in EVERY if case[3] == (80, 24) or case[:3] == ("studio", "en", "no")]
CASES = EVERY if os.environ.get("STUDIO_ALL_LOOKS") else FEW


def told(strips: list[Strip]) -> str:
    """The lines of a screen; then their looks, as letters with how many cells each goes on, and what letters mean."""
    looks: dict[str, str] = {}
    lines = []
    for strip in strips:
        runs: list[list[object]] = []
        for segment in strip:
            letter = looks.setdefault(_look(segment.style), chr(ord("A") + len(looks)))
            if runs and runs[-1][0] == letter:
                runs[-1][1] = int(str(runs[-1][1])) + segment.cell_length
            else:
                runs.append([letter, segment.cell_length])
        lines.append("".join(f"{letter}{cells}" for letter, cells in runs if cells))
    text = "\n".join(strip.text.rstrip() for strip in strips)
    legend = "\n".join(f"{letter} {look}" for look, letter in looks.items())
    return f"{text}\n\n" + "\n".join(lines) + f"\n\n{legend}\n"


def _look(style: Style | None) -> str:
    if style is None:
        return "plain"
    colours = f"{style.color.name if style.color else '-'} on {style.bgcolor.name if style.bgcolor else '-'}"
    return colours + (" bold" if style.bold else "")


async def screen_of(app: StudioApp, size: tuple[int, int]) -> str:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause(0.7)
        filters = app.get_line_filters()
        background = app.studio.background_colors[1]
        strips = app.screen._compositor.render_strips()
        for one in filters:
            strips = [strip.apply_filter(one, background) for strip in strips]
        return told(strips)


@pytest.mark.parametrize(("theme", "language", "ascii", "size"), CASES)
async def test_the_drawing_screen_has_the_cells_it_had(
    make_app: MakeApp,
    theme: str,
    language: str,
    ascii: str,
    size: tuple[int, int],
    pytestconfig: pytest.Config,
) -> None:
    app = make_app(language="en" if ascii == "yes" else language)
    preferences = app.services.preferences
    preferences.settings = replace(preferences.settings, theme=theme, ascii=ascii)
    app.theme = theme
    cells = await screen_of(app, size)
    if ascii == "yes":
        assert cells.isascii()
    file = FOLDER / f"{theme}-{language}-{'ascii' if ascii == 'yes' else 'unicode'}-{size[0]}x{size[1]}.txt"
    if pytestconfig.getoption("--snapshot-update"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(cells)
    assert cells == file.read_text()


def test_every_look_is_written_down() -> None:
    assert len(list(FOLDER.glob("*.txt"))) == len(EVERY)
