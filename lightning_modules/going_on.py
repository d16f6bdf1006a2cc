"""Going on with a run that ended early: where from, and clearing up what a kill left behind."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from lightning_modules.base import RecipeModule
from lightning_modules.checkpoint_io import LAST, PREVIOUS, newest_checkpoint, read_checkpoint
from studio.errors import InputError
from studio.runs.folder import read_lines
from studio.sketch.atomic import write_atomically

_LITTER = ("*.tmp-*", ".*.tmp-*", ".studio-*.tmp")


@dataclass(frozen=True)
class Start:
    """Where a sitting begins: at a checkpoint or at the first batch; `note` says what a viewer should know of it.

    finished: the budget was spent before, and only the weights are still to be written.
    """

    checkpoint: str | None = None
    note: str = ""
    finished: bool = False


def starting_point(folder: Path, module: RecipeModule) -> Start:
    """Where the run in `folder` goes on; the module's budget stands there then.

    InputError where no checkpoint is whole, or where the run is done and has no budget left.
    """
    checkpoints = folder / "checkpoints"
    if not any((checkpoints / name).exists() for name in (LAST, PREVIOUS)):
        return Start(note="no checkpoint had been saved: begun again at the first batch")
    path = newest_checkpoint(checkpoints)
    checkpoint = read_checkpoint(path)
    module.budget.restore(checkpoint["studio"]["budget"])
    note = f"went on from batch {module.budget.batches_done}"
    if path.name == PREVIOUS:
        note += ", the checkpoint before the last: the last one is damaged or missing"
    if module.budget.fraction < 1:
        return Start(str(path), note)
    if any((folder / "weights").glob("*.safetensors")):
        raise InputError(
            f"{folder} has spent its budget and its weights are written: give it more with --set max_minutes=N or "
            "--set epochs=N"
        )
    module.load_state_dict(checkpoint["state_dict"])
    return Start(str(path), note, finished=True)


def keep_lines_until(metrics: Path, batch: int) -> None:
    """Leave out the lines of `metrics` beyond `batch`, which will be done again, and one that a kill tore."""
    if not metrics.exists():
        return
    text = metrics.read_bytes()
    kept = b"".join(json.dumps(line).encode() + b"\n" for line in read_lines(metrics) if line.get("batch", 0) <= batch)
    if kept != text:
        write_atomically(metrics, kept)


def sweep(folder: Path) -> None:
    """Delete half-written files: whoever holds the run's lock is their only possible writer."""
    for place in (folder, *(path for path in folder.iterdir() if path.is_dir())):
        for pattern in _LITTER:
            for path in place.glob(pattern):
                if not path.name.endswith(f"-{os.getpid()}"):
                    path.unlink(missing_ok=True)
