"""One writer at a time: a journal is locked by the studio that draws, and free as soon as that one ends."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

from studio.errors import InputError

_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


class InUse(InputError):
    """Another studio draws on this document."""


def claim(path: Path) -> int:
    """The file, made where it isn't there, open and locked; InUse where another studio has locked it, OSError."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            lock(handle)
            with suppress(FileNotFoundError):
                ours, there = os.fstat(handle), os.stat(path)
                if (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino):
                    return handle
        except BlockingIOError:
            os.close(handle)
            raise InUse("another studio draws on it") from None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its owner replaced or removed it while we opened it: the lock of an old file means nothing


def lock(handle: int) -> None:
    """Lock an open file until it is closed; BlockingIOError where another studio has locked it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _NO_LOCKS:  # some network file systems know no locks
            raise
