"""The journal's file: locked, appended to, or replaced whole."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path

from studio.sketch.frames import Frame, Kind, first_digest, frame_at, sealed
from studio.sketch.one_writer import claim
from studio.sketch.replay import Replay, bytes_of, replay
from studio.sketch.rewriting import Written

_DIGEST_BYTES = 8


class JournalFile:
    """The file at `path`, made where it isn't there, and locked as long as it is open.

    `told` is what it said when it was opened, None where it tells of no drawing. What can't be read at its end stays
    until something is written. `fault` says why something could not be written; nothing more is until all is replaced.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fault: OSError | None = None
        self.lock = threading.RLock()
        self._handle = claim(path)
        try:
            self.told: Replay | None = replay(self._handle)
        except BaseException:
            os.close(self._handle)
            raise
        self.size = self.told.end if self.told else 0
        self._has_tail = self.told is not None and not self.told.is_whole
        self._digest = os.pread(self._handle, _DIGEST_BYTES, self.size - _DIGEST_BYTES) if self.told else first_digest()

    @property
    def is_open(self) -> bool:
        """Whether it can be written to."""
        return self._handle >= 0

    @property
    def has_rubbish(self) -> bool:
        """Whether the file has bytes, but tells of no drawing."""
        return self.told is None and os.fstat(self._handle).st_size > 0

    def append(self, kind: Kind, payload: bytes) -> int | None:
        """Write a frame; its place, or None, with `fault` set, where it can't be written."""
        if self.fault is not None:
            return None
        data, digest = sealed(kind, payload, self._digest)
        place = self.size
        try:
            if self._has_tail:  # what could not be read must never follow on what is written now
                os.ftruncate(self._handle, place)
                self._has_tail = False
            written = os.pwrite(self._handle, data, place)
            while written < len(data):
                written += os.pwrite(self._handle, data[written:], place + written)
        except OSError as error:
            self.fault = error
            with suppress(OSError):
                os.ftruncate(self._handle, place)
            return None
        self._digest, self.size = digest, place + len(data)
        return place

    def frame(self, place: int) -> Frame:
        """The frame at a place; DamagedJournal or OSError where it can't be read."""
        with self.lock:
            return frame_at(self._handle, place)

    def bytes_at(self, place: int) -> int:
        """How many bytes the frame at a place takes; 0 where that can't be read."""
        with suppress(OSError):
            return bytes_of(self._handle, place)
        return 0

    def sync(self) -> OSError | None:
        """Let the disk confirm what was written; what went wrong, with that or with writing."""
        with self.lock:
            handle = os.dup(self._handle)  # of our own, as the file may be replaced while the disk takes its time
        try:
            os.fdatasync(handle)
        except OSError as error:
            return error
        finally:
            os.close(handle)
        return self.fault

    def become(self, handle: int, temporary: Path, written: Written) -> None:
        """Let a new file, open as `handle` and locked, take this one's place; OSError, and nothing changed."""
        os.replace(temporary, self.path)
        old, self._handle = self._handle, handle
        os.close(old)
        self._digest, self.size, self.fault = written.digest, written.end, None
        self._has_tail = False

    def set_aside(self) -> Path:
        """Copy the file as it is to another name beside it, for what could not be read of it; that name."""
        aside = self.path.with_name(f"{self.path.name}.{time.strftime('%Y%m%d-%H%M%S')}.damaged")
        shutil.copyfile(self.path, aside)
        return aside

    def move(self, path: Path) -> None:
        """Let the file have another name; OSError where it can't."""
        os.rename(self.path, path)
        self.path = path

    def close(self) -> None:
        """Let others draw; the file stays."""
        with self.lock:
            if self.is_open:
                os.close(self._handle)
                self._handle = -1

    def remove(self) -> None:
        """Delete the file, and let others draw; one that isn't ours any more stays."""
        with self.lock:
            if self.is_open:
                with suppress(OSError):
                    self.path.unlink()
                self.close()
