"""Checkpoints written without pause: kills leave a whole one behind, and whoever reads meanwhile gets a whole one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from lightning_modules.checkpoint_io import SafeCheckpointIO, read_newest

SCRIPT = """
import os, random, signal, sys, time
from pathlib import Path
import torch
from lightning_modules.checkpoint_io import SafeCheckpointIO, newest_checkpoint, read_checkpoint

folder, kills = Path(sys.argv[1]), int(sys.argv[2])
chance = random.Random(0)

def write_for_ever(first):
    number = first
    while True:
        number += 1
        weights = {str(part): torch.full((250_000,), float(number)) for part in range(4)}
        SafeCheckpointIO().save_checkpoint({"number": number, **weights}, folder / "last.ckpt")

def newest():
    checkpoint = read_checkpoint(newest_checkpoint(folder))
    parts = {float(value) for part in range(4) for value in checkpoint[str(part)].unique()}
    assert parts == {float(checkpoint["number"])}, parts
    return checkpoint["number"]

zeros = {str(part): torch.zeros(250_000) for part in range(4)}
SafeCheckpointIO().save_checkpoint({"number": 0, **zeros}, folder / "last.ckpt")
reached, writes = 0, 0
for _ in range(kills):
    child = os.fork()
    if not child:
        write_for_ever(reached)
    time.sleep(0.001 + chance.random() * 0.04)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    now = newest()
    assert now >= reached, (now, reached)
    writes += now - reached
    reached = now
print(writes)
"""


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no second file system at /dev/shm")
def test_every_kill_leaves_a_checkpoint_that_can_be_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), "200"],
        env={**os.environ, "TMPDIR": "/dev/shm", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10  # it was killed among real writes


WRITER = """
import sys
import time
from pathlib import Path
import torch
from lightning_modules.checkpoint_io import SafeCheckpointIO

number = 0
while True:
    number += 1
    checkpoint = {"number": number, "weights": torch.full((50,), float(number))}
    SafeCheckpointIO().save_checkpoint(checkpoint, Path(sys.argv[1]))
    time.sleep(0.005)  # so that whoever reads has a chance between two of them on a busy machine too
"""


def test_whoever_reads_while_it_is_written_gets_a_whole_one(tmp_path: Path) -> None:
    SafeCheckpointIO().save_checkpoint({"number": 0, "weights": torch.zeros(50)}, tmp_path / "last.ckpt")
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "last.ckpt")]) as writer:
        try:
            numbers = set()
            until = time.monotonic() + 120
            while len(numbers) < 100 and time.monotonic() < until:
                checkpoint = read_newest(tmp_path)
                assert set(checkpoint["weights"].tolist()) == {float(checkpoint["number"])}
                numbers.add(checkpoint["number"])
        finally:
            writer.kill()
    assert len(numbers) == 100  # each read met another checkpoint
