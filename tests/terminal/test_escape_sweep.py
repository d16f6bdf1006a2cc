"""Text from outside on a real terminal: none of its control bytes arrives, none of it is read as markup.

In full (2,000 random texts): STUDIO_PROOF=full pytest tests/terminal/test_escape_sweep.py
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from payloads import PAYLOADS, random_text
from PIL import Image
from terminal import Terminal

from studio.labels import LANDSCAPE

HERE = Path(__file__).parent
IS_FULL = os.environ.get("STUDIO_PROOF") == "full"
RANDOM = 2000 if IS_FULL else 40
AT_ONCE = 10 if IS_FULL else 25

# What Textual, the studio's probe and its pictures say to a terminal of their own accord.
OWN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b\]22;[\w-]+\x07"  # the pointer's shape
    r"|\x1b\]52;c;(?!b3duZWQ)[A-Za-z0-9+/=]*\x07"  # what was cut or copied here, as base64
    r"|\x1b_G[^\x1b]*\x1b\\|\x1bP\$qm\x1b\\|\x1b[78]"  # the probe's questions
    r"|[\r\n]"
)
PAYLOADS_OF_CSI = re.compile(r"\x1b\[(?:31;7;7m|09;009H|21t)|\x9b31m")
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
Start = Callable[..., Terminal]


@pytest.fixture
def start_script(tmp_path: Path) -> Iterator[Start]:
    """Starts a script of this folder in a terminal."""
    running: list[Terminal] = []

    def started(script: str, *arguments: str, columns: int = 100, lines: int = 30) -> Terminal:
        command = [sys.executable, str(HERE / script), *arguments]
        environment = {
            "XDG_STATE_HOME": str(tmp_path / "home"),
            "STUDIO_RUNS": str(tmp_path / "runs"),
            "STUDIO_WEIGHTS": str(tmp_path / "weights"),
        }
        running.append(Terminal(command, columns=columns, lines=lines, environment=environment))
        return running[-1]

    yield started
    for terminal in running:
        terminal.close()


def foreign(output: bytes) -> list[str]:
    """Control characters in what a program sent that are not its own."""
    text = output.decode("utf-8", "surrogateescape")
    rest = OWN.sub("", text)
    return PAYLOADS_OF_CSI.findall(text) + [rest[one.start() : one.start() + 40] for one in UNSAFE.finditer(rest)]


def test_without_the_one_way_to_the_screen_they_would_come_through(start_script: Start) -> None:
    terminal = start_script("every_widget.py", "0", "10", "bare", columns=120, lines=60)
    terminal.process.wait(timeout=60)
    time.sleep(0.3)
    assert len(foreign(terminal.output)) > 10


def test_no_widget_lets_a_control_byte_through(start_script: Start) -> None:
    terminal = start_script("every_widget.py", str(RANDOM), "1" if IS_FULL else "10", columns=120, lines=60)
    assert terminal.process.wait(timeout=1800) == 0, terminal.output[-3000:]
    time.sleep(0.3)
    assert b"all shown" in terminal.output
    assert foreign(terminal.output) == []
    assert "[@click=app.quit]" in OWN.sub("", terminal.output.decode())


def hostile_run(folder: Path, texts: str) -> None:
    """A training run whose every text is hostile."""
    run = folder / "runs" / "a-run"
    run.mkdir(parents=True, exist_ok=True)
    facts = {"status": "failed", "reason": texts, "kind": texts, "generator": texts, "name": texts}
    (run / "state.json").write_text(json.dumps(facts))
    (run / "config.json").write_text(json.dumps(facts))


@pytest.mark.parametrize("turn", range(0, len(PAYLOADS) + RANDOM // 10, AT_ONCE))
def test_the_studio_shows_text_from_outside_as_text(start_script: Start, tmp_path: Path, turn: int) -> None:
    everything = [*PAYLOADS, *(random_text(number) for number in range(RANDOM // 10))]
    texts = "".join(everything[turn : turn + AT_ONCE])
    (tmp_path / "texts").write_text(texts, encoding="utf-8", errors="surrogatepass")
    hostile_run(tmp_path, texts)
    name = texts.replace("/", "|").replace("\0", "").encode("utf-8", "replace")[:180].decode("utf-8", "ignore")
    file = tmp_path / f"{name}.png"
    Image.fromarray(np.full((64, 64), LANDSCAPE.id("sea"), np.uint8)).save(file)
    terminal = start_script("hostile_studio.py", str(tmp_path), str(file))
    terminal.wait_for(b"\x1b[?1049h")
    terminal.wait_until_quiet()
    pasted = f"\x1b[200~{texts}\x1b[201~".encode("utf-8", "replace").replace(b"\x1b[201~\x1b", b"\x1b[201~ ")
    for keys in (
        b"G",
        b"\x1b",
        b"O",
        b"\x1b",
        b"W",
        b"\r",
        b"\x1b",
        b"o",
        pasted,
        b"\r",
        b"\x1b",
        b"R",
        b"\x1b",
        b":",
        b"\x1b",
    ):
        terminal.type(keys)
        terminal.wait_until_quiet(quiet_s=0.1)
    terminal.process.terminate()
    assert terminal.process.wait(timeout=30) == 75, terminal.output[-2000:]
    time.sleep(0.2)
    assert foreign(terminal.output) == []
    assert b"Traceback" not in terminal.output


def test_a_paste_too_long_for_its_line_rings_no_bell(start_script: Start, tmp_path: Path) -> None:
    terminal = start_script("quiet_studio.py", str(tmp_path), "")
    terminal.wait_for(b"F1 help")
    terminal.wait_until_quiet()
    terminal.type("o")
    terminal.wait_for(b"Esc", behind=terminal.size)
    terminal.type("\x1b[200~" + "a sunny day " * 1000 + "\x1b[201~")
    terminal.wait_until_quiet()
    terminal.type("typed")
    terminal.wait_for(b"typed")
    assert foreign(terminal.output) == []


def test_what_a_library_says_to_stderr_never_reaches_the_screen(start_script: Start, tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("a calm fault")
    file = tmp_path / "sea.png"
    Image.fromarray(np.full((64, 64), LANDSCAPE.id("sea"), np.uint8)).save(file)
    terminal = start_script("hostile_studio.py", str(tmp_path), str(file), "native")
    terminal.wait_for(b"calm fault")
    terminal.wait_until_quiet()
    terminal.process.terminate()
    assert terminal.process.wait(timeout=30) == 75
    assert b"native" not in terminal.output
    assert "native \x1b[31;7;7m" in "".join(log.read_text() for log in tmp_path.glob("**/screen.log"))
