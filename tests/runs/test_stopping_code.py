"""`studio runs stop` ends with 0 only where everything was saved."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from studio.cli import runs
from studio.runs import launch
from studio.runs.folder import CONFIG, RunFolder
from studio.runs.lock import RunLock
from studio.runs.state import CRASHED, FAILED, INTERRUPTED, RUNNING, RunState, write_state


@pytest.mark.parametrize(("status", "code"), [(INTERRUPTED, 0), (FAILED, 1), (CRASHED, 1)])
def test_a_run_that_could_not_save_makes_stop_fail(
    status: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / CONFIG).write_text("{}")
    lock = RunLock.take(tmp_path)
    write_state(tmp_path, RunState(RUNNING, batch=3))
    monkeypatch.setattr(RunFolder, "ask_to_stop", lambda run: None)
    monkeypatch.setattr(launch, "wait_while", lambda run, statuses, *, seconds: RunState(status, "as it went"))
    asked = argparse.Namespace(runs_command="stop", name=str(tmp_path), json=False)
    try:
        assert runs.run(asked) == code
    finally:
        lock.close()
