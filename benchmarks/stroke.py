"""What a stroke costs: `python benchmarks/stroke.py [--generator ID]`.

First, in a terminal: bytes per brush step, against Textual's own encoder with the whole canvas repainted (the
baseline). Then, without one: milliseconds from a changed label map to its picture through the render worker, against
the same generator called for a map that it has never seen (the baseline: a full redraw).
"""

from __future__ import annotations

import argparse
import queue
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from terminal import LEFT_DOWN, LEFT_DRAG, Terminal

from studio.drawing.brush import paint_segment
from studio.generators.specs import Request
from studio.labels import LANDSCAPE, LabelMap
from studio.render.client import RenderWorker
from studio.render.messages import Done, Failed, Reply
from studio.sketch.files import open_sketch
from studio.tui.new_drawing import FIRST_SCENE

HERE = Path(__file__).parent
QUIET_STUDIO = HERE.parent / "tests" / "terminal" / "quiet_studio.py"


def bytes_per_step(columns: int, lines: int, steps: int, *, naive: bool) -> list[int]:
    """Bytes that each step of a dragged brush costs, with a worker that never answers."""
    with tempfile.TemporaryDirectory() as state:
        program = HERE / "naive_studio.py" if naive else QUIET_STUDIO
        with Terminal([sys.executable, str(program), state, ""], columns=columns, lines=lines) as terminal:
            terminal.wait_for(b"F1 help")
            terminal.wait_until_quiet()
            terminal.type("3")
            terminal.mouse(LEFT_DOWN, 6, 8)
            terminal.wait_until_quiet()
            costs = []
            for step in range(1, steps + 1):
                before = terminal.size
                terminal.mouse(LEFT_DRAG, 6 + step, 8 + step // 6)
                terminal.wait_until_quiet(quiet_s=0.12)
                costs.append(terminal.size - before)
            return costs


class Stopwatch:
    """Times requests through a worker."""

    def __init__(self, generator: str) -> None:
        self._replies: queue.Queue[Reply] = queue.Queue()
        self._worker = RenderWorker(generator, self._replies.put)
        self._generator = generator
        self._ticket = 0

    def time(self, labels: LabelMap) -> float:
        """Milliseconds from a label map to its picture."""
        self._ticket += 1
        began = time.perf_counter()
        self._worker.submit(self._ticket, Request(self._generator, labels))
        while not isinstance(reply := self._replies.get(timeout=60), Done):
            if isinstance(reply, Failed):
                raise SystemExit(f"{self._generator}: {reply.message}")
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


def milliseconds_per_stroke(generator: str, strokes: int) -> tuple[list[float], list[float]]:
    """Milliseconds for strokes on one scene, and for scenes that are new each time."""
    watch = Stopwatch(generator)
    labels = open_sketch(FIRST_SCENE).labels
    watch.time(labels)
    local, whole = [], []
    random = np.random.default_rng(0)
    for stroke in range(strokes):
        row, column = random.integers(40, 216, 2).tolist()
        paint_segment(labels, (row, column), (row, column + 24), 12, LANDSCAPE.id("tree"))
        local.append(watch.time(labels))
        whole.append(watch.time(np.roll(labels, 11 * (stroke + 1), axis=1)))
    watch.close()
    return local, whole


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generator", default="spade")
    parser.add_argument("--strokes", type=int, default=12)
    chosen = parser.parse_args()
    for columns, lines in ((80, 24), (200, 60)):
        ours, naive = (bytes_per_step(columns, lines, 12, naive=naive) for naive in (False, True))
        print(
            f"brush step at {columns}×{lines}: median {statistics.median(ours):.0f} bytes, most {max(ours)}"
            f"   (whole canvas, stock encoder: {statistics.median(naive):.0f})"
        )
    local, whole = milliseconds_per_stroke(chosen.generator, chosen.strokes)
    print(
        f"stroke to picture with {chosen.generator}: median {statistics.median(local):.0f} ms, slowest {max(local):.0f}"
        f"   (a new map: {statistics.median(whole):.0f} ms)"
    )


if __name__ == "__main__":
    main()
