"""Writing a file so that the old one stays whole until the new one is."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from studio.errors import InputError, StudioError

_KEPT_OF_A_NAME = 100

_ASKS_THE_USER = {
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "that place is read-only",
    errno.ENAMETOOLONG: "the name is too long",
}


def check_writable(path: Path) -> None:
    """InputError in words when a file can't be written at `path`; leaves nothing behind."""
    # os.path asks without raising where pathlib raises on folders that may not be searched
    folder = path.parent
    if os.path.isdir(path):
        raise InputError(f"{path} is a folder; name a file in it")
    if not os.path.isdir(folder):
        raise InputError(f"the folder {folder} isn't there; make it first, or save somewhere else")
    if os.path.exists(path) and not os.path.isfile(path):
        raise InputError(f"{path} isn't a regular file; save somewhere else")
    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise InputError(f"{path} is read-only; save under another name")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"the folder {folder} can't be written to; save somewhere else")


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path` at once: a temporary file in the same folder, fsync, rename, fsync of the folder.

    Follows a symbolic link to its target and keeps an old file's permission bits. When anything fails, the old file is
    as it was, nothing else is left, and InputError or StudioError says why.
    """
    target = Path(os.path.realpath(path))
    check_writable(target)
    temporary = temporary_beside(target)
    try:
        try:
            _write(temporary, data, _mode_of(target))
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise _in_words(path, error) from error
    try:
        _sync_folder(target.parent)
    except OSError as error:
        raise StudioError(
            f"{path} is written, but the disk didn't confirm it ({error.strerror}); save again"
        ) from error


def temporary_beside(target: Path) -> Path:
    """A name in the folder of a file for what will take its place; nobody else has it."""
    return target.parent / f".studio-{target.name[:_KEPT_OF_A_NAME]}-{secrets.token_hex(6)}.tmp"


def sweep(target: Path) -> None:
    """Delete what a killed process left of replacing a file; only its one writer may do so."""
    with suppress(OSError):
        name = glob.escape(target.name[:_KEPT_OF_A_NAME])
        for leftover in target.parent.glob(f".studio-{name}-{'[0-9a-f]' * 12}.tmp"):
            leftover.unlink()


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data` to an open file; OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _write(path: Path, data: bytes, mode: int | None) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        if mode is not None:
            os.fchmod(handle, mode)
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems have no folders to sync
            raise
    finally:
        os.close(handle)


def _in_words(path: Path, error: OSError) -> StudioError:
    reason = _ASKS_THE_USER.get(error.errno or 0)
    if reason:
        return InputError(f"{path} wasn't saved: {reason}; save somewhere else")
    return StudioError(f"{path} wasn't saved: {error.strerror or error}; what was there before is untouched")
