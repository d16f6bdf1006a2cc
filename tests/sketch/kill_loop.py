"""Draws or saves in child processes that are killed (kill -9) at any moment, and looks at what they leave.

Arguments: `draw` or `save`, a folder, how many kills. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import numpy as np
from imagined import SHAPE, Imagined, act

from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.tui.keeping import Keeper

LONGEST_LIFE_S = 0.04
BETWEEN_STROKES_S = 0.0005


def killed(work: str, folder: Path, first: int, draw: random.Random) -> int:
    """Let a child work from the action `first` on until it is killed; the last action that it said was done."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            {"draw": drawing, "save": saving}[work](folder, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read(8)  # it begins
        time.sleep(draw.random() * LONGEST_LIFE_S)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += pipe.read()
    return int.from_bytes(said[-8:], "big") if said else first


def drawing(folder: Path, first: int, writing: int) -> None:
    """Strokes, undo and redo, one after the other, and a settings change now and then."""
    opened = Keeper(folder / "state").open(folder / "coast.png")
    tell(writing, first)
    for number in range(first, sys.maxsize):
        act(opened.history, opened.sketch.labels, number)
        tell(writing, number + 1)
        time.sleep(BETWEEN_STROKES_S)


def saving(folder: Path, first: int, writing: int) -> None:
    """Save a drawing that is all one label, another one each time."""
    keeper = Keeper(folder / "state")
    opened = keeper.open(folder / "coast.png")
    tell(writing, first)
    for number in range(first, sys.maxsize):
        act(opened.history, opened.sketch.labels, number)
        opened.sketch.seed = number + 1
        keeper.save(folder / "coast.png", opened.sketch, None, opened.history, folder / "coast.png")
        tell(writing, number + 1)


def tell(writing: int, number: int) -> None:
    """Say that all actions below a number are done."""
    os.write(writing, number.to_bytes(8, "big"))


def after_drawing(folder: Path, model: Imagined, said: int) -> tuple[bool, int, bool]:
    """Whether nothing but the action in the air is lost, how many are done, and whether undo is what it should be."""
    keeper = Keeper(folder / "state")
    opened = keeper.open(folder / "coast.png")
    done = said
    if opened.sketch.labels.tobytes() != model.maps[model.now] or opened.history.steps != steps(model):
        model.act(said)
        done += 1
    is_right = opened.sketch.labels.tobytes() == model.maps[model.now] and opened.history.steps == steps(model)
    goes_back = True
    for place in range(model.now - 1, max(-1, model.now - 6), -1):
        opened.history.undo()
        goes_back &= opened.sketch.labels.tobytes() == model.maps[place]
    while opened.history.steps[1] > len(model.maps) - 1 - model.now:
        opened.history.redo()
    goes_back &= opened.sketch.labels.tobytes() == model.maps[model.now]
    keeper.close()
    return is_right, done, goes_back


def steps(model: Imagined) -> tuple[int, int]:
    """How many steps can be undone and redone."""
    return model.now, len(model.maps) - 1 - model.now


def prove_drawing(folder: Path, kills: int) -> dict[str, int]:
    """Kill while drawing; the same drawing goes on all the time."""
    start = Sketch(np.full(SHAPE, 1, np.uint8))
    save_sketch(folder / "coast.png", start, None)
    model, draw, done = Imagined(start.labels), random.Random(5), 0
    facts = {"kills": 0, "lost": 0, "undo_wrong": 0}
    for _ in range(kills):
        said = killed("draw", folder, done, draw)
        for number in range(done, said):
            model.act(number)
        is_right, done, goes_back = after_drawing(folder, model, said)
        facts["kills"] += 1
        facts["lost"] += not is_right
        facts["undo_wrong"] += not goes_back
    return facts | {"actions": done}


def prove_saving(folder: Path, kills: int) -> dict[str, int]:
    """Kill while saving: the file always is a whole drawing, of the save that was said done or the one after."""
    start = Sketch(np.full(SHAPE, 1, np.uint8))
    save_sketch(folder / "coast.png", start, None)
    draw, done, acknowledged = random.Random(6), 0, 0
    facts = {"kills": 0, "lost": 0, "torn": 0, "litter": 0}
    for _ in range(kills):
        said = killed("save", folder, done, draw)
        acknowledged = said if said > done else acknowledged
        facts["kills"] += 1
        try:
            seed = open_sketch(folder / "coast.png").seed
            facts["lost"] += not acknowledged <= seed <= said + 1
        except Exception:
            facts["torn"] += 1
            seed = said
        keeper = Keeper(folder / "state")
        opened = keeper.open(folder / "coast.png")
        facts["lost"] += opened.sketch.seed not in (said, said + 1)
        facts["litter"] += any(path.suffix == ".tmp" for path in folder.iterdir())
        keeper.close()
        done = max(seed, opened.sketch.seed)
    return facts | {"saves": done}


if __name__ == "__main__":
    work, folder, kills = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    print(json.dumps({"draw": prove_drawing, "save": prove_saving}[work](folder, kills)))
