"""`studio watch`: what one draws shows in another's terminal, and nothing that the other does reaches the drawing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyte
import pytest
from terminal import LEFT_DOWN, LEFT_DRAG, Terminal

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.tui.watching import changed_region, newest_of

HERE = Path(__file__).parent
MOUNTAIN = LANDSCAPE.by_key("mountain")


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Runs programs in terminals, each with a home of its own."""
    running: list[Terminal] = []

    def opened(*command: str) -> Terminal:
        home = {"XDG_STATE_HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
        running.append(Terminal([sys.executable, *command], columns=100, lines=30, environment=home))
        return running[-1]

    yield opened
    for terminal in running:
        terminal.close()


def shows(terminal: Terminal, colour: tuple[int, int, int]) -> bool:
    screen = pyte.Screen(100, 30)
    pyte.ByteStream(screen).feed(re.sub(rb"\x1b[_P][^\x1b]*\x1b\\", b"", terminal.output))
    wanted = "".join(f"{part:02x}" for part in colour)
    return any(wanted in (cell.fg, cell.bg) for row in range(2, 28) for cell in screen.buffer[row].values())


def test_a_stroke_shows_in_the_other_terminal(open_terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    file = tmp_path / "coast.png"
    save_sketch(file, Sketch(np.full((64, 64), LANDSCAPE.id("grass"), np.uint8)), None)
    drawing = open_terminal(str(HERE / "quiet_studio.py"), str(tmp_path / "state"), str(file))
    drawing.wait_for(b"F1 help")
    watching = open_terminal("-m", "studio.cli.main", "watch", str(file))
    watching.wait_for(b"watching")
    watching.wait_until_quiet()
    assert not shows(watching, MOUNTAIN.rgb)
    drawing.type("4")
    drawing.mouse(LEFT_DOWN, 30, 12)
    for column in range(30, 44):
        drawing.mouse(LEFT_DRAG, column, 12)
    drawing.mouse(LEFT_DOWN, 44, 12, down=False)
    for _ in range(40):
        watching.wait_until_quiet(quiet_s=0.25)
        if shows(watching, MOUNTAIN.rgb):
            break
    assert shows(watching, MOUNTAIN.rgb)
    before = file.read_bytes()
    watching.type("xq")
    assert watching.process.wait(timeout=20) == 0
    assert file.read_bytes() == before
    assert MOUNTAIN.id in newest_of(file).labels
    assert MOUNTAIN.id not in open_sketch(file).labels, "it was never saved"


def test_what_is_not_there_can_not_be_watched(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        newest_of(tmp_path / "nowhere.png")


def test_only_what_differs_is_drawn_anew() -> None:
    before, after = Sketch.blank(20, 30), Sketch.blank(20, 30)
    assert changed_region(before, after).is_empty
    after.labels[3:5, 7:11] = 2
    region = changed_region(before, after)
    assert (region.top, region.left, region.bottom, region.right) == (3, 7, 5, 11)
