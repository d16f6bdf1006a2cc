"""The quiet studio as it would be without care: every change repaints the whole canvas with Textual's own encoder."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from studio.terminal import encoder
from studio.tui.widgets.pane import Pane


def repaint_everything(pane: Pane, *_: object) -> None:
    """What a widget does that knows nothing of regions."""
    pane.forget_lines()


if __name__ == "__main__":
    encoder.install = lambda *_: None  # type: ignore[assignment]
    Pane.repaint_half_cells = repaint_everything  # type: ignore[method-assign,assignment]
    quiet = Path(__file__).parent.parent / "tests" / "terminal" / "quiet_studio.py"
    sys.argv[0] = str(quiet)
    runpy.run_path(str(quiet), run_name="__main__")
