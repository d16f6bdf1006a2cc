"""Writing a journal anew: the drawing as it is, the steps that can be asked for, and nothing else."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from studio.sketch.atomic import temporary_beside, write_all
from studio.sketch.frames import MAGIC, Kind, first_digest, sealed
from studio.sketch.patch import Patch

_AT_ONCE = 1 << 20


@dataclass(slots=True)
class Written:
    """What was written: where each step and each snapshot lies now, and how the file ends."""

    done: array[int] = field(default_factory=lambda: array("q"))
    undone: array[int] = field(default_factory=lambda: array("q"))
    snapshots: list[int] = field(default_factory=list)
    end: int = 0
    digest: bytes = b""


def new_file(beside: Path) -> tuple[int, Path]:
    """A new file in the folder of another, open for reading and writing, and its path."""
    temporary = temporary_beside(beside)
    return os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), temporary


def write_frames(
    handle: int,
    head: Iterable[tuple[Kind, bytes]],
    snapshots: Iterable[tuple[Kind, bytes]],
    steps: tuple[array[int], array[int]],
    patch_at: Callable[[int], Patch],
    *,
    join: bool,
) -> Written:
    """Write a journal's frames from the beginning of an empty file; `join` makes one of every two older steps."""
    done, undone = steps
    written = Written(end=len(MAGIC), digest=first_digest())
    waiting = bytearray(MAGIC)

    def write(kind: Kind, payload: bytes) -> int:
        data, written.digest = sealed(kind, payload, written.digest)
        waiting.extend(data)
        if len(waiting) > _AT_ONCE:
            write_all(handle, bytes(waiting))
            waiting.clear()
        place, written.end = written.end, written.end + len(data)
        return place

    for kind, payload in head:
        write(kind, payload)
    written.snapshots = [write(kind, payload) for kind, payload in snapshots]
    patches = joined(done, patch_at) if join else map(patch_at, done)
    written.done.extend(write(Kind.DONE, patch.pack()) for patch in patches)
    written.undone.extend(write(Kind.UNDONE, patch_at(place).pack()) for place in undone)
    write_all(handle, bytes(waiting))
    return written


def joined(places: array[int], patch_at: Callable[[int], Patch]) -> Iterable[Patch]:
    """The steps at some places, of whose older half every two are one."""
    older = len(places) // 4 * 2
    for number in range(0, older, 2):
        yield patch_at(places[number]).followed_by(patch_at(places[number + 1]))
    for place in places[older:]:
        yield patch_at(place)
