"""Two studios on one document: one writes. In full: STUDIO_PROOF=full pytest tests/sketch/test_races.py"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from proof import times

HERE = Path(__file__).parent


def test_of_two_studios_on_one_document_one_writes_and_no_update_is_lost(tmp_path: Path) -> None:
    races = times(15, 200)
    command = [sys.executable, str(HERE / "race_loop.py"), str(tmp_path), str(races)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    facts = json.loads(done.stdout)
    print(facts)
    assert facts == {"races": races, "one_writer": races, "updates": races}
