"""`studio data world`, as one types it."""

from __future__ import annotations

import argparse
import errno
import subprocess
import sys
from pathlib import Path

import pytest

from studio.cli import data
from studio.errors import InputError, StudioError
from studio_data.datasets import growing_folder, world_pairs
from studio_data.datasets.pairs import PairFolder


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="studio")
    data.add_parser(parser.add_subparsers())
    args = parser.parse_args(["data", "world", *map(str, words)])
    code: int = args.run(args)
    return code


def small(folder: Path, count: int) -> tuple[str | Path, ...]:
    return ("--count", str(count), "--out", folder, "--size", "16", "--supersample", "1", "--workers", "1")


def test_it_writes_the_pairs_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*small(tmp_path / "pairs", 3)) == 0
    assert len(PairFolder(tmp_path / "pairs")) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "3 of 3 pairs" in told.err
    assert f"3 pairs of 16×16 pixels in {tmp_path / 'pairs'}" in told.err


def test_ctrl_c_leaves_a_folder_that_the_same_command_finishes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = world_pairs.draw_pair

    def interrupted_at_two(out: Path, recipe: world_pairs.PairRecipe, index: int) -> str:
        if index == 2:
            raise KeyboardInterrupt
        return draw(out, recipe, index)

    with monkeypatch.context() as patch:
        patch.setattr(world_pairs, "draw_pair", interrupted_at_two)
        assert run(*small(tmp_path, 4)) == 130
    assert "stopped at 2 of 4 pairs; the same command goes on from there" in capsys.readouterr().err
    assert run(*small(tmp_path, 4)) == 0
    assert len(PairFolder(tmp_path)) == 4


def test_a_bad_count_is_wrong_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="count is 0"):
        run(*small(tmp_path, 0))


def test_a_full_disk_is_a_failure_and_no_wrong_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(growing_folder, "replace_text", full)
    with pytest.raises(StudioError, match="No space left") as failure:
        run(*small(tmp_path, 1))
    assert failure.value.exit_code == 1


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys, argparse; from studio.cli import data\n"
        "data.add_parser(argparse.ArgumentParser().add_subparsers())\n"
        "print([name for name in ('numpy', 'scipy', 'rich', 'torch', 'studio_data') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert told.stdout.strip() == "[]", told.stderr
