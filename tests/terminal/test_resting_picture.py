"""The picture while the hand rests, in a terminal: sharp where it can be, and taken away before anything changes."""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import emulated
import pytest
from terminal import LEFT_DOWN, LEFT_DRAG, Terminal

Start = Callable[..., Terminal]
SHOWN = re.compile(rb"\x1b_Ga=T,f=100,i=(\d+)")
FREED = re.compile(rb"\x1b_Ga=d,d=I,i=(\d+)")
SIXEL = b"\x1bP0;1;0q"
STRIPS = 5  # of a picture as large as 80 × 24 leaves room for


@pytest.fixture
def drawing(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts studios whose worker answers at once."""
    running: list[Terminal] = []

    def started(answers: dict[bytes, bytes], **environment: str) -> Terminal:
        program = Path(__file__).parent / "drawing_studio.py"
        home = {"XDG_STATE_HOME": str(tmp_path / "home")}
        terminal = Terminal(
            [sys.executable, str(program), str(tmp_path / "state")],
            columns=80,
            lines=24,
            answers=answers,
            environment={**home, **environment},
        )
        running.append(terminal)
        terminal.wait_for(b"F1 help")
        return terminal

    yield started
    for terminal in running:
        terminal.close()


def images(terminal: Terminal, since: int = 0) -> set[bytes]:
    """The ids of the images that lie on the screen."""
    lying: set[bytes] = set()
    for found in re.finditer(SHOWN.pattern + b"|" + FREED.pattern, terminal.output[since:]):
        if found[1]:
            lying.add(found[1])
        else:
            lying.discard(found[2])
    return lying


def wait_for_images(terminal: Terminal, count: int) -> None:
    terminal.wait_for(b"\x1b_Ga=T")
    for _ in range(50):
        terminal.wait_until_quiet(quiet_s=0.3)
        if len(images(terminal)) == count:
            return
    raise AssertionError(f"{len(images(terminal))} images lie on the screen, not {count}")


def stroke(terminal: Terminal, line: int) -> None:
    terminal.mouse(LEFT_DOWN, 10, line)
    for column in range(10, 16):
        terminal.mouse(LEFT_DRAG, column, line)
    terminal.mouse(LEFT_DOWN, 16, line, down=False)


def test_it_becomes_sharp_when_the_hand_rests_and_leaves_nothing_behind(drawing: Callable[..., Terminal]) -> None:
    terminal = drawing(emulated.KITTY)
    wait_for_images(terminal, STRIPS)
    for line in (8, 14):
        before = terminal.size
        stroke(terminal, line)
        wait_for_images(terminal, STRIPS)
        assert 1 <= len(SHOWN.findall(terminal.output[before:])) < STRIPS, "only what changed is sent again"
    assert len(set(SHOWN.findall(terminal.output))) == STRIPS, "the same few ids, however often it changes"
    terminal.type("q")
    assert terminal.process.wait(timeout=20) == 0
    terminal.wait_until_quiet()
    assert images(terminal) == set()


def test_a_dialog_is_never_behind_the_picture(drawing: Callable[..., Terminal]) -> None:
    terminal = drawing(emulated.KITTY)
    wait_for_images(terminal, STRIPS)
    terminal.type("?")
    for _ in range(20):
        terminal.wait_until_quiet()
        if not images(terminal):
            break
    assert images(terminal) == set()
    terminal.type("\x1b")
    wait_for_images(terminal, STRIPS)


def test_the_key_goes_through_the_ways_and_is_remembered(drawing: Callable[..., Terminal]) -> None:
    terminal = drawing(emulated.FOOT)
    terminal.wait_for(SIXEL)
    terminal.type("P")
    terminal.wait_for(b"half-cells")
    terminal.type("q")
    assert terminal.process.wait(timeout=20) == 0
    again = drawing(emulated.FOOT)
    again.wait_until_quiet(quiet_s=1.2)
    assert SIXEL not in again.output


def test_a_wish_on_the_command_line_is_stronger_than_what_was_found(drawing: Callable[..., Terminal]) -> None:
    terminal = drawing(emulated.CONSOLE, STUDIO_GRAPHICS="sixel")
    terminal.wait_for(SIXEL)


def test_y_puts_the_scp_line_on_the_clipboard(drawing: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = drawing(emulated.TMUX, SSH_CONNECTION="192.0.2.7 50000 192.0.2.1 2222", USER="ann")
    terminal.wait_for(b" ms")
    terminal.type("y")
    terminal.wait_for(b"\x1b]52;c;")
    terminal.wait_until_quiet()
    found = re.search(rb"\x1b\]52;c;([^\x07]*)\x07", terminal.output)
    assert found is not None
    line = base64.b64decode(found[1]).decode()
    file = tmp_path / "home" / "sketch-studio" / "to-copy" / "sketch.png"
    assert line == f"scp -P 2222 ann@192.0.2.1:{file} sketch.png"
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_dialog_costs_its_own_cells_only(drawing: Callable[..., Terminal]) -> None:
    terminal = drawing(emulated.TMUX)
    terminal.wait_for(b" ms")
    terminal.wait_until_quiet(quiet_s=1.0)
    before = terminal.size
    terminal.type("W")
    terminal.wait_for(b"sketch.png")
    terminal.wait_until_quiet()
    assert terminal.size - before < 12_000, "the whole screen is more than three times as much"
