"""What the hand costs, and what happens when the line drops: `python benchmarks/ssh/hand.py`.

In a terminal of two sizes: bytes and processor time per step of a dragged brush, frames a second in a burst of 500
events a second, and how long after a signal the drawing is safe, the terminal is given back, and the studio is gone.
Naive Textual (the whole canvas repainted, its own encoder) is the baseline of the same run.
"""

from __future__ import annotations

import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from terminal import LEFT_DOWN, LEFT_DRAG, Terminal  # noqa: E402

QUIET_STUDIO = HERE.parent.parent / "tests" / "terminal" / "quiet_studio.py"
NAIVE_STUDIO = HERE.parent / "naive_studio.py"
FRAME = b"\x1b[?2026h"
STEPS = 24
BURST_S, BURST_EVENTS_A_SECOND = 2.0, 500
LANE_LINES = 3


def started(columns: int, lines: int, folder: str, *, naive: bool = False) -> Terminal:
    """A studio whose worker never answers, ready to draw."""
    program = NAIVE_STUDIO if naive else QUIET_STUDIO
    terminal = Terminal([sys.executable, str(program), folder, ""], columns=columns, lines=lines)
    terminal.wait_for(b"F1 help")
    terminal.wait_until_quiet()
    terminal.type("3")
    return terminal


def cpu_ms(terminal: Terminal) -> float:
    """Processor time that the studio has used."""
    tasks = Path(f"/proc/{terminal.process.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def steps(columns: int, lines: int, *, naive: bool) -> tuple[float, float, float]:
    """Bytes per step (median), milliseconds of processor time per step, frames a second in a burst."""
    with tempfile.TemporaryDirectory() as folder, started(columns, lines, folder, naive=naive) as terminal:
        terminal.mouse(LEFT_DOWN, 6, 8)
        terminal.wait_until_quiet()
        costs, before_ms, began = [], cpu_ms(terminal), time.perf_counter()
        for step in range(1, STEPS + 1):
            before = terminal.size
            terminal.mouse(LEFT_DRAG, 6 + step, 8 + step // 6)
            terminal.wait_until_quiet(quiet_s=0.06)
            costs.append(terminal.size - before)
        worked_ms, took_s = cpu_ms(terminal) - before_ms, time.perf_counter() - began
        before_ms = cpu_ms(terminal)
        time.sleep(took_s)
        step_ms = (worked_ms - (cpu_ms(terminal) - before_ms)) / STEPS  # a resting studio looks around, too
        held = -1
        before_frames = terminal.output.count(FRAME)
        began = time.perf_counter()
        for event in range(int(BURST_S * BURST_EVENTS_A_SECOND)):
            at, label = on_fresh_ground(event, columns // 2 - 18, (lines - 8) * 4 // 5)
            if label != held:
                terminal.type("93"[label % 2])  # field and sun: the first scene has neither
                held = label
            terminal.mouse(LEFT_DRAG, 16 + at[0], 8 + at[1])
            time.sleep(max(0.0, began + event / BURST_EVENTS_A_SECOND - time.perf_counter()))
        frames = (terminal.output.count(FRAME) - before_frames) / (time.perf_counter() - began)
        return statistics.median(costs), step_ms, frames


def on_fresh_ground(event: int, width: int, height: int) -> tuple[tuple[int, int], int]:
    """Where the hand is at an event, column and line, and the how-manieth label it holds: to and fro in lanes, so that
    every event changes something."""
    lane, step = divmod(event, width)
    lanes = max(1, height // LANE_LINES)
    column = width - 1 - step if lane % 2 else step
    return (column, lane % lanes * LANE_LINES), lane // lanes


def leaving(kind: signal.Signals) -> tuple[float, float, float]:
    """Milliseconds from a signal to the drawing on disk, to the terminal given back, and to the studio's end."""
    with tempfile.TemporaryDirectory() as folder, started(80, 24, folder) as terminal:
        terminal.mouse(LEFT_DOWN, 6, 8)
        terminal.mouse(LEFT_DRAG, 20, 8)
        terminal.mouse(LEFT_DOWN, 20, 8, down=False)
        terminal.wait_until_quiet(quiet_s=0.1)
        asked, wall = time.perf_counter(), time.time()
        terminal.process.send_signal(kind)
        terminal.process.wait(timeout=20)
        ended = time.perf_counter() - asked
        restored = terminal.wait_for(b"\x1b[?1049l") + terminal.started - asked
        saved = max(file.stat().st_mtime for file in Path(folder).rglob("*") if file.is_file()) - wall
        return max(0.0, saved * 1000), restored * 1000, ended * 1000


def main() -> None:
    """Print both tables as Markdown."""
    print("| screen | studio | bytes a step | processor, ms a step | frames/s in a burst of 500 events/s |")
    print("|---|---|---|---|---|")
    for columns, lines in ((80, 24), (200, 60)):
        for name, naive in (("ours", False), ("naive", True)):
            count, milliseconds, frames = steps(columns, lines, naive=naive)
            print(f"| {columns}×{lines} | {name} | {count:.0f} | {milliseconds:.1f} | {frames:.0f} |", flush=True)
    print("\n| signal | last file written, ms | terminal given back, ms | studio gone, ms |\n|---|---|---|---|")
    for kind in (signal.SIGHUP, signal.SIGTERM):
        told = " | ".join(f"{value:.0f}" for value in leaving(kind))
        print(f"| {kind.name} | {told} |", flush=True)


if __name__ == "__main__":
    main()
