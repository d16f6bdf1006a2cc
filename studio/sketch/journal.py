"""The journal beside a drawing: every step as soon as it is taken, so that no kill and no dropped line costs one.

The file is only ever appended to, or replaced whole; its lock says who draws. docs/documents.md tells the format.
"""

from __future__ import annotations

import json
import os
import time
from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from studio.errors import StudioError
from studio.labels import LabelMap
from studio.sketch import chunk
from studio.sketch.document import Sketch
from studio.sketch.frames import OVERHEAD_BYTES, DamagedJournal, Kind
from studio.sketch.history import Shelf
from studio.sketch.journal_file import JournalFile
from studio.sketch.one_writer import lock
from studio.sketch.patch import BadPatch, Patch
from studio.sketch.replay import Replay, Snapshot, pack_snapshot, settings_only, take_settings, unpack_snapshot
from studio.sketch.rewriting import new_file, write_frames

DEAD_BYTES = 1 << 20
"""What nobody can ask for any more may take so much, or as much as what somebody can."""

MOST_LIVE_BYTES = 64 << 20
"""Where all steps take more, the older half of them is joined in pairs: undo still reaches the first stroke."""

LONGEST_NAME = 60


class Journal:
    """The journal in a file, locked for as long as it is open; a `Shelf` for a `History`.

    A step that can't be written (no room) stays in memory, and the next one tries again to write everything.
    """

    def __init__(self, path: Path) -> None:
        """Open or make it; InUse where another studio has it, InputError as `read_journal`, OSError."""
        self.file = JournalFile(path)
        self.snapshots: list[Snapshot] = []
        self._strays: dict[int, Patch] = {}
        self._dead_bytes = 0
        self._join_beyond = MOST_LIVE_BYTES
        self._document, self._is_unsaved, self._is_bare = "", False, False
        self._settings, self._settings_packed = Sketch.blank(1, 1), b""
        if self.told is not None:
            self._go_on(self.told)

    @property
    def told(self) -> Replay | None:
        """What the file said when it was opened, None where it told of no drawing."""
        return self.file.told

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.file.path

    @property
    def is_bare(self) -> bool:
        """Whether nothing happened since the drawing began: there is nothing that would be missed."""
        return self._is_bare

    @property
    def document(self) -> str:
        """The sha256 (hex) of the document's file as it was last known, "" where there was none."""
        return self._document

    def begin(self, sketch: Sketch) -> None:
        """Forget what was told: the drawing begins here. OSError where it can't be written; the old file stays then."""
        self._begin(sketch, array("q"), array("q"), self.get)

    def take_over(
        self, sketch: Sketch, done: array[int], undone: array[int], other: Shelf
    ) -> tuple[array[int], array[int]]:
        """Go on with a drawing that another shelf has the steps of; their places here. OSError as `begin`."""
        places = self._begin(sketch, done, undone, other.get)
        if isinstance(other, Journal):
            for snapshot in other.snapshots:
                self.snapshot(snapshot.name, other.sketch_of(snapshot), snapshot.time_s)
        return places

    def add(self, patch: Patch) -> int:
        """Write a step; its place."""
        with self.file.lock:
            self._is_unsaved, self._is_bare = True, False
            place = self.file.append(Kind.STEP, patch.pack())
            if place is None:
                place = -1 - len(self._strays)
                self._strays[place] = patch
            return place

    def get(self, place: int) -> Patch:
        """The step at a place; StudioError where the file doesn't hold it any more."""
        if place < 0:
            return self._strays[place]
        try:
            return Patch.unpack(self.file.frame(place).payload, self._shape)
        except (OSError, DamagedJournal, BadPatch) as error:
            raise StudioError(f"this step can't be read from the journal {self.path} any more: {error}") from error

    def drop(self, places: Iterable[int]) -> None:
        """These steps can't be redone any more."""
        self._dead_bytes += sum(self.file.bytes_at(place) for place in places if place >= 0)

    def undone(self) -> None:
        """The last step was taken back."""
        self._note(Kind.UNDO)

    def redone(self) -> None:
        """The last step that was taken back was taken again."""
        self._note(Kind.REDO)

    def tidy(self, labels: LabelMap, done: array[int], undone: array[int]) -> tuple[array[int], array[int]] | None:
        """Write the file anew where much of it is dead, where it has grown large, or where a step is missing in it."""
        live = self.file.size - self._dead_bytes
        if self.file.fault is None and self._dead_bytes < max(DEAD_BYTES, live) and live < self._join_beyond:
            return None
        with self.file.lock:
            try:
                return self._rewrite(labels, done, undone, self.get)
            except OSError as error:
                self.file.fault = error
                return None

    def keep(self, sketch: Sketch) -> None:
        """Write how the picture is made where that changed, and let the disk confirm everything.

        StudioError where something of the drawing is in memory only.
        """
        with self.file.lock:
            if not self.file.is_open:
                return
            self._keep_settings(sketch)
        if (fault := self.file.sync()) is not None:
            raise StudioError(
                f"{fault.strerror or fault}: the latest strokes are in memory only; save the drawing somewhere else"
            )

    def saving(self, sketch: Sketch, document: str) -> None:
        """The document's file is about to get this sha256 (hex), with this drawing, unless something goes wrong."""
        with self.file.lock:
            self._keep_settings(sketch)
            self._append_passing(Kind.SAVED, self._saved_payload(coming=document))

    def saved(self, document: str) -> None:
        """The document's file has this sha256 (hex) now, and holds the drawing."""
        with self.file.lock:
            if (document, False) != (self._document, self._is_unsaved):
                self._document, self._is_unsaved = document, False
                self._append_passing(Kind.SAVED, self._saved_payload())

    def snapshot(self, name: str, sketch: Sketch, time_s: float | None = None) -> Snapshot:
        """Give a drawing, as it is or was, a name; StudioError where it can't be written."""
        with self.file.lock:
            name, now = name[:LONGEST_NAME], time.time() if time_s is None else time_s
            place = self.file.append(Kind.SNAPSHOT, pack_snapshot(name, now, sketch))
            if place is None:
                raise StudioError(f"the snapshot can't be written: {self.file.fault and self.file.fault.strerror}")
            self._is_bare = False
            self.snapshots.append(Snapshot(name, now, place))
            return self.snapshots[-1]

    def sketch_of(self, snapshot: Snapshot) -> Sketch:
        """The drawing that a snapshot holds; StudioError where it can't be read any more."""
        try:
            return unpack_snapshot(self.file.frame(snapshot.place).payload)[2]
        except (OSError, DamagedJournal, ValueError, KeyError) as error:
            raise StudioError(f"the snapshot {snapshot.name} can't be read any more: {error}") from error

    def close(self) -> None:
        """Let others draw; the file stays."""
        self.file.close()

    def _go_on(self, told: Replay) -> None:
        self._dead_bytes = told.dead_bytes
        self.snapshots = told.snapshots
        self._document, self._is_unsaved = told.document, told.is_unsaved
        self._is_bare = not (told.done or told.undone or told.snapshots or told.is_unsaved)
        self._remember_settings(told.sketch, settings_only(told.sketch))

    def _remember_settings(self, sketch: Sketch, packed: bytes) -> None:
        self._shape = sketch.labels.shape
        take_settings(self._settings, sketch)
        self._settings_packed = packed

    def _keep_settings(self, sketch: Sketch) -> None:
        packed = settings_only(sketch)
        if packed != self._settings_packed:
            self._is_unsaved, self._is_bare = True, False
            self._remember_settings(sketch, packed)
            self._append_passing(Kind.SETTINGS, packed)

    def _note(self, kind: Kind) -> None:
        with self.file.lock:
            self._is_unsaved, self._is_bare = True, False
            self._append_passing(kind, b"")

    def _append_passing(self, kind: Kind, payload: bytes) -> None:
        """Append a frame that nobody asks for again once the file is written anew."""
        if self.file.append(kind, payload) is not None:
            self._dead_bytes += OVERHEAD_BYTES + len(payload)

    def _begin(
        self, sketch: Sketch, done: array[int], undone: array[int], patch_at: Callable[[int], Patch]
    ) -> tuple[array[int], array[int]]:
        with self.file.lock:
            self._remember_settings(sketch, settings_only(sketch))
            self._document, self._is_unsaved = "", False
            self.snapshots = []
            places = self._rewrite(sketch.labels, done, undone, patch_at)
            self._is_bare = not (done or undone)
            return places

    def _rewrite(
        self, labels: LabelMap, done: array[int], undone: array[int], patch_at: Callable[[int], Patch]
    ) -> tuple[array[int], array[int]]:
        sketch = Sketch(labels)
        take_settings(sketch, self._settings)
        join = self.file.size - self._dead_bytes >= self._join_beyond
        head = [(Kind.SKETCH, chunk.pack(sketch))]
        if self._document:
            head.append((Kind.SAVED, self._saved_payload()))
        snapshots = [(Kind.SNAPSHOT, self.file.frame(one.place).payload) for one in self.snapshots]
        handle, temporary = new_file(self.path)
        try:
            written = write_frames(handle, head, snapshots, (done, undone), patch_at, join=join)
            os.fsync(handle)
            lock(handle)
            self.file.become(handle, temporary, written)
        except BaseException:
            os.close(handle)
            with suppress(OSError):
                temporary.unlink()
            raise
        self._dead_bytes = 0
        self._join_beyond = max(MOST_LIVE_BYTES, written.end * 3 // 2)
        moved = zip(self.snapshots, written.snapshots, strict=True)
        self.snapshots = [Snapshot(one.name, one.time_s, place) for one, place in moved]
        self._strays.clear()
        return written.done, written.undone

    def _saved_payload(self, coming: str = "") -> bytes:
        facts = {"document": self._document, "is_unsaved": self._is_unsaved, "coming": coming}
        return json.dumps(facts).encode()
