"""What a journal tells: the drawing as it was when its last frame was written, and every step that led there."""

from __future__ import annotations

import json
import os
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch import chunk
from studio.sketch.document import Sketch
from studio.sketch.frames import OVERHEAD_BYTES, DamagedJournal, Frame, Kind, frame_at, frames_of
from studio.sketch.patch import BadPatch, Patch

_NEWER = "a newer studio wrote the journal of this drawing; update sketch-studio to open it"
_SNAPSHOT_HEAD_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A drawing that was given a name: seconds since 1970, and where its frame begins in the journal."""

    name: str
    time_s: float
    place: int


@dataclass(slots=True)
class Replay:
    """A drawing out of its journal.

    `done` and `undone` are the places of the patches that lead back and forth; `document` is the sha256 (hex) of the
    document's file as it was last known, "" where it was never saved, and `coming` that of the bytes that were about to
    be saved; `is_unsaved` says whether anything was drawn since; `end` is how much of the file could be read, and
    `is_whole` whether that is all of it.
    """

    sketch: Sketch
    done: array[int] = field(default_factory=lambda: array("q"))
    undone: array[int] = field(default_factory=lambda: array("q"))
    snapshots: list[Snapshot] = field(default_factory=list)
    document: str = ""
    coming: str = ""
    is_unsaved: bool = False
    end: int = 0
    dead_bytes: int = 0
    is_whole: bool = True


def read_journal(path: Path) -> Replay | None:
    """What the journal in a file tells by now, also while a studio writes it; None where it tells of no drawing.

    InputError where a newer studio wrote it; OSError where there is none.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return replay(handle)
    finally:
        os.close(handle)


def replay(handle: int) -> Replay | None:
    """As `read_journal`, of an open file. What follows on a frame that is not right is left out."""
    size = os.fstat(handle).st_size
    told: Replay | None = None
    for frame in frames_of(handle, size):
        try:
            if frame.kind == Kind.SKETCH:
                told = Replay(chunk.unpack(frame.payload))
            elif told is None:
                return None
            else:
                _take(told, frame, handle)
        except (BadPatch, DamagedJournal, ValueError, IndexError, KeyError, InputError) as error:
            if isinstance(error, InputError) and str(error) == _NEWER:
                raise
            break
        told.end = frame.end
    if told is None or int(told.sketch.labels.max()) >= len(LANDSCAPE):
        return None
    told.is_whole = told.end == size
    return told


def unpack_snapshot(payload: bytes) -> tuple[str, float, Sketch]:
    """Name, time and sketch of a snapshot's frame; ValueError or InputError where it is none."""
    head, _, packed = payload.partition(b"\n")
    facts = json.loads(head)
    return str(facts["name"]), float(facts["time_s"]), chunk.unpack(packed)


def pack_snapshot(name: str, time_s: float, sketch: Sketch) -> bytes:
    """The payload of a snapshot's frame."""
    return json.dumps({"name": name, "time_s": time_s}).encode() + b"\n" + chunk.pack(sketch)


def settings_only(sketch: Sketch) -> bytes:
    """How a sketch's picture is made, as bytes that are the same for the same settings."""
    bare = Sketch.blank(1, 1)
    take_settings(bare, sketch)
    return chunk.pack(bare)


def take_settings(sketch: Sketch, other: Sketch) -> None:
    """Let the picture of one sketch be made as that of another is."""
    sketch.chain, sketch.domain = other.chain, other.domain
    sketch.seed, sketch.blend = other.seed, other.blend
    sketch.style, sketch.weights = other.style, dict(other.weights)
    sketch.photograph, sketch.from_photograph = other.photograph, other.from_photograph
    sketch.reference = other.reference


def _take(told: Replay, frame: Frame, handle: int) -> None:
    labels = told.sketch.labels
    match frame.kind:
        case Kind.DONE:
            told.done.append(frame.place)
        case Kind.UNDONE:
            told.undone.append(frame.place)
        case Kind.STEP:
            patch = Patch.unpack(frame.payload, labels.shape)
            patch.apply(labels)
            if not patch.is_done_on(labels):
                patch.apply(labels)
                raise BadPatch("it follows on another map")
            told.done.append(frame.place)
            told.dead_bytes += sum(bytes_of(handle, place) for place in told.undone)
            del told.undone[:]
        case Kind.UNDO:
            _patch_at(handle, told.done[-1], told).apply(labels)
            told.undone.append(told.done.pop())
        case Kind.REDO:
            _patch_at(handle, told.undone[-1], told).apply(labels)
            told.done.append(told.undone.pop())
        case Kind.SETTINGS:
            take_settings(told.sketch, chunk.unpack(frame.payload))
        case Kind.SNAPSHOT:
            facts = json.loads(frame.payload[:_SNAPSHOT_HEAD_BYTES].partition(b"\n")[0])
            told.snapshots.append(Snapshot(str(facts["name"]), float(facts["time_s"]), frame.place))
        case Kind.SAVED:
            facts = json.loads(frame.payload)
            told.document, told.is_unsaved = str(facts["document"]), bool(facts["is_unsaved"])
            told.coming = str(facts.get("coming", ""))
        case _:
            raise InputError(_NEWER)
    if frame.kind in (Kind.STEP, Kind.UNDO, Kind.REDO, Kind.SETTINGS):
        told.is_unsaved = True
    if frame.kind in (Kind.UNDO, Kind.REDO, Kind.SETTINGS, Kind.SAVED):
        told.dead_bytes += frame.end - frame.place


def _patch_at(handle: int, place: int, told: Replay) -> Patch:
    return Patch.unpack(frame_at(handle, place).payload, told.sketch.labels.shape)


def bytes_of(handle: int, place: int) -> int:
    """How many bytes the frame at a place takes."""
    return OVERHEAD_BYTES + int.from_bytes(os.pread(handle, 4, place), "big")
