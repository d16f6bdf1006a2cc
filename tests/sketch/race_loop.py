"""Two studios that open one document at the same moment. Arguments: a folder, how many races. Prints a line of JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from studio.drawing.region import Region
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.sketch.one_writer import InUse
from studio.tui.keeping import Keeper

HEAD_START_S = 0.01


def studio(folder: Path, name: int, start: float, waits: int) -> int:
    """Open the document at a moment, draw the pixel of this round and save; 1 where it is drawn on already."""
    keeper, path = Keeper(folder / f"state-{name}"), folder / "coast.png"
    while time.monotonic() < start:
        pass
    try:
        opened = keeper.open(path)
    except InUse:
        os.read(waits, 1)
        return 1
    labels = opened.sketch.labels
    at = int(np.flatnonzero(labels.ravel() == 0)[0])
    row, column = divmod(at, labels.shape[1])
    opened.history.begin("dot")
    labels[row, column] = 1 + name
    opened.history.touch(Region(row, column, row + 1, column + 1))
    opened.history.commit()
    keeper.save(path, opened.sketch, None, opened.history, path)
    os.read(waits, 1)  # stays open until both have tried
    keeper.close()
    return 0


def race(folder: Path) -> list[int]:
    """Two children, one moment; their exit codes."""
    start = time.monotonic() + HEAD_START_S
    waits, go_on = os.pipe()
    children = []
    for name in range(2):
        child = os.fork()
        if child == 0:
            code = 9
            try:
                os.close(go_on)
                code = studio(folder, name, start, waits)
            finally:
                os._exit(code)
        children.append(child)
    os.close(waits)
    time.sleep(HEAD_START_S * 8)
    os.close(go_on)
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def main() -> None:
    folder, races = Path(sys.argv[1]), int(sys.argv[2])
    save_sketch(folder / "coast.png", Sketch(np.zeros((40, 50), np.uint8)), None)
    facts = {"races": races, "one_writer": 0, "updates": 0}
    for _ in range(races):
        facts["one_writer"] += race(folder) == [0, 1]
    facts["updates"] = int((open_sketch(folder / "coast.png").labels > 0).sum())
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
