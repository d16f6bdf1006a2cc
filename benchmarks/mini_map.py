"""What the mini-map costs on the line: `python benchmarks/mini_map.py [--columns N --lines N]`.

Bytes of coming nearer with the mini-map and without it (both also repaint the canvas), and of a brush step under it,
with a worker that never answers, in a terminal of its own.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from terminal import Terminal

HERE = Path(__file__).parent
QUIET_STUDIO = HERE.parent / "tests" / "terminal" / "quiet_studio.py"
TIMES = 5


def bytes_sent(columns: int, lines: int, *, shown: bool) -> tuple[float, float]:
    """The median bytes of coming nearer, and of a step of the brush."""
    with tempfile.TemporaryDirectory() as state:
        program = [sys.executable, str(QUIET_STUDIO), state, ""]
        with Terminal(program, columns=columns, lines=lines) as terminal:

            def cost(keys: str) -> int:
                terminal.wait_until_quiet(quiet_s=0.5)
                before = terminal.size
                terminal.type(keys)
                terminal.wait_until_quiet(quiet_s=0.5)
                return terminal.size - before

            terminal.wait_for(b"F1 help")
            cost("3")
            cost("+" if shown else "+MM")
            nearer = []
            for _ in range(TIMES):
                cost("_")
                nearer.append(cost("+"))
            cost(" ")
            steps = [cost("\x1b[C") for _ in range(TIMES)]
            return statistics.median(nearer), statistics.median(steps)


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument("--lines", type=int, default=36)
    chosen = parser.parse_args()
    for shown in (True, False):
        nearer, step = bytes_sent(chosen.columns, chosen.lines, shown=shown)
        print(f"mini-map {'shown' if shown else 'hidden'}: nearer {nearer:.0f} B, a step of the brush {step:.0f} B")


if __name__ == "__main__":
    main()
