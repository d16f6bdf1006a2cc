"""The lock that a trainer holds for as long as it lives: the system frees it, however the process ends.

So "crashed" is told from "running" without guessing by process ids, and two trainers can't share a folder.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from studio.errors import InputError

FILE = "run.lock"
_PATIENCE_S = 1.0  # somebody who only looks holds it for a moment


class RunLock:
    """An exclusive flock on `run.lock`; a child that inherits the descriptor holds it too."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @classmethod
    def take(cls, folder: Path) -> RunLock:
        """Lock the run in `folder`; InputError where a trainer has it."""
        descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        last = time.monotonic() + _PATIENCE_S
        while not _locked(descriptor, fcntl.LOCK_EX):
            if time.monotonic() > last:
                os.close(descriptor)
                raise InputError(
                    f"{folder} is being trained already: studio runs watch {folder.name} shows it, "
                    f"studio runs stop {folder.name} ends it"
                )
            time.sleep(0.05)
        return cls(descriptor)

    @classmethod
    def inherited(cls, descriptor: int) -> RunLock:
        """The lock that the parent process took and handed down; this process's children don't get it."""
        os.set_inheritable(descriptor, False)
        return cls(descriptor)

    def close(self) -> None:
        """Let go of this copy of the descriptor; the lock is free when the last one is closed."""
        os.close(self.descriptor)


def is_held(folder: Path) -> bool:
    """Whether a trainer is alive in `folder`."""
    try:
        descriptor = os.open(folder / FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _locked(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
