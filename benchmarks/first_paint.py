"""How long from the command to the first screen, and to the first picture: `python benchmarks/first_paint.py`.

The baseline of the same run is what no start can beat here: Python with Textual and NumPy imported, and nothing drawn.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import Terminal

from studio.sketch.document import Sketch, Step
from studio.sketch.files import open_sketch, save_sketch
from studio.tui.new_drawing import FIRST_SCENE

STUDIO = [sys.executable, "-m", "studio.cli.main"]
BASELINE = [sys.executable, "-c", "import numpy, textual.app, textual.screen, textual.widgets"]


def start_once(generator: str, columns: int, lines: int) -> tuple[float, float, int]:
    """Seconds to the first screen and to the first picture, and the bytes until then; in a fresh state."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Path(folder) / "scene.png"
        save_sketch(scene, Sketch(open_sketch(FIRST_SCENE).labels, (Step(generator),)), None)
        command, environment = [*STUDIO, str(scene)], {"XDG_STATE_HOME": folder}
        with Terminal(command, columns=columns, lines=lines, environment=environment) as terminal:
            painted = terminal.wait_for(b"F1 help")
            drawn = terminal.wait_for(b" ms")
            return painted, drawn, terminal.size


def baseline_once() -> float:
    """Seconds that the imports alone take."""
    began = time.perf_counter()
    subprocess.run(BASELINE, check=True)
    return time.perf_counter() - began


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generator", default="spade")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("--lines", type=int, default=24)
    chosen = parser.parse_args()
    imports = [baseline_once() for _ in range(chosen.runs)]
    starts = [start_once(chosen.generator, chosen.columns, chosen.lines) for _ in range(chosen.runs)]
    painted, drawn, sizes = zip(*starts, strict=True)
    print(f"{chosen.columns}×{chosen.lines}, median of {chosen.runs} runs")
    print(f"  imports alone (baseline)  {statistics.median(imports):6.2f} s")
    print(f"  first screen              {statistics.median(painted):6.2f} s   slowest {max(painted):.2f}")
    print(f"  first picture, {chosen.generator:<10} {statistics.median(drawn):6.2f} s   slowest {max(drawn):.2f}")
    print(f"  bytes until then          {statistics.median(sizes) / 1000:6.1f} kB")


if __name__ == "__main__":
    main()
