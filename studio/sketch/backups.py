"""Backups: what a drawing's file held before it was saved over, the last few times."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.sketch.atomic import write_atomically

MOST = 5
APART_S = 60.0
"""Saving again sooner than this makes no new backup: what lies between can be undone to."""


@dataclass(frozen=True, slots=True)
class Backup:
    """An older state of a file, and when it was replaced, in seconds since 1970."""

    path: Path
    time_s: float


def back_up(document: Path, folder: Path, *, always: bool = False) -> None:
    """Copy a file, which is about to be replaced, to the backups in `folder`, and let the oldest go.

    A backup made just before is enough, unless `always`. OSError or StudioError where it can't be copied.
    """
    if not document.is_file():
        return
    there = backups_in(folder)
    if there and not always and abs(time.time() - there[0].time_s) < APART_S:
        return
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{time.time_ns()}{document.suffix}"
    write_atomically(copy, document.read_bytes())
    for old in [*there][MOST - 1 :]:
        with suppress(OSError):
            old.path.unlink()


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first."""
    try:
        found = [Backup(path, int(path.stem) / 1e9) for path in folder.iterdir() if path.stem.isdecimal()]
    except OSError:
        return []
    return sorted(found, key=lambda backup: -backup.time_s)
