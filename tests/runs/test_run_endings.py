"""However a run ends, its state is right, one line says what happened, and nothing that was trained is lost."""

from __future__ import annotations

import errno
import hashlib
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_runs import Runs, ended, until

from studio.errors import StudioError
from studio.runs.folder import RunFolder
from studio.runs.state import (
    ALIVE,
    CRASHED,
    DONE,
    FAILED,
    INTERRUPTED,
    RUNNING,
    STARTING,
    RunState,
    read_state,
    write_state,
)
from studio.sketch import atomic

LONG = {"epochs": 2000}


def trains(run: RunFolder) -> bool:
    return run.state().status == RUNNING and bool(run.metrics())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_saves_and_ends_with_75(number: signal.Signals, runs: Runs) -> None:
    command = [sys.executable, "-m", "studio.cli.main", *runs.words("unet", "mine", **LONG), "--foreground"]
    process = subprocess.Popen(command, env=runs.environment(), stderr=subprocess.PIPE, text=True)
    run = runs.run("mine")
    until(lambda: trains(run))
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 75
    assert f"stopped by {number.name}" in told.splitlines()[-1]
    assert "Traceback" not in told
    assert run.state().status == INTERRUPTED
    assert (run.path / "checkpoints" / "last.ckpt").is_file()


def test_a_signal_before_the_first_batch_ends_it_too(runs: Runs) -> None:
    command = [sys.executable, "-m", "studio.cli.main", *runs.words("unet", "mine", **LONG), "--foreground"]
    process = subprocess.Popen(command, env=runs.environment(), stderr=subprocess.PIPE, text=True)
    run = runs.run("mine")
    until(lambda: run.state().status == STARTING and run.state().pid == process.pid)
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 75
    assert run.state().status == INTERRUPTED


def test_a_closed_terminal_leaves_the_run_alone(runs: Runs) -> None:
    child, terminal = pty.fork()
    if child == 0:
        words = [sys.executable, "-m", "studio.cli.main", *runs.words("unet", "mine", **LONG)]
        os.execve(sys.executable, words, runs.environment())
    run = runs.run("mine")
    until(lambda: trains(run))
    os.close(terminal)  # the window is gone, and with it whatever hangs on it
    os.waitpid(child, 0)
    reached = run.metrics()[-1]["batch"]
    until(lambda: run.metrics()[-1]["batch"] > reached + 5)
    runs.studio("runs", "stop", "mine")


def test_a_killed_trainer_is_called_crashed(runs: Runs) -> None:
    run = runs.begin(**LONG)
    until(lambda: trains(run))
    os.kill(run.state().pid, signal.SIGKILL)
    until(lambda: run.state().status == CRASHED, 5)
    assert "crashed" in runs.studio("runs", "list").stdout
    assert "last checkpoint is kept" in runs.studio("runs", "show", "mine").stdout


def test_a_damaged_last_checkpoint_costs_no_more_than_the_time_since_the_one_before(runs: Runs) -> None:
    whole = runs.begin(name="whole", epochs=4)
    assert ended(whole).status == DONE
    run = runs.begin(epochs=4)
    until(lambda: (run.path / "checkpoints" / "previous.ckpt").is_file() and trains(run))
    os.kill(run.state().pid, signal.SIGKILL)
    until(lambda: run.state().status == CRASHED)
    last = run.path / "checkpoints" / "last.ckpt"
    data = bytearray(last.read_bytes())
    data[len(data) // 2] ^= 0x40
    last.write_bytes(data)
    runs.studio("runs", "resume", "mine")
    assert ended(run).status == DONE
    assert "the last one is damaged" in run.state().note
    assert digest(run) == digest(whole)


def test_without_any_whole_checkpoint_it_says_so_and_touches_nothing(runs: Runs) -> None:
    run = runs.begin(**LONG)
    until(lambda: (run.path / "checkpoints" / "previous.ckpt").is_file())
    os.kill(run.state().pid, signal.SIGKILL)
    until(lambda: run.state().status == CRASHED)
    for path in (run.path / "checkpoints").glob("*.ckpt"):
        path.write_bytes(b"no checkpoint")
    refused = runs.studio("runs", "resume", "mine", check=False)
    assert refused.returncode == 2
    assert "no whole checkpoint" in refused.stderr
    assert run.metrics()
    assert run.config()["recipe"]["network"] == "tiny"


def test_no_room_for_a_checkpoint_fails_in_one_line(runs: Runs) -> None:
    """No file may grow beyond 150 kB: too little for a checkpoint, and enough for all that tells of it."""
    command = [sys.executable, "-m", "studio.cli.main", *runs.words("unet", "mine", epochs=3), "--foreground"]
    done = subprocess.run(
        command,
        env=runs.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000)),
    )
    run = runs.run("mine")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "can't be written" in done.stderr.splitlines()[-1]
    assert "the training goes on" in done.stderr  # it tried, went on, and tried again
    assert run.state().status == FAILED
    assert run.metrics()[-1]["batch"] == 30
    assert not [path for path in (run.path / "checkpoints").iterdir() if "tmp" in path.name]


def test_a_full_disk_still_takes_the_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_state(tmp_path, RunState(RUNNING, note="a longer note than the next state has", batch=7))
    monkeypatch.setattr(atomic, "_write", full)
    write_state(tmp_path, RunState(INTERRUPTED, batch=9))
    state = read_state(tmp_path)
    assert state is not None
    assert (state.status, state.batch, state.note) == (INTERRUPTED, 9, "")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudioError, match="No space left"):
        write_state(tmp_path / "empty", RunState(RUNNING))


def test_a_clock_set_back_changes_nothing(runs: Runs) -> None:
    run = runs.begin(**LONG)
    until(lambda: trains(run))
    runs.studio("runs", "stop", "mine")
    reached = run.state().batch
    later = time.time() + 10**6  # as if all of it had been written next week
    for path in (run.path, *run.path.rglob("*")):
        os.utime(path, (later, later))
    runs.studio("runs", "resume", "mine")
    until(lambda: run.state().batch > reached)
    assert run.state().status in ALIVE
    assert (run.state().eta_s or 0) >= 0
    runs.studio("runs", "stop", "mine")
    assert run.state().seconds < 1000


def digest(run: RunFolder) -> str:
    weights: Path | None = run.weights()
    assert weights is not None
    return hashlib.sha256(weights.read_bytes()).hexdigest()
