"""How commands end: each kind of error has its exit code, and no traceback reaches the user."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from studio.cli.endings import exit_code_of
from studio.errors import InputError, Interrupted, StudioError


def raising(error: BaseException) -> Callable[[], int]:
    def command() -> NoReturn:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (StudioError("it broke"), 1, "studio: it broke\n"),
        (InputError("one\ntwo\nthree\nfour"), 2, "studio: one\ntwo\nthree\n"),
        (Interrupted("go on with the same command"), 75, "studio: go on with the same command\n"),
        (KeyboardInterrupt(), 130, "stopped\n"),
        (InputError("bad \x1b[31mname\x9b\u202e"), 2, "studio: bad �[31mname��\n"),
    ],
)
def test_each_kind_of_error_has_its_exit_code_and_safe_words(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(raising(error)) == code
    assert capsys.readouterr() == ("", said)


def test_a_fault_of_ours_is_one_line_and_its_traceback_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert exit_code_of(raising(ZeroDivisionError("oh"))) == 1
    said = capsys.readouterr().err
    log = next(tmp_path.rglob("faults.log"))
    assert said == f"studio: this is a fault of the studio (ZeroDivisionError); details in {log}\n"
    assert "ZeroDivisionError: oh" in log.read_text()


def test_a_fault_is_told_even_where_no_log_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert exit_code_of(raising(ZeroDivisionError())) == 1
    assert "no log could be written" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error_to_talk_about(tmp_path: Path) -> None:
    command = f"{sys.executable} -m studio.cli.main plugins list --json | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stderr == ""
    assert done.stdout.strip() in {"0", "1"}


def test_help_and_version_answer_on_stdout() -> None:
    command = [sys.executable, "-m", "studio.cli.main"]
    helped = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
    assert {"render", "plugins", "data", "train"} <= set(helped.stdout.split())
    assert "studio render coast.png -o picture.png" in helped.stdout
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("sketch-studio ")


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/secret/x"), 2, "/secret/x can't be used"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "long.png"), 2, "long.png can't be used"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "No space left"),
    ],
)
def test_what_the_system_refuses_is_no_fault_of_the_studio(
    capsys: pytest.CaptureFixture[str], fault: OSError, code: int, said: str
) -> None:
    assert exit_code_of(raising(fault)) == code
    told = capsys.readouterr().err
    assert said in told
    assert "fault of the studio" not in told


@pytest.mark.parametrize(
    ("arguments", "stdout", "stderr", "code"),
    [
        (["--help"], "/dev/null", "/dev/null", 0),
        (["plugins", "--help"], "/dev/null", "/dev/null", 0),
        (["plugins", "list"], "/dev/full", "/dev/null", 1),
        (["render", "nowhere.png", "-o", "x.png"], "/dev/null", "/dev/full", 2),
    ],
)
def test_streams_that_take_little_or_nothing(
    tmp_path: Path, arguments: list[str], stdout: str, stderr: str, code: int
) -> None:
    command = [sys.executable, "-m", "studio.cli.main", *arguments]
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "XDG_STATE_HOME": str(tmp_path)}
    with open(stdout, "w") as out, open(stderr, "w") as err:
        assert subprocess.run(command, stdout=out, stderr=err, env=plain, check=False).returncode == code
