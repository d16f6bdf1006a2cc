"""An environment of its own with everything that the project's has, in a second: no package is installed twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

PLACES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")


class FreshVenv:
    """A venv whose Python finds the packages of this one too, and the user's folders below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=False)
        self.python = folder / "venv" / "bin" / "python"
        ours = sysconfig.get_path("purelib")
        (self.site / "packages-of-the-project.pth").write_text(f"import site; site.addsitedir({ours!r})\n")

    @property
    def site(self) -> Path:
        """Its site-packages."""
        return self.folder / "venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"

    def run(self, *command: object, answer: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the venv's Python with these arguments, offline."""
        # As pip reads it, "0" means: build without an environment of its own, which it would have to download.
        offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_CONFIG_FILE": os.devnull}
        places = {name: str(self.folder / name.lower()) for name in PLACES}
        return subprocess.run(
            [self.python, *map(str, command)],
            env={**os.environ, **places, **offline, "OMP_NUM_THREADS": "1", "PYTHONPATH": "", **environment},
            cwd=self.folder,
            input=answer,
            capture_output=True,
            text=True,
            check=False,
        )

    def studio(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `studio ARGUMENTS`."""
        return self.run("-m", "studio.cli.main", *arguments, **environment)


def copy_of(project: Path, folder: Path) -> Path:
    """A copy of a project's folder, so that building it leaves nothing in the repository."""
    return Path(shutil.copytree(project, folder / project.name, ignore=shutil.ignore_patterns("__pycache__", "build")))
