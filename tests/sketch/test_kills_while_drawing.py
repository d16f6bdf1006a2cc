"""kill -9 while drawing and while saving. In full: STUDIO_PROOF=full pytest tests/sketch/test_kills_while_drawing.py"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from proof import times

HERE = Path(__file__).parent


def kill_loop(work: str, folder: Path, kills: int) -> dict[str, int]:
    command = [sys.executable, str(HERE / "kill_loop.py"), work, str(folder), str(kills)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    facts: dict[str, int] = json.loads(done.stdout)
    print(work, facts)
    return facts


def test_a_kill_costs_at_most_the_stroke_in_the_air_and_undo_is_intact(tmp_path: Path) -> None:
    facts = kill_loop("draw", tmp_path, times(30, 500))
    assert facts["actions"] > facts["kills"]
    assert (facts["lost"], facts["undo_wrong"]) == (0, 0)


def test_a_kill_while_saving_loses_and_tears_nothing(tmp_path: Path) -> None:
    facts = kill_loop("save", tmp_path, times(40, 1000))
    assert facts["saves"] > facts["kills"] // 4
    assert (facts["lost"], facts["torn"], facts["litter"]) == (0, 0, 0)
