"""Undo and redo of everything drawn, without a limit: each step is a patch, which a shelf keeps."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Protocol

import numpy as np

from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap
from studio.sketch.document import Sketch
from studio.sketch.patch import Patch

Places = array  # of signed 64-bit numbers, each where a shelf has a patch


class Shelf(Protocol):
    """Where the patches of a history are: in memory, or in the journal's file."""

    def add(self, patch: Patch) -> int:
        """Keep the patch of a step that was taken; its place, by which `get` finds it."""

    def get(self, place: int) -> Patch:
        """The patch at a place; StudioError where it can't be read any more."""

    def drop(self, places: Iterable[int]) -> None:
        """These patches will never be asked for again."""

    def undone(self) -> None:
        """The last step was taken back."""

    def redone(self) -> None:
        """The last step that was taken back was taken again."""

    def tidy(self, labels: LabelMap, done: Places[int], undone: Places[int]) -> tuple[Places[int], Places[int]] | None:
        """A moment to tidy up; the places of all patches where that moved them."""


class RoomyShelf(Shelf, Protocol):
    """A shelf that can take the steps of another."""

    def take_over(
        self, sketch: Sketch, done: Places[int], undone: Places[int], other: Shelf
    ) -> tuple[Places[int], Places[int]]:
        """Go on with a drawing that another shelf has the steps of; their places here."""


class MemoryShelf:
    """Patches in memory: for a drawing without a journal."""

    def __init__(self) -> None:
        self._patches: dict[int, Patch] = {}
        self._next = 0

    def add(self, patch: Patch) -> int:
        self._patches[self._next] = patch
        self._next += 1
        return self._next - 1

    def get(self, place: int) -> Patch:
        return self._patches[place]

    def drop(self, places: Iterable[int]) -> None:
        for place in places:
            del self._patches[place]

    def undone(self) -> None:
        pass

    def redone(self) -> None:
        pass

    def tidy(self, labels: LabelMap, done: Places[int], undone: Places[int]) -> None:
        return None


class History:
    """The steps done to a sketch's label map, and those undone.

    A stroke is `begin(name)`, any number of `touch(region)` with drawing before or after each, and `commit()`; whatever
    changed outside of the touched regions is not part of the step. `done` and `undone` are the places on the `shelf` of
    the steps that led here, the latest last.
    """

    def __init__(
        self, sketch: Sketch, shelf: Shelf | None = None, done: Iterable[int] = (), undone: Iterable[int] = ()
    ) -> None:
        self._sketch = sketch
        self._shelf = shelf or MemoryShelf()
        self._done: Places[int] = array("q", done)
        self._undone: Places[int] = array("q", undone)
        # The map as the steps made it: what is drawn beside them can then never be mixed into one that is undone.
        self._committed = sketch.labels.copy()
        self._name: str | None = None
        self._touched = EMPTY

    @property
    def undo_name(self) -> str | None:
        """The name of the step that `undo` would take back, or None."""
        return self._shelf.get(self._done[-1]).name if self._done else None

    @property
    def redo_name(self) -> str | None:
        """The name of the step that `redo` would do again, or None."""
        return self._shelf.get(self._undone[-1]).name if self._undone else None

    @property
    def is_open(self) -> bool:
        """Whether a step has begun and is neither committed nor cancelled."""
        return self._name is not None

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps can be undone, and how many redone."""
        return len(self._done), len(self._undone)

    def begin(self, name: str) -> None:
        """Begin a step; one that is still open is committed first."""
        self.commit()
        self._name = name
        self._touched = EMPTY

    def touch(self, region: Region) -> None:
        """Add a region to the open step; RuntimeError when none has begun."""
        if self._name is None:
            raise RuntimeError("touch() belongs between begin() and commit()")
        self._touched = self._touched.union(region.clip(*self._committed.shape))

    def commit(self) -> Region:
        """Close the open step and return the region that it changed; one that changed nothing leaves no trace."""
        name, self._name = self._name, None
        if name is None:
            return EMPTY
        labels = self._sketch.labels
        changed = _changed(self._committed, labels, self._touched)
        if not changed.is_empty:
            patch = Patch.between(name, self._committed, labels, changed)
            self._committed[changed.slices] = labels[changed.slices]
            self._done.append(self._shelf.add(patch))
            self._shelf.drop(self._undone)
            del self._undone[:]
            self._tidy()
        return changed

    def cancel(self) -> Region:
        """Give the touched pixels back what they had when the open step began; returns the region."""
        name, self._name = self._name, None
        if name is None:
            return EMPTY
        self._sketch.labels[self._touched.slices] = self._committed[self._touched.slices]
        return self._touched

    def undo(self) -> Region | None:
        """Take the last step back (committing an open one first); the region that changed, or None.

        StudioError where the step can't be read from its journal any more; the map is then as it was.
        """
        self.commit()
        region = self._move(self._done, self._undone)
        if region is not None:
            self._shelf.undone()
            self._tidy()
        return region

    def redo(self) -> Region | None:
        """Do the last undone step again (committing an open one first); the region that changed, or None.

        StudioError as for `undo`.
        """
        self.commit()
        region = self._move(self._undone, self._done)
        if region is not None:
            self._shelf.redone()
            self._tidy()
        return region

    def move_to(self, shelf: RoomyShelf) -> None:
        """Keep all steps on another shelf from now on; where that fails (OSError, StudioError), nothing changed."""
        self.commit()
        self._done, self._undone = shelf.take_over(self._sketch, self._done, self._undone, self._shelf)
        self._shelf = shelf

    def _move(self, source: Places[int], target: Places[int]) -> Region | None:
        if not source:
            return None
        patch = self._shelf.get(source[-1])
        target.append(source.pop())
        region = patch.apply(self._committed)
        self._sketch.labels[region.slices] = self._committed[region.slices]
        return region

    def _tidy(self) -> None:
        moved = self._shelf.tidy(self._committed, self._done, self._undone)
        if moved is not None:
            self._done, self._undone = moved


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
