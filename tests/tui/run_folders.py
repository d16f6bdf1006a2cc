"""Run folders as trainers leave them, made by hand."""

from __future__ import annotations

import dataclasses
import json
import math
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from studio.errors import InputError
from studio.runs.lock import RunLock
from studio.runs.state import DONE, RUNNING, RunState
from studio.tui.run_commands import RunCommands, Taken, Wish
from studio.weights.card import Card
from studio.weights.store import Store

BEGAN = 1_790_000_000


def write_run(home: Path, name: str, state: RunState, *, kind: str = "pix2pix", age: int = 0) -> Path:
    """A run that began `age` seconds before the newest one: 40 lines of losses, a sheet after batch 400."""
    folder = home / name
    (folder / "samples").mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"recipe": {"kind": kind}, "data": "world"}))
    os.utime(folder / "config.json", (BEGAN - age, BEGAN - age))
    lines = [
        {"batch": 10 * number, "seconds": number, "l1": math.exp(-number / 10), "gan": 0.3 + 0.01 * (number % 3)}
        for number in range(1, 41)
    ]
    (folder / "metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    red = np.linspace(0, 255, 48, dtype=np.uint8)[None, :, None]
    picture = np.concatenate([np.broadcast_to(red, (32, 48, 1)), np.full((32, 48, 2), 64, np.uint8)], 2)
    Image.fromarray(picture).save(folder / "samples" / "batch-0000400.png")
    (folder / "state.json").write_text(json.dumps(dataclasses.asdict(state)))
    return folder


def two_runs(home: Path) -> tuple[Path, RunLock]:
    """One that trains (as long as the lock is held), and an older one that is done."""
    trains = RunState(RUNNING, batch=400, epoch=3, fraction=0.25, seconds=100, eta_s=300)
    write_run(home, "old", RunState(DONE, batch=900, fraction=1.0, seconds=90), kind="cartoongan", age=60)
    folder = write_run(home, "mine", trains)
    return folder, RunLock.take(folder)


@dataclass
class Asked(RunCommands):
    """What the screen asked for; nothing is begun."""

    begun: list[Wish] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    resumed: list[tuple[str, str]] = field(default_factory=list)
    card: Card = field(default_factory=lambda: Card("run-mine", "spade", "SPADE", "ab" * 32, 1))

    def begin(self, wish: Wish) -> str:
        self.begun.append(wish)
        if wish.data == "nowhere":
            raise InputError("no folder nowhere:\ngive another")
        return wish.name

    def stop(self, folder: Path) -> None:
        self.stopped.append(folder.name)

    def resume(self, folder: Path, minutes: str = "") -> None:
        self.resumed.append((folder.name, minutes))

    def weights(self, folder: Path, store: Store) -> Taken:
        return Taken(self.card, 412)
