"""Starting a trainer that outlives whoever started it: a session of its own, no terminal, its words in `run.log`."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from studio.runs.folder import LOG, RunFolder
from studio.runs.lock import RunLock
from studio.runs.state import RUNNING, STARTING, RunState, write_state

TRAINER = "lightning_modules.trainer"
_EYE_S = 0.1
_SAVING_PATIENCE_S = 60.0
_children: list[subprocess.Popen[bytes]] = []  # kept, so that a viewer that stays open can bury those that have ended


def launch(folder: Path, *, resume: bool = False, arguments: tuple[str, ...] = ()) -> RunFolder:
    """Begin, or go on with, the run whose `config.json` lies in `folder`, and return at once.

    The lock is taken here and handed down, so that there is no moment without it. InputError where the run is being
    trained already.
    """
    lock = RunLock.take(folder)
    try:
        write_state(folder, RunState(STARTING, note="loading torch"))
        (folder / "control" / "stop").unlink(missing_ok=True)
        command = [sys.executable, "-P", "-m", TRAINER, str(folder), "--lock", str(lock.descriptor), *arguments]
        with (folder / LOG).open("ab") as log:
            child = subprocess.Popen(
                [*command, *(["--resume"] if resume else [])],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(lock.descriptor,),
            )
        _children[:] = [child, *(other for other in _children if other.poll() is None)]
    finally:
        lock.close()
    return RunFolder(folder)


def wait_while(run: RunFolder, statuses: tuple[str, ...], *, seconds: float) -> RunState:
    """The run's state once its status is none of `statuses`, or when the time is over."""
    last = time.monotonic() + seconds
    while (state := run.state()).status in statuses and time.monotonic() < last:
        time.sleep(_EYE_S)
    return state


def let_it_save(run: RunFolder) -> None:
    """Ask a trainer at work for a fresh checkpoint; where that takes too long, the newest one there is has to do."""
    if run.state().status != RUNNING:
        return
    try:
        run.ask_to_save()
    except OSError:  # somebody else's run: read only
        return
    last = time.monotonic() + _SAVING_PATIENCE_S
    while run.is_asked_to_save() and run.state().status == RUNNING and time.monotonic() < last:
        time.sleep(_EYE_S)
