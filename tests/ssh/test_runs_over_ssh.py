"""Training over SSH: lines drop, the run goes on, and whoever comes back finds it where it is."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from loopback import Terminal

from studio.runs.folder import RunFolder
from studio.runs.state import RUNNING
from studio_data.datasets.pairs import write_world_pairs

STUDIO = Path(sys.executable).parent / "studio"
ROUNDS = int(os.environ.get("STUDIO_SSH_ROUNDS", "3"))
SETTINGS = "network=tiny load_size=36 crop_size=32 batch=2 d_channels=4 l1=1 perceptual=0 validation=4 log_every=1"

pytestmark = pytest.mark.skipif(
    shutil.which("ssh") is None or shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin") is None,
    reason="needs OpenSSH's ssh and sshd",
)


def at(ssh: list[str], home: Path, words: str) -> Terminal:
    line = f"cd {home} && HOME={home} STUDIO_RUNS={home}/runs LANG=C.UTF-8 {STUDIO} {words}"
    return Terminal([*ssh, line], {**os.environ, "TERM": "xterm-256color"})


def told_batch(terminal: Terminal) -> int:
    """The batch that the watching terminal shows."""
    line = " ".join(line for line in terminal.screen.display if "batch" in line)
    return int(line.split("batch", 1)[1].split()[0])


def test_a_run_outlives_every_line_and_is_found_again(ssh: list[str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_world_pairs(home / "pairs", 24, size=40, seed=0, supersample=1, workers=1)
    changes = " ".join(f"--set {change}" for change in SETTINGS.split())
    begun = at(ssh, home, f"train unet --data pairs --name mine --threads 1 --set epochs=100000 {changes}")
    begun.wait_for(lambda screen: "trains on its own" in " ".join(screen.display), 90)
    begun.hang_up()
    run = RunFolder(home / "runs" / "mine")
    try:
        for _ in range(ROUNDS):
            before = run.state()
            assert before.status == RUNNING
            watching = at(ssh, home, "runs watch mine")
            watching.wait_for(lambda screen: any("batch" in line for line in screen.display), 30)
            shown, now = told_batch(watching), json.loads((run.path / "state.json").read_text())["batch"]
            assert before.batch <= shown <= now
            watching.hang_up()
        time.sleep(2.5)  # one more heartbeat than the last look
        assert run.state().status == RUNNING
        assert run.state().batch > before.batch
    finally:
        run.ask_to_stop()
