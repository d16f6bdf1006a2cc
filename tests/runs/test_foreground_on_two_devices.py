"""`studio train --foreground --devices 2`: it ends as a run on one device does, and goes on where it was stopped."""

from __future__ import annotations

import signal
import subprocess
import sys

from small_runs import Runs, until

from studio.runs.state import DONE, INTERRUPTED, RUNNING

LONG = {"epochs": 2000, "devices": 2, "precision": "fp32"}


def test_ctrl_c_saves_on_both_and_the_run_goes_on_to_its_end(runs: Runs) -> None:
    command = [sys.executable, "-m", "studio.cli.main", *runs.words("unet", "mine", **LONG), "--foreground"]
    process = subprocess.Popen(
        command, env=runs.environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    run = runs.run("mine")
    until(lambda: run.state().status == RUNNING and bool(run.metrics()))
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 75
    assert "stopped by SIGINT" in told.splitlines()[-1]
    assert "Traceback" not in told
    stopped = run.state()
    assert stopped.status == INTERRUPTED
    assert (run.path / "checkpoints" / "last.ckpt").is_file()

    more = ("--set", "epochs=1", "--foreground")
    done = runs.studio("runs", "resume", "mine", *more)
    assert done.returncode == 0, done.stderr
    assert run.state().status == DONE
    batches = [line["batch"] for line in run.metrics()]
    assert batches == sorted(set(batches))  # none twice, none by both processes
    assert run.state().batch >= stopped.batch
    assert list((run.path / "weights").glob("*.safetensors"))
