"""Terminals of every kind: the studio works there, or says in one line why it doesn't."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import emulated
import pytest
from terminal import LEFT_DOWN, LEFT_DRAG, Terminal

Start = Callable[..., Terminal]
QUIET_STUDIO = Path(__file__).parent / "quiet_studio.py"


@pytest.mark.parametrize(
    ("term", "answers", "colours"),
    [
        ("linux", emulated.CONSOLE, {}),
        ("screen", emulated.CONSOLE, {}),
        ("screen-256color", emulated.TMUX, {}),
        ("tmux-256color", emulated.TMUX, {"COLORTERM": "truecolor"}),
        ("xterm-256color", emulated.WINDOWS_TERMINAL, {}),
        ("vt220", emulated.SILENT, {}),
    ],
)
def test_a_stroke_shows_wherever_the_cursor_can_be_moved(
    start: Start, term: str, answers: Mapping[bytes, bytes], colours: dict[str, str]
) -> None:
    terminal = start(environment={"TERM": term, "COLORTERM": "", **colours}, answers=answers)
    terminal.wait_for(b"F1 help")
    terminal.wait_until_quiet()
    terminal.type("3")
    before = terminal.size
    terminal.mouse(LEFT_DOWN, 10, 10)
    terminal.mouse(LEFT_DRAG, 16, 10)
    terminal.wait_until_quiet()
    assert terminal.size > before
    terminal.type("q")
    assert terminal.process.wait(timeout=20) == 0


def test_a_terminal_without_a_size_is_taken_for_a_usual_one_or_refused_in_a_line(start: Start) -> None:
    terminal = start(columns=0, lines=0)
    for _ in range(100):
        if b"F1 help" in terminal.output or terminal.process.poll() is not None:
            break
        time.sleep(0.1)
    if terminal.process.poll() is None:
        terminal.type("q")
        assert terminal.process.wait(timeout=20) == 0
    else:
        assert len(terminal.output.splitlines()) <= 3
        assert b"Traceback" not in terminal.output


def test_input_from_elsewhere_is_refused_in_a_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "studio.cli.main", str(tmp_path / "new.png")]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_inside_of_a_real_tmux(tmp_path: Path) -> None:
    server = ["tmux", "-L", f"studio-test-{tmp_path.name}", "-f", "/dev/null"]
    program = f"{sys.executable} {QUIET_STUDIO} {tmp_path / 'state'} ''"
    started = [*server, "new-session", "-d", "-x", "90", "-y", "28", f"STUDIO_TOUR=no STUDIO_LANG=en {program}"]
    subprocess.run(started, check=True, timeout=20)
    try:

        def screen() -> str:
            shown = subprocess.run([*server, "capture-pane", "-p"], capture_output=True, text=True, check=True)
            return shown.stdout

        for _ in range(150):
            if "F1 help" in screen():
                break
            time.sleep(0.1)
        assert re.search(r"sky · brush", screen())
        time.sleep(1.0)  # a late answer would have been typed by now
        assert re.search(r"sky · brush", screen())
        subprocess.run([*server, "send-keys", "4"], check=True)
        for _ in range(50):
            if "mountain · brush" in screen():
                break
            time.sleep(0.1)
        assert "mountain · brush" in screen()
    finally:
        subprocess.run([*server, "kill-server"], check=False)
