"""The journal's file as a row of frames, each sealed by a digest that depends on all frames before it.

A frame is 4 bytes of length, 1 of kind, the payload, and 8 bytes of BLAKE2b over the digest before, the kind and the
payload. So a frame that is changed, missing, moved or doubled ends what can be read, and a file that was cut at any
byte reads as what was whole before the cut.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

MAGIC = b"sketch-studio journal 1\n"

_HEAD = struct.Struct(">IB")
_DIGEST_BYTES = 8
MOST_PAYLOAD_BYTES = 64 << 20
OVERHEAD_BYTES = _HEAD.size + _DIGEST_BYTES


class Kind(IntEnum):
    """What a frame tells."""

    SKETCH = ord("B")
    """The drawing as it is here (`studio.sketch.chunk`); steps before it are below, those behind follow on it."""
    DONE = ord("d")
    """A patch that has been applied to the SKETCH already."""
    UNDONE = ord("r")
    """A patch that has been taken back from the SKETCH already; the one to redo first comes last."""
    STEP = ord("s")
    """A patch: a step that was taken here."""
    UNDO = ord("u")
    REDO = ord("U")
    SETTINGS = ord("c")
    """How the picture is made from here on: a sketch whose labels mean nothing."""
    SNAPSHOT = ord("n")
    """A name, a time, and a whole sketch."""
    SAVED = ord("v")
    """Which bytes the document's file has, and whether they hold the drawing as it is here."""


class DamagedJournal(ValueError):
    """A frame's digest is wrong."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame, where it begins in the file, and where the next one does."""

    kind: int
    payload: bytes
    place: int
    end: int


def sealed(kind: int, payload: bytes, before: bytes) -> tuple[bytes, bytes]:
    """A frame's bytes behind a frame with the digest `before`, and its own digest."""
    digest = _digest(kind, payload, before)
    return _HEAD.pack(len(payload), kind) + payload + digest, digest


def first_digest() -> bytes:
    """The digest that the first frame follows on."""
    return MAGIC[-_DIGEST_BYTES:]


def frames_of(handle: int, size: int) -> Iterator[Frame]:
    """The whole frames of a journal of `size` bytes, from its beginning; ends before the first that is not whole."""
    if os.pread(handle, len(MAGIC), 0) != MAGIC:
        return
    place, before = len(MAGIC), first_digest()
    while place + OVERHEAD_BYTES <= size:
        length, kind = _HEAD.unpack(os.pread(handle, _HEAD.size, place))
        end = place + OVERHEAD_BYTES + length
        if length > MOST_PAYLOAD_BYTES or end > size:
            return
        rest = os.pread(handle, length + _DIGEST_BYTES, place + _HEAD.size)
        payload, digest = rest[:length], rest[length:]
        if digest != _digest(kind, payload, before):
            return
        yield Frame(kind, payload, place, end)
        place, before = end, digest


def frame_at(handle: int, place: int) -> Frame:
    """The frame that begins at a place; DamagedJournal where it is not whole."""
    head = os.pread(handle, _DIGEST_BYTES + _HEAD.size, place - _DIGEST_BYTES)
    if len(head) < _DIGEST_BYTES + _HEAD.size:
        raise DamagedJournal("the journal ends too early")
    length, kind = _HEAD.unpack_from(head, _DIGEST_BYTES)
    if length > MOST_PAYLOAD_BYTES:
        raise DamagedJournal("a frame is too long")
    rest = os.pread(handle, length + _DIGEST_BYTES, place + _HEAD.size)
    payload, digest = rest[:length], rest[length:]
    if digest != _digest(kind, payload, head[:_DIGEST_BYTES]):
        raise DamagedJournal("a frame's digest is wrong")
    return Frame(kind, payload, place, place + OVERHEAD_BYTES + length)


def _digest(kind: int, payload: bytes, before: bytes) -> bytes:
    hasher = hashlib.blake2b(before, digest_size=_DIGEST_BYTES)
    hasher.update(_HEAD.pack(len(payload), kind))
    hasher.update(payload)
    return hasher.digest()
