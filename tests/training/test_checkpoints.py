"""Checkpoints survive what machines do to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lightning_modules.checkpoint_io import SafeCheckpointIO, newest_checkpoint, read_checkpoint
from studio.errors import InputError


@pytest.fixture
def two_saved(tmp_path: Path) -> Path:
    """A folder into which step 1 and then step 2 were saved."""
    for step in (1, 2):
        SafeCheckpointIO().save_checkpoint({"step": step, "values": list(range(1000))}, tmp_path / "last.ckpt")
    return tmp_path


def step_of(folder: Path) -> int:
    return int(read_checkpoint(newest_checkpoint(folder))["step"])


def test_the_last_two_checkpoints_are_kept_and_nothing_else(two_saved: Path) -> None:
    assert sorted(path.name for path in two_saved.iterdir()) == [
        "last.ckpt",
        "last.ckpt.sha256",
        "previous.ckpt",
        "previous.ckpt.sha256",
    ]
    assert step_of(two_saved) == 2


@pytest.mark.parametrize("harm", ["cut", "flip", "gone"])
def test_a_damaged_last_checkpoint_gives_way_to_the_one_before(harm: str, two_saved: Path) -> None:
    last = two_saved / "last.ckpt"
    data = bytearray(last.read_bytes())
    if harm == "cut":
        last.write_bytes(data[: len(data) // 2])
    elif harm == "flip":
        data[len(data) // 3] ^= 1
        last.write_bytes(data)
    else:
        last.unlink()
    assert step_of(two_saved) == 1


def test_a_kill_before_the_digest_was_written_loses_nothing(two_saved: Path) -> None:
    (two_saved / "last.ckpt.sha256").unlink()
    assert step_of(two_saved) == 2


def test_a_folder_without_a_whole_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "last.ckpt").write_bytes(b"half")
    with pytest.raises(InputError, match="no whole checkpoint"):
        newest_checkpoint(tmp_path)
