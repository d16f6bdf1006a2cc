"""Mutated MATLAB files: SciPy's reader may die of them, the studio does not.

In full (100,000): STUDIO_PROOF=full pytest tests/sketch/test_mutated_mat.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from proof import times

HERE = Path(__file__).parent


def test_no_mutated_mat_takes_the_studio_down_or_stops_it(tmp_path: Path) -> None:
    count = times(250, 100_000)
    command = [sys.executable, str(HERE / "mat_loop.py"), str(count), "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    facts = json.loads(done.stdout)
    print(facts)
    assert facts["read"] + facts["refused"] == count
    assert facts["read"] > count // 50
    assert facts["refused"] > count // 5
    assert facts["slowest_s"] <= 11  # the child's own limit, and what it takes to see that it ended
