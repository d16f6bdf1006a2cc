"""Many strokes: memory stays, files stay, undo goes all the way back.

In full (100,000 strokes): STUDIO_PROOF=full pytest tests/sketch/test_soak.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from proof import times

HERE = Path(__file__).parent
MOST_GROWTH_BYTES = 10 << 20

SOAK = """
import gc, json, os, random, sys
from pathlib import Path
import numpy as np
sys.path.insert(0, sys.argv[1])
from imagined import stroke
from studio.sketch.document import Sketch
from studio.sketch.files import save_sketch
from studio.tui.keeping import Keeper

folder, strokes = Path(sys.argv[2]), int(sys.argv[3])
path = folder / "a.png"
start = np.full((256, 256), 1, np.uint8)
save_sketch(path, Sketch(start.copy()), None)
keeper = Keeper(folder / "state")
opened = keeper.open(path)
labels, history = opened.sketch.labels, opened.history

def memory():
    gc.collect()
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE")

def draw(count, first):
    for number in range(first, first + count):
        history.begin("brush")
        history.touch(stroke(labels, number))
        history.commit()
        if number % 7 == 0:
            history.undo()
            if number % 2:
                history.redo()
        if number % 1000 == 0:
            keeper.keep(opened.sketch, path, None, number + 1)

draw(500, 0)
before, handles = memory(), len(os.listdir("/proc/self/fd"))
draw(strokes, 500)
after, last = memory(), labels.tobytes()
grown_handles = len(os.listdir("/proc/self/fd")) - handles
depth = history.steps[0]
size = (folder / ".a.png.journal").stat().st_size
keeper.close()
opened = Keeper(folder / "state").open(path)
labels, history = opened.sketch.labels, opened.history
same = labels.tobytes() == last and history.steps[0] == depth
while history.undo():
    pass
back = labels.tobytes() == start.tobytes()
while history.redo():
    pass
print(json.dumps({"strokes": strokes, "grown_bytes": after - before, "grown_handles": grown_handles, "steps": depth,
    "journal_bytes": size, "same_after_reopening": same, "back_to_the_start": back,
    "forth_to_the_end": labels.tobytes() == last}))
"""


def test_memory_and_files_stay_as_they_are_over_many_strokes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SOAK, str(HERE), str(tmp_path), str(times(4_000, 100_000))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    facts = json.loads(done.stdout)
    print(facts)
    assert facts["grown_bytes"] < MOST_GROWTH_BYTES
    assert facts["grown_handles"] == 0
    assert facts["same_after_reopening"]
    assert facts["back_to_the_start"]
    assert facts["forth_to_the_end"]
