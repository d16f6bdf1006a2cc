"""The maps that a drawing's strokes led through, out of its journal."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from studio.errors import InputError
from studio.labels import LabelMap
from studio.sketch.frames import DamagedJournal, frame_at
from studio.sketch.patch import BadPatch, Patch
from studio.sketch.replay import replay


def maps_of(journal: Path, most: int) -> list[LabelMap]:
    """The map before the first stroke and after each, the latest last; at most so many, evenly chosen.

    Nothing where the journal isn't there or can't be read.
    """
    with suppress(OSError, InputError, DamagedJournal, BadPatch):
        handle = os.open(journal, os.O_RDONLY | os.O_CLOEXEC)
        try:
            told = replay(handle)
            if told is None:
                return []
            labels, total = told.sketch.labels.copy(), len(told.done)
            chosen = {number * total // most for number in range(most)} | {0, total} if total > most else None
            maps = [labels.copy()]
            for number in range(total - 1, -1, -1):
                patch = Patch.unpack(frame_at(handle, told.done[number]).payload, labels.shape)
                patch.apply(labels)
                if chosen is None or number in chosen:
                    maps.append(labels.copy())
            return maps[::-1]
        finally:
            os.close(handle)
    return []
