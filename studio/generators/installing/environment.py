"""The environment that the studio runs in, and who installs into it: pip, pipx or uv."""

from __future__ import annotations

import json
import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from studio.errors import InputError, StudioError
from studio.generators.installing.requirement import Requirement

Kind = Literal["venv", "system", "pipx", "uv tool"]


@dataclass(frozen=True, slots=True)
class Environment:
    """What kind of environment it is, and the program that installs into it.

    `python` is its interpreter; `installer` is "pip" (a module of that Python), or the path of pipx or uv.
    """

    kind: Kind
    python: str
    installer: str

    @property
    def reports(self) -> bool:
        """Whether the installer can say where each distribution came from."""
        return self.installer == "pip"

    def install(
        self, wanted: Requirement, constraints: Path, *, report: Path | None = None, wheels_only: bool = False
    ) -> tuple[str, ...]:
        """The command that installs `wanted`, with everything that `constraints` names kept where it is."""
        what = ("--editable", wanted.text) if wanted.editable else (wanted.text,)
        limits = ("--constraint", str(constraints), *(("--only-binary", ":all:") if wheels_only else ()))
        if self.kind == "pipx" and self.installer != "pip":
            editable = ("--editable",) if wanted.editable else ()
            named = Path(sys.prefix).name
            return (
                self.installer,
                "inject",
                *editable,
                f"--pip-args={' '.join(limits)}",
                named,
                wanted.text,
            )
        if self.installer == "pip":
            told = ("--report", str(report)) if report else ()
            pip = (self.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
            return (*pip, *limits, *told, *what)
        return (self.installer, "pip", "install", "--python", self.python, *limits, *what)

    def remove(self, distribution: str) -> tuple[str, ...]:
        """The command that removes a distribution. Nothing of it is imported."""
        if self.kind == "pipx" and self.installer != "pip":
            return (self.installer, "uninject", "--leave-deps", Path(sys.prefix).name, distribution)
        if self.installer == "pip":
            return (self.python, "-m", "pip", "uninstall", "--disable-pip-version-check", "--yes", distribution)
        return (self.installer, "pip", "uninstall", "--python", self.python, distribution)


def this_environment() -> Environment:
    """The one that this process runs in; InputError or StudioError with the mend where nothing can be installed."""
    prefix = Path(sys.prefix)
    if (prefix / "uv-receipt.toml").is_file():
        return Environment("uv tool", sys.executable, _program("uv", "this studio was installed by uv"))
    if (prefix / "pipx_metadata.json").is_file():
        return Environment("pipx", sys.executable, shutil.which("pipx") or _pip_or_uv())
    if sys.prefix != sys.base_prefix:
        return Environment("venv", sys.executable, _pip_or_uv())
    return _of_the_system()


def _of_the_system() -> Environment:
    if (Path(sysconfig.get_path("stdlib")) / "EXTERNALLY-MANAGED").is_file():
        raise InputError(
            "this Python is the system's, which lets nobody else install packages; give the studio a place of its own\n"
            "python3 -m venv ~/studio && ~/studio/bin/pip install sketch-studio"
        )
    if not os.access(sysconfig.get_path("purelib"), os.W_OK):
        raise InputError(
            f"{sysconfig.get_path('purelib')} can't be written: install the studio into a venv of your own"
        )
    return Environment("system", sys.executable, _pip_or_uv())


def _pip_or_uv() -> str:
    if find_spec("pip") is not None:
        return "pip"
    return _program("uv", "there is no pip in this environment")


def _program(name: str, why: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise StudioError(f"{why}, and {name} is not on the PATH: put it there and try again")
    return found


def reported(report: Path) -> dict[str, str]:
    """Where each distribution that pip installed came from, with its hash, by name as written; empty if unknown."""
    try:
        facts = json.loads(report.read_text(encoding="utf-8"))
        return {one["metadata"]["name"]: _address(one["download_info"]) for one in facts["install"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _address(download: dict[str, object]) -> str:
    archive = download.get("archive_info")
    hashes = archive.get("hashes") if isinstance(archive, dict) else None
    digest = hashes.get("sha256") if isinstance(hashes, dict) else None
    return f"{download['url']}#sha256={digest}" if digest else ""
