"""Logs are found again, never grow without end, and a place that can't be written is no error."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from studio.render.log_files import SIZE_LIMIT_BYTES, log_file


def test_an_overgrown_log_is_set_aside_and_a_fresh_one_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    first = log_file("worker-toy")
    assert first
    first.write_bytes(b"x" * (SIZE_LIMIT_BYTES + 1))
    second = log_file("worker-toy")
    assert second == first
    assert second.read_bytes() == b""
    assert second.with_suffix(".log.old").stat().st_size == SIZE_LIMIT_BYTES + 1


def test_a_user_without_a_home_gets_no_log_and_no_folder_called_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda name: f"~/.local/state/{name}/log")
    assert log_file("faults") is None
    assert list(tmp_path.iterdir()) == []
