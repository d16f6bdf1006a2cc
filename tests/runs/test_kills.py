"""`kill -9` at any moment: the resumed run ends with the weights of one that was never interrupted, bit for bit."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from pathlib import Path

import pytest
from small_runs import SMALL, Runs, ended, until

from lightning_modules.run import train
from lightning_modules.run_folder import Run
from studio.runs.folder import RunFolder
from studio.runs.lock import is_held
from studio.runs.state import CRASHED, DONE

KILLS = int(os.environ.get("STUDIO_KILLS", "1"))
"""How often each run is killed."""
EPOCHS = 5


@pytest.mark.parametrize("kind", list(SMALL))
def test_a_killed_run_ends_as_if_it_had_never_been_killed(kind: str, runs: Runs, one_thread: None) -> None:
    chance = random.Random(f"{kind} {KILLS}")
    workers = list(SMALL).index(kind) % 2 * 2  # the run in one piece has none: nor do workers change a thing
    run = runs.begin(kind, workers=workers, epochs=EPOCHS)
    total = EPOCHS * run.preflight()["batches_per_epoch"]
    for killed in range(1, KILLS + 1):
        # Between batches and within one; later each time, so that the run gets on.
        kill(run, at=int(total * 0.7 * killed / KILLS * chance.random()), after=chance.random() * 0.05)
        assert run.state().status == CRASHED
        runs.studio("runs", "resume", "mine")
    assert ended(run).status == DONE, run.log_tail()
    in_one_piece = whole(run, runs.home / "whole")
    assert digest(run.weights()) == digest(in_one_piece)
    batches = [line["batch"] for line in run.metrics()]
    assert batches == sorted(set(batches))  # no batch is told twice, and none is missing
    assert batches == list(range(1, len(batches) + 1))


def kill(run: RunFolder, *, at: int, after: float) -> None:
    """Kill the trainer `after` seconds from when it has done more than `at` batches."""
    until(lambda: any(line["batch"] > at for line in run.metrics()[-1:]))
    time.sleep(after)
    os.kill(run.state().pid, signal.SIGKILL)
    until(lambda: not is_held(run.path), 5)


def whole(run: RunFolder, folder: Path) -> Path:
    """The weights of the same recipe trained at a stretch, in this process and without workers."""
    job = Run.read(run.path, {"workers": "0"})
    return train(Run(folder, job.config, job.data, threads=1), resume=False)


def digest(path: Path | None) -> str:
    assert path is not None
    return hashlib.sha256(path.read_bytes()).hexdigest()
