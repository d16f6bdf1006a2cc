"""`state.json`: where a run stands, as its trainer last wrote it."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import StudioError
from studio.sketch.atomic import write_atomically

STARTING, RUNNING, INTERRUPTED, FAILED, DONE = "starting", "running", "interrupted", "failed", "done"
CRASHED = "crashed"
"""Never written: a run that says it is alive and whose trainer is gone."""
ALIVE = (STARTING, RUNNING)
FILE = "state.json"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_BLOCK_BYTES = 4096


@dataclass(frozen=True)
class RunState:
    """One moment of a run.

    fraction: the part of the budget that is spent, 0 to 1. seconds: of training, all sittings together; eta_s: what is
    left at this speed, None while nobody knows. reason: why it ended, and exit_code with what, where it never got to
    train; note: what it is doing, or what a viewer should know. time: UTC, when this was written.
    """

    status: str
    reason: str = ""
    note: str = ""
    pid: int = 0
    host: str = ""
    batch: int = 0
    epoch: int = 0
    fraction: float = 0.0
    seconds: float = 0.0
    eta_s: float | None = None
    exit_code: int | None = None
    time: str = ""


def write_state(folder: Path, state: RunState) -> None:
    """Put `state` into `folder`, with this process and the time on it; whole or not at all."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    here = dataclasses.replace(state, pid=os.getpid(), host=socket.gethostname(), time=now)
    data = json.dumps(dataclasses.asdict(here)).encode() + b"\n"
    try:
        write_atomically(folder / FILE, data)
    except StudioError as fault:
        if getattr(fault.__cause__, "errno", None) not in _FULL or not _written_over(folder / FILE, data):
            raise


def _written_over(path: Path, data: bytes) -> bool:
    """Whether `data` fits over the file that is there: on a full disk its block is all that a run still has."""
    if len(data) > _BLOCK_BYTES:
        return False
    try:
        handle = os.open(path, os.O_WRONLY)
    except OSError:
        return False
    try:
        whole = data.ljust(os.fstat(handle).st_size)  # JSON may end in blanks
        return os.pwrite(handle, whole, 0) == len(whole)
    except OSError:
        return False
    finally:
        os.close(handle)


def read_state(folder: Path) -> RunState | None:
    """The state in `folder`; None where none can be read. Entries that are not known are left out."""
    try:
        facts: dict[str, Any] = json.loads((folder / FILE).read_text())
        known = {field.name for field in dataclasses.fields(RunState)}
        return RunState(**{name: value for name, value in facts.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None
