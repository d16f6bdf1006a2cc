"""What the fill tool needs is loaded behind the first picture, and nobody else notices."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import os, sys
from pathlib import Path
from studio.tui.screens import desk_screen
assert "scipy" not in sys.modules
tasks, before = Path("/proc/self/task"), dict(os.environ)
count = len(list(tasks.iterdir()))
desk_screen._load_tools()
assert "scipy.ndimage" in sys.modules
print(len(list(tasks.iterdir())) - count, dict(os.environ) == before)
"""


def test_loading_them_starts_no_threads_and_leaves_the_environment_to_workers() -> None:
    for wish in ("", "OPENBLAS_NUM_THREADS=3"):
        command = ["env", "-u", "OMP_NUM_THREADS", *wish.split(), sys.executable, "-c", SCRIPT]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stdout.split() == ["0", "True"], done.stderr
