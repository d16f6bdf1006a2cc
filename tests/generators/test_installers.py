"""What is told to pip, uv and pipx, and what a user may call a plugin to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio.errors import InputError, StudioError
from studio.generators.installing import environment
from studio.generators.installing.constraints import constraint_lines
from studio.generators.installing.environment import Environment, this_environment
from studio.generators.installing.requirement import Requirement, parse_requirement

LIMITS = Path("/c.txt")
INK = Requirement("studio-ink", by_name=True)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("studio-ink", "studio-ink"),
        ("studio-ink==1.2", "studio-ink==1.2"),
        ("https://example.org/ink.git", "git+https://example.org/ink.git"),
        ("git+https://example.org/ink@v1", "git+https://example.org/ink@v1"),
        ("git@example.org:me/ink.git", "git+ssh://git@example.org/me/ink.git"),
        ("https://example.org/ink-1-py3-none-any.whl", "https://example.org/ink-1-py3-none-any.whl"),
    ],
)
def test_what_users_write_is_understood(text: str, means: str) -> None:
    wanted = parse_requirement(text)
    assert wanted.text == means
    assert wanted.by_name == text.startswith("studio-ink")


@pytest.mark.parametrize("text", ["", "--target=/", "no/such/folder", "gone.whl", "two names", "name @ https://x/y"])
def test_what_is_nothing_to_install_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_requirement(text)


def test_a_folder_needs_a_project_in_it_and_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ink").mkdir()
    with pytest.raises(InputError, match="there is no pyproject"):
        parse_requirement("ink")
    (tmp_path / "ink" / "pyproject.toml").touch()
    assert parse_requirement("./ink", editable=True) == Requirement(str(tmp_path / "ink"), editable=True)


def test_every_installer_gets_the_constraints_and_none_may_reinstall_what_is_there() -> None:
    for here in (Environment("venv", "/v/python", "pip"), Environment("uv tool", "/v/python", "/bin/uv")):
        command = here.install(INK, LIMITS)
        assert " ".join(command).endswith("--constraint /c.txt studio-ink")
        assert "/v/python" in command
    by_pipx = Environment("pipx", "/v/python", "/bin/pipx")
    assert by_pipx.install(INK, LIMITS)[1:3] == ("inject", "--pip-args=--constraint /c.txt")
    assert "--leave-deps" in by_pipx.remove("studio-ink")  # otherwise it would take numpy along


def test_a_uv_tool_without_uv_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    (tmp_path / "uv-receipt.toml").touch()
    with pytest.raises(StudioError, match="uv is not on the PATH"):
        this_environment()


def test_a_python_of_the_system_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setattr(environment.sysconfig, "get_path", lambda name: str(tmp_path))  # type: ignore[attr-defined]
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    with pytest.raises(InputError, match=r"(?s)a place of its own\npython3 -m venv ~/studio"):
        this_environment()


def test_torch_and_textual_stay_and_the_rest_keeps_within_what_the_studio_needs() -> None:
    lines = constraint_lines()
    assert {line.partition("==")[0] for line in lines if "==" in line} >= {"torch", "textual", "sketch-studio"}
    assert any(line.startswith("numpy>=") for line in lines)
