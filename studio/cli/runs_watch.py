"""`studio runs watch`: follow a run by its files; any number of viewers may."""

from __future__ import annotations

import json
import sys
import time

from studio.cli.runs_telling import facts_of, progress_line
from studio.cli.talk import answer, say
from studio.runs.folder import RunFolder
from studio.runs.state import ALIVE, DONE, RunState

_LOOK_S = 0.5
_PLAIN_S = 10.0


def watch(run: RunFolder, *, as_json: bool) -> int:
    """Tell of `run` until it ends: exit code 0 when it is done, 75 when it can go on, 1 when it failed."""
    try:
        state = _follow(run, as_json)
    except KeyboardInterrupt:
        say(f"\n{run.name} goes on; look again with studio runs watch {run.name}")
        return 0
    say(f"{run.name}: {state.status}" + (f", {state.reason}" if state.reason else ""))
    if state.status == DONE:
        return 0
    return 1 if state.status == "failed" else 75


def _follow(run: RunFolder, as_json: bool) -> RunState:
    told: tuple[str, int] | None = None
    last = -_PLAIN_S
    in_place = not as_json and sys.stderr.isatty()
    while True:
        state = run.state()
        ended = state.status not in ALIVE
        if (state.status, state.batch) != told and (in_place or ended or time.monotonic() - last >= _PLAIN_S):
            told, last = (state.status, state.batch), time.monotonic()
            _tell(run, state, as_json, in_place)
        if ended:
            if in_place:
                say("")
            return state
        time.sleep(_LOOK_S)


def _tell(run: RunFolder, state: RunState, as_json: bool, in_place: bool) -> None:
    if as_json:
        answer(json.dumps(facts_of(run, state)))
    elif in_place:
        width = _columns()
        sys.stderr.write("\r" + progress_line(run, state)[:width].ljust(width))
        sys.stderr.flush()
    else:
        say(progress_line(run, state))


def _columns() -> int:
    import shutil

    return max(20, shutil.get_terminal_size().columns - 1)
