"""The studio over SSH, on lines of several speeds: `python benchmarks/ssh [--lines 1,10] [--seconds 5]`.

A real sshd on loopback, behind a line that limits rate and adds delay (`slow_line.py`). A hand drags a small brush,
twenty steps a second; the generator takes 100 ms. From what arrives, and when, an emulated terminal tells when each
step was to be seen on the canvas and in the picture. The baseline of the same run is naive Textual.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "tests" / "ssh")]

from loopback import free_port, ssh_to_loopback  # noqa: E402
from reading import Step, line_changed, seen_at  # noqa: E402
from terminal import LEFT_DOWN, LEFT_DRAG, Terminal  # noqa: E402

from studio.labels import LANDSCAPE  # noqa: E402
from studio.sketch import document  # noqa: E402
from studio.sketch.files import save_sketch  # noqa: E402

COLUMNS, LINES = 130, 36
STEPS_A_SECOND = 20
RENDER_S = 0.1
PAINT_KEY, PAINT = "3", "sun"
FILL_KEY = "f"  # the first line of the screen shows the tool


HEADINGS = (
    "line",
    "studio",
    "step → canvas, ms p50 / p95",
    "step → picture, ms p50 / p95",
    "key 0.3 s after, ms",
    "first picture",
    "a picture while drawing",
    "bytes",
    "loop late, ms p95 / most",
    "memory",
    "speed learnt, kB/s",
)


@dataclass(frozen=True)
class Line:
    """A line: what it is called, bytes a second, the way there and back in seconds, and whether ssh compresses."""

    name: str
    rate: float
    rtt_s: float
    compressed: bool = False


LINES_KNOWN = {
    "0": Line("direct", 1e9, 0.0),
    "10": Line("10 Mbit/s, 40 ms", 1.25e6, 0.04),
    "1": Line("1 Mbit/s, 100 ms", 1.25e5, 0.1),
    "1C": Line("1 Mbit/s, 100 ms, ssh -C", 1.25e5, 0.1, compressed=True),
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds from each step to canvas and picture (those that were ever seen), and what else was measured."""

    canvas_ms: list[float]
    picture_ms: list[float]
    steps: int
    key_ms: float
    first_picture_bytes: int
    update_bytes: float
    total_bytes: int
    late_ms: list[float]
    memory_mb: float
    rates: list[float]


@contextmanager
def over_ssh(line: Line, folder: Path, kind: str) -> Iterator[Terminal]:
    """The measured studio at the far end of a line."""
    keys = folder / "keys"
    keys.mkdir(mode=0o700)
    with ssh_to_loopback(keys) as ssh:
        target, listen = int(ssh[ssh.index("-p") + 1]), free_port()
        arguments = [str(value) for value in (listen, target, line.rate, line.rtt_s / 2)]
        proxy = subprocess.Popen([sys.executable, str(HERE / "slow_line.py"), *arguments])
        try:
            time.sleep(0.5)
            command = list(ssh)
            command[command.index("-p") + 1] = str(listen)
            if line.compressed:
                command.insert(1, "-C")
            program = f"{sys.executable} {HERE / 'measured_studio.py'} {folder / 'state'} {kind} {RENDER_S}"
            known = {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "COLORTERM": "truecolor", "STUDIO_TOUR": "no"}
            environment = " ".join(f"{name}={value}" for name, value in known.items())
            with Terminal([*command, f"{environment} {program}"], columns=COLUMNS, lines=LINES) as terminal:
                yield terminal
        finally:
            proxy.kill()
            proxy.wait()


def drag(terminal: Terminal, seconds: float) -> list[Step]:
    """Drag along lines of the canvas; when each step was made, and where."""
    steps: list[Step] = []
    began, line, column = time.perf_counter(), 4, 4
    terminal.mouse(LEFT_DOWN, column, line)
    while time.perf_counter() - began < seconds:
        column += 1
        if column > 58:
            terminal.mouse(LEFT_DOWN, column, line, down=False)
            line, column = line + 2, 4
            terminal.mouse(LEFT_DOWN, column, line)
            column += 1
        steps.append(Step(time.perf_counter(), column, line))
        terminal.mouse(LEFT_DRAG, column, line)
        time.sleep(max(0.0, began + len(steps) / STEPS_A_SECOND - time.perf_counter()))
    terminal.mouse(LEFT_DOWN, column, line, down=False)
    return steps


def measure(line: Line, kind: str, seconds: float) -> Measured:
    """One session on one line."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "state").mkdir()
        labels = np.full((256, 256), LANDSCAPE.id("grass"), np.uint8)
        save_sketch(folder / "state" / "sketch.png", document.Sketch(labels, (document.Step("steady"),)), None)
        with over_ssh(line, folder, kind) as terminal:
            terminal.wait_for(b"F1 help", timeout_s=60)
            terminal.wait_until_quiet(quiet_s=0.35, timeout_s=60)
            terminal.wait_for(b" ms", timeout_s=60)
            time.sleep(2.5)
            terminal.wait_until_quiet(quiet_s=0.5, timeout_s=60)
            terminal.type("[" * 16 + "]" * 4 + PAINT_KEY)
            terminal.wait_until_quiet(quiet_s=0.5)
            start_bytes, pieces_before = terminal.size, len(terminal.pieces)
            steps = drag(terminal, seconds)
            time.sleep(0.3)
            pressed, pieces_then = time.perf_counter(), len(terminal.pieces)
            terminal.type(FILL_KEY)
            time.sleep(1.0)
            terminal.wait_until_quiet(quiet_s=0.6, timeout_s=120)
            total = terminal.size - start_bytes
            pieces = list(terminal.pieces)
            terminal.type("q")
            terminal.wait_for(b"leave them", timeout_s=60)
            terminal.type("n")
            terminal.process.wait(timeout=60)
        told = json.loads((folder / "state" / "measured.json").read_text())
    canvas, picture = seen_at(pieces, pieces_before, steps, (COLUMNS, LINES), PAINT)
    key_at = line_changed(pieces, pieces_then, (COLUMNS, LINES), 0)
    updates = np.diff([count for count in told["bytes_at_picture"] if count >= 0])[2:]
    return Measured(
        [(at - step.at) * 1000 for step, at in zip(steps, canvas, strict=True) if at],
        [(at - step.at) * 1000 for step, at in zip(steps, picture, strict=True) if at],
        len(steps),
        (key_at - pressed) * 1000,
        told["bytes_at_rest"][0] - told["bytes_at_picture"][0],
        float(np.median(updates)) if len(updates) else 0.0,
        total,
        [late * 1000 for late in told["late_s"][200:]],
        told["memory_mb"],
        told["rates"],
    )


def row(line: Line, kind: str, found: Measured) -> str:
    """One line of the table."""
    late = np.percentile(found.late_ms, [95, 100]) if found.late_ms else [0, 0]
    return (
        f"| {line.name} | {kind} | {_both(found.canvas_ms)} | {_both(found.picture_ms)} | {found.key_ms:.0f} |"
        f" {_kilobytes(found.first_picture_bytes)} | {_kilobytes(found.update_bytes)} |"
        f" {found.total_bytes / 1000:.0f} kB | {late[0]:.0f} / {late[1]:.0f} | {found.memory_mb:.0f} MB |"
        f" {found.rates[0] / 1000:.0f} → {found.rates[-1] / 1000:.0f} |"
    )


def _kilobytes(count: float) -> str:
    return f"{count / 1000:.1f} kB" if count else "–"


def _both(milliseconds: Sequence[float]) -> str:
    if not milliseconds:
        return "never"
    return f"{statistics.median(milliseconds):.0f} / {np.percentile(milliseconds, 95):.0f}"


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", default="0,10,1,1C", help=f"which of {', '.join(LINES_KNOWN)}")
    parser.add_argument("--kinds", default="ours,naive")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long the hand moves")
    chosen = parser.parse_args()
    print(f"| {' | '.join(HEADINGS)} |")
    print(f"|{'---|' * len(HEADINGS)}")
    for name in chosen.lines.split(","):
        for kind in chosen.kinds.split(","):
            print(row(LINES_KNOWN[name], kind, measure(LINES_KNOWN[name], kind, chosen.seconds)), flush=True)


if __name__ == "__main__":
    main()
