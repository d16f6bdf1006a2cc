"""Undo and redo of everything drawn, without a limit: each step keeps the pixels that it changed, compressed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap
from studio.sketch.document import Sketch


@dataclass(slots=True)
class _Change:
    """A named step: the region it changed, and that region's pixels as they are on the other side of the step."""

    name: str
    region: Region
    pixels: bytes

    def swap(self, labels: LabelMap) -> Region:
        """Exchange the map's pixels with the kept ones, which undoes a done step and redoes an undone one."""
        current = _packed(labels, self.region)
        kept = np.frombuffer(zlib.decompress(self.pixels), np.uint8)
        labels[self.region.slices] = kept.reshape(self.region.height, self.region.width)
        self.pixels = current
        return self.region


class History:
    """The steps done to a sketch's label map, and those undone.

    A stroke is `begin(name)`, any number of `touch(region)` with drawing before or after each, and `commit()`; whatever
    changed outside of the touched regions is not part of the step.
    """

    def __init__(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._name = ""
        self._before: LabelMap | None = None
        self._touched = EMPTY

    @property
    def undo_name(self) -> str | None:
        """The name of the step that `undo` would take back, or None."""
        return self._done[-1].name if self._done else None

    @property
    def redo_name(self) -> str | None:
        """The name of the step that `redo` would do again, or None."""
        return self._undone[-1].name if self._undone else None

    @property
    def is_open(self) -> bool:
        """Whether a step has begun and is neither committed nor cancelled."""
        return self._before is not None

    def begin(self, name: str) -> None:
        """Begin a step; one that is still open is committed first."""
        self.commit()
        self._name = name
        self._before = self._sketch.labels.copy()
        self._touched = EMPTY

    def touch(self, region: Region) -> None:
        """Add a region to the open step; RuntimeError when none has begun."""
        if self._before is None:
            raise RuntimeError("touch() belongs between begin() and commit()")
        self._touched = self._touched.union(region.clip(*self._before.shape))

    def commit(self) -> Region:
        """Close the open step and return the region that it changed; one that changed nothing leaves no trace."""
        before, self._before = self._before, None
        if before is None:
            return EMPTY
        changed = _changed(before, self._sketch.labels, self._touched)
        if not changed.is_empty:
            self._done.append(_Change(self._name, changed, _packed(before, changed)))
            self._undone.clear()
        return changed

    def cancel(self) -> Region:
        """Give the touched pixels back what they had when the open step began; returns the region."""
        before, self._before = self._before, None
        if before is None:
            return EMPTY
        self._sketch.labels[self._touched.slices] = before[self._touched.slices]
        return self._touched

    def undo(self) -> Region | None:
        """Take the last step back (committing an open one first); the region that changed, or None."""
        self.commit()
        return self._move(self._done, self._undone)

    def redo(self) -> Region | None:
        """Do the last undone step again (committing an open one first); the region that changed, or None."""
        self.commit()
        return self._move(self._undone, self._done)

    def _move(self, source: list[_Change], target: list[_Change]) -> Region | None:
        if not source:
            return None
        change = source.pop()
        target.append(change)
        return change.swap(self._sketch.labels)


def _packed(labels: LabelMap, region: Region) -> bytes:
    return zlib.compress(labels[region.slices].tobytes(), level=1)


def _changed(before: LabelMap, after: LabelMap, touched: Region) -> Region:
    """The smallest region inside of `touched` that holds every pixel that differs."""
    differs = before[touched.slices] != after[touched.slices]
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if rows.size == 0:
        return EMPTY
    return Region(
        touched.top + int(rows[0]),
        touched.left + int(columns[0]),
        touched.top + int(rows[-1]) + 1,
        touched.left + int(columns[-1]) + 1,
    )
