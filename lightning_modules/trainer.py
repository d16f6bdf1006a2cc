"""The process that trains one run: `python -m lightning_modules.trainer FOLDER [--resume]`, begun by `studio train`.

Exit codes: 0 done, 1 failed, 2 wrong input, 75 stopped and can go on. What it says goes to stderr (of a detached run:
`run.log`); where it stands is in `state.json`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType

from lightning_modules.config_plugin import PluginConfig
from lightning_modules.first_process import is_first
from studio.errors import Interrupted, StudioError
from studio.runs.lock import RunLock
from studio.runs.state import ALIVE, FAILED, INTERRUPTED, STARTING, RunState, read_state, write_state

FAULT = 1
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def main() -> int:
    """Train what the folder says; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    parser.add_argument("--lock", type=int, metavar="DESCRIPTOR", help="the run's lock, taken by whoever began this")
    args = parser.parse_args()
    if not is_first():
        return _beside_the_first(args.folder, args.resume)
    if args.lock is None:
        return train_here(args.folder, resume=args.resume)
    return _sitting(RunLock.inherited(args.lock), args.folder, args.resume)


def train_here(folder: Path, *, resume: bool) -> int:
    """Begin or go on with the run in `folder` in this process; the exit code."""
    return _sitting(RunLock.take(folder), folder, resume)


def _sitting(lock: RunLock, folder: Path, resume: bool) -> int:
    """Work at the run in `folder`; however that ends, its state says so, in one line, and the exit code too."""
    before = {number: signal.signal(number, _stopped_early) for number in _SIGNALS}
    try:
        write_state(folder, RunState(STARTING, note="loading torch"))
        print(f"done: {_train(folder, resume)}", file=sys.stderr, flush=True)
    except StudioError as error:
        return _ended(folder, INTERRUPTED if isinstance(error, Interrupted) else FAILED, str(error), error.exit_code)
    except Exception as error:
        traceback.print_exc()
        return _ended(folder, FAILED, f"{type(error).__name__}: {error}".splitlines()[0], FAULT)
    finally:
        lock.close()
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _beside_the_first(folder: Path, resume: bool) -> int:
    """One more process of a run on several devices; the first one says how it ended."""
    from lightning_modules.run_folder import Run

    settle_threads(Run.read(folder).threads)
    from lightning_modules.run import train

    try:
        train(Run.read(folder), resume=resume)
    except Interrupted:
        return 0  # for anything else Lightning ends the first one too, which may not have finished
    except StudioError as error:
        return error.exit_code
    return 0


def _train(folder: Path, resume: bool) -> Path:
    from lightning_modules.run_folder import Run

    run = Run.read(folder)
    settle_threads(run.threads)
    if isinstance(run.config, PluginConfig):
        from lightning_modules.plugin_training import train_plugin

        return train_plugin(run, run.config, resume=resume)
    from lightning_modules.preflight import preflight
    from lightning_modules.run import train

    if not resume:
        write_state(folder, RunState(STARTING, note="looking at the data and trying two steps"))
        for line in preflight(run):
            print(line, file=sys.stderr, flush=True)
    return train(run, resume=resume)


def settle_threads(threads: int) -> None:
    """Settle threads and memory before torch is imported.

    Waiting threads sleep instead of spinning: where other programs run too, spinning made a step ten times slower.
    Tensors are taken in huge pages: each step asks for its memory anew, and small pages cost a fifth of it.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")
    if threads:
        os.environ["OMP_NUM_THREADS"] = str(threads)


def _stopped_early(number: int, frame: FrameType | None) -> None:
    """Before the first batch and after the last one there is nothing to finish first."""
    raise Interrupted(f"stopped by {signal.Signals(number).name}")


def _ended(folder: Path, status: str, reason: str, exit_code: int) -> int:
    """Say how it ended, and write it where the training itself has not done so already; the exit code."""
    print(reason, file=sys.stderr, flush=True)
    state = read_state(folder)
    if state is None or state.status in ALIVE:
        with suppress(OSError, StudioError):  # a full disk: the lock alone tells then that nobody trains
            write_state(folder, RunState(status, " ".join(reason.splitlines()), exit_code=exit_code))
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
