"""What a user calls a plugin to install: a name on PyPI, a wheel, a folder, or a git URL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from studio.errors import InputError

_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\[[A-Za-z0-9._, -]*\])?\s*([=<>!~]=?[^;@/\s]+)?")
_GIT = re.compile(r"(git\+)?((https|ssh|git|file)://\S+)")
_ARCHIVES = (".whl", ".tar.gz", ".zip")
_PROJECT = ("pyproject.toml", "setup.py")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an installer takes. by_name: it is looked up in an index, where somebody else may own the name."""

    text: str
    editable: bool = False
    by_name: bool = False


def parse_requirement(text: str, *, editable: bool = False) -> Requirement:
    """The requirement that a user means; InputError in words where it is none of the four."""
    path = Path(text).expanduser()
    if text.startswith("-") or not text.strip():
        raise InputError(f"{text!r} is nothing to install: give a name on PyPI, a wheel, a folder or a git URL")
    if path.is_dir():
        if not any((path / name).is_file() for name in _PROJECT):
            raise InputError(f"{path} can't be installed: there is no pyproject.toml in it")
        return Requirement(str(path.resolve()), editable)
    if editable:
        raise InputError(f"--editable takes a folder with a pyproject.toml, and {text} is none")
    if text.endswith(_ARCHIVES) and "://" not in text:
        if not path.is_file():
            raise InputError(f"there is no file {path}")
        return Requirement(str(path.resolve()))
    return _from_afar(text)


def _from_afar(text: str) -> Requirement:
    if text.startswith("git@") and ":" in text:  # as git itself is told: git@host:owner/name
        host, _, place = text.partition(":")
        return Requirement(f"git+ssh://{host}/{place}")
    if found := _GIT.fullmatch(text):
        is_archive = not found[1] and text.partition("#")[0].endswith(_ARCHIVES)
        return Requirement(text if is_archive else f"git+{found[2]}")
    if "/" in text or text.startswith("."):
        raise InputError(f"there is no folder and no file {text}")
    if not _NAME.fullmatch(text.strip()):
        raise InputError(f"{text} is no name of a distribution; give a name on PyPI, a wheel, a folder or a git URL")
    return Requirement(text.strip(), by_name=True)
