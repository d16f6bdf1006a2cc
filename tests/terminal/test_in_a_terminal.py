"""The studio in a real pseudo-terminal: bytes, signals, what it leaves behind."""

from __future__ import annotations

import os
import re
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from terminal import LEFT_DOWN, LEFT_DRAG, Terminal

from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch
from studio.terminal.probe import CLEAN_LINE
from studio.terminal.queries import QUESTIONS

Start = Callable[..., Terminal]
READY = b"F1 help"
STEP_BYTES = 200
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
MOUSE_OFF = b"\x1b[?1003l"
SEQUENCES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\]22;\w+\x07)")  # of the studio's own: CSI, and the pointer's shape


def ready(terminal: Terminal) -> Terminal:
    """Wait until the studio stands there and is quiet."""
    terminal.wait_for(READY)
    terminal.wait_until_quiet()
    return terminal


def draw(terminal: Terminal, *, steps: int) -> list[int]:
    """Drag a stroke, one cell at a time; the bytes that each step cost."""
    terminal.type("3")
    terminal.mouse(LEFT_DOWN, 6, 8)
    terminal.wait_until_quiet()
    costs = []
    for step in range(1, steps + 1):
        before = terminal.size
        terminal.mouse(LEFT_DRAG, 6 + step, 8 + step // 6)
        terminal.wait_for_more(before)
        terminal.wait_until_quiet(quiet_s=0.12)
        costs.append(terminal.size - before)
    terminal.mouse(LEFT_DOWN, 6 + steps, 8, down=False)
    terminal.wait_until_quiet()
    return costs


def wait_for_end(terminal: Terminal) -> int:
    return terminal.process.wait(timeout=20)


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (200, 60)])
def test_a_brush_step_costs_few_bytes(start: Start, columns: int, lines: int) -> None:
    costs = draw(ready(start(columns=columns, lines=lines)), steps=12)
    assert statistics.median(costs) <= STEP_BYTES
    assert min(costs) > 0


def test_the_first_screen_is_small_enough_for_a_slow_line(start: Start) -> None:
    assert ready(start()).size < 60_000


def test_a_file_name_cannot_talk_to_the_terminal(start: Start, tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[41m\x07\x9b2Jb.png"
    Image.fromarray(np.ones((8, 8), np.uint8)).save(evil)
    terminal = ready(start(file=evil))
    assert b"[41m" in terminal.output
    assert b"\x1b[41m" not in terminal.output
    frames = terminal.output.decode().replace(QUESTIONS, "").replace(CLEAN_LINE, "")
    assert SEQUENCES.sub("", frames).isprintable()


def test_leaving_gives_the_terminal_back(start: Start) -> None:
    terminal = ready(start())
    terminal.type("q")
    assert wait_for_end(terminal) == 0
    time.sleep(0.3)
    assert LEAVES_ALTERNATE_SCREEN in terminal.output
    assert MOUSE_OFF in terminal.output


def test_a_dropped_line_keeps_the_drawing(start: Start, tmp_path: Path) -> None:
    terminal = ready(start())
    draw(terminal, steps=3)
    terminal.hang_up()
    assert wait_for_end(terminal) == 75
    assert LANDSCAPE.id("sun") in open_sketch(tmp_path / "state" / "untitled.png").labels


def test_a_machine_that_goes_down_keeps_the_drawing(start: Start, tmp_path: Path) -> None:
    terminal = ready(start())
    draw(terminal, steps=3)
    terminal.process.terminate()
    assert wait_for_end(terminal) == 75
    assert LANDSCAPE.id("sun") in open_sketch(tmp_path / "state" / "untitled.png").labels


def test_a_small_or_missing_terminal_is_one_line_and_no_screen(start: Start) -> None:
    terminal = start(columns=50, lines=12)
    assert wait_for_end(terminal) != 0
    time.sleep(0.3)
    assert b"60\xc3\x9718" in terminal.output
    assert b"\x1b[?1049h" not in terminal.output


def test_a_window_that_shrinks_and_grows_keeps_the_drawing(start: Start) -> None:
    terminal = ready(start())
    terminal.resize(40, 10)
    terminal.wait_for(b"Nothing is lost")
    before = terminal.size
    terminal.resize(100, 30)
    terminal.wait_for(READY, behind=before)


def test_coming_back_from_the_shell_paints_the_screen_again(start: Start) -> None:
    terminal = ready(start())
    terminal.type(b"\x1a")
    terminal.wait_for(LEAVES_ALTERNATE_SCREEN)
    time.sleep(0.3)
    before = terminal.size
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.wait_for(READY, behind=before)


def test_the_size_comes_from_the_terminal_not_from_left_over_variables(start: Start) -> None:
    terminal = start(environment={"COLUMNS": "5000", "LINES": "3"})
    ready(terminal)
    assert terminal.size < 60_000
