"""Where runs lie and what they are called."""

from __future__ import annotations

import os
import re
import secrets
import time
from pathlib import Path

import platformdirs

from studio.errors import InputError
from studio.runs.folder import CONFIG, RunFolder

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def runs_home() -> Path:
    """Where new runs go: STUDIO_RUNS, or the user's data folder."""
    chosen = os.environ.get("STUDIO_RUNS")
    return Path(chosen).absolute() if chosen else Path(platformdirs.user_data_dir("sketch-studio")) / "runs"


def all_runs(home: Path | None = None) -> list[RunFolder]:
    """Every run at home, the newest last."""
    folder = home or runs_home()
    if not folder.is_dir():
        return []
    found = [RunFolder(path) for path in folder.iterdir() if (path / CONFIG).is_file()]
    return sorted(found, key=lambda run: (run.began, run.name))


def find_run(name: str) -> RunFolder:
    """The run called `name` (the start of the name will do), or the one in the folder `name`; InputError otherwise."""
    path = Path(name)
    if name and (path / CONFIG).is_file():
        return RunFolder(path.absolute())
    runs = all_runs()
    exact = [run for run in runs if run.name == name]
    alike = exact or [run for run in runs if name and run.name.startswith(name)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise InputError(f"{name} may be any of {', '.join(run.name for run in alike[-5:])}: say more of the name")
    there = ", ".join(run.name for run in runs[-5:]) or "none yet (studio train GENERATOR begins one)"
    raise InputError(f"there is no run called {name!r}, and no run's folder of that name; there are: {there}")


def new_run_folder(generator: str, *, name: str | None = None, out: Path | None = None) -> Path:
    """Where a new run goes: `out`, or `name` at home, or a name made of the time; nothing is made yet."""
    if name is not None and not NAME.fullmatch(name):
        raise InputError(f"--name {name}: letters, digits, dots, dashes and underscores only, at most 80")
    made_up = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{generator}-{secrets.token_hex(2)}"
    folder = (out or runs_home() / (name or made_up)).absolute()
    if RunFolder(folder).has_trained():
        raise InputError(
            f"{folder} already holds a run: go on with studio runs resume {folder}, or choose another name"
        )
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise InputError(f"can't make the folder {folder}: {there} can't be written to")
    return folder
