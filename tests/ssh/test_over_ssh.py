"""The main job as it is really done: over SSH, in a terminal, from a first stroke to a saved picture."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from loopback import Terminal
from PIL import Image

from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch

STUDIO = Path(sys.executable).parent / "studio"
CANVAS, PICTURE = (30, 18), (90, 18)  # a cell (column, row) inside each pane at 120 × 36

pytestmark = pytest.mark.skipif(
    shutil.which("ssh") is None or shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin") is None,
    reason="needs OpenSSH's ssh and sshd",
)


def studio_at(ssh: list[str], home: Path, *arguments: str) -> Terminal:
    home.mkdir(exist_ok=True)
    line = f"cd {home} && HOME={home} COLORTERM=truecolor STUDIO_TOUR=no LANG=C.UTF-8 {STUDIO} {' '.join(arguments)}"
    return Terminal([*ssh, line], {**os.environ, "TERM": "xterm-256color"})


def cells(terminal: Terminal, left: int, right: int) -> list[tuple[str, str]]:
    """Foreground and background of the cells between two columns, chrome rows left out."""
    buffer = terminal.screen.buffer
    return [(buffer[row][column].fg, buffer[row][column].bg) for row in range(3, 31) for column in range(left, right)]


def has_picture(terminal: Terminal) -> bool:
    return len(set(cells(terminal, 62, 118))) > 200


def test_a_person_draws_over_ssh_and_finds_the_drawing_again(ssh: list[str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    terminal = studio_at(ssh, home, "coast.png")
    try:
        terminal.wait_for(lambda screen: "coast.png" in screen.display[0])
        terminal.wait_for(lambda screen: has_picture(terminal))
        before = cells(terminal, 62, 118)
        terminal.type("4")
        terminal.wait_for(lambda screen: "mountain" in screen.display[-1])
        terminal.drag((10, 20), (40, 20))
        terminal.wait_for(lambda screen: cells(terminal, 62, 118) != before)
        terminal.type("w")
        terminal.wait_for(lambda screen: "Saved" in "\n".join(screen.display))
        terminal.type("q")
        assert terminal.exit_code() == 0
    finally:
        terminal.kill()

    saved = open_sketch(home / "coast.png")
    mountain = LANDSCAPE.id("mountain")
    assert np.count_nonzero(saved.labels == mountain) > 200
    with Image.open(home / "coast.png") as picture:
        assert picture.convert("RGB").size == saved.labels.shape[::-1]

    again = studio_at(ssh, home, "coast.png")
    try:
        again.wait_for(lambda screen: has_picture(again))
        colour = "".join(f"{part:02x}" for part in LANDSCAPE[mountain].rgb)
        assert sum(colour in cell for cell in cells(again, 0, 58)) > 20
        again.type("q")
        assert again.exit_code() == 0
    finally:
        again.kill()


def colours(terminal: Terminal, row: int, left: int, right: int) -> set[str]:
    """What is seen in a row of cells (a cell of one colour may be drawn as a space, on its background alone)."""
    line = terminal.screen.buffer[row]
    return {line[column].fg for column in range(left, right)} | {line[column].bg for column in range(left, right)}


def test_a_dropped_line_loses_no_stroke(ssh: list[str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    flowers = "".join(f"{part:02x}" for part in LANDSCAPE.by_key("flower").rgb)
    terminal = studio_at(ssh, home)
    try:
        terminal.wait_for(lambda screen: "F1" in "\n".join(screen.display))
        terminal.type("0")
        terminal.wait_for(lambda screen: "flowers" in screen.display[-1])
        assert flowers not in colours(terminal, 8, 12, 38)
        terminal.drag((10, 8), (40, 8))
        terminal.wait_for(lambda screen: flowers in colours(terminal, 8, 12, 38))
    finally:
        terminal.hang_up()
        terminal.kill()

    again = studio_at(ssh, home)
    try:
        again.wait_for(lambda screen: flowers in colours(again, 8, 12, 38))
        again.type("q")
        assert again.exit_code() == 0
    finally:
        again.kill()
