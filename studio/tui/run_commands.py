"""What the screen of runs asks for: every call waits, so call it in a thread; StudioError says what went wrong.

Beginning and resuming go through the command line in a process of their own: torch never comes into this one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from studio.errors import InputError, StudioError
from studio.runs.folder import RunFolder
from studio.runs.launch import let_it_save
from studio.weights.card import Card
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store

_OURS = "studio: "


@dataclass(frozen=True)
class Wish:
    """A run to begin, as the form has it; empty texts are left to the command's defaults."""

    generator: str
    preset: str = ""
    data: str = "world"
    minutes: str = ""
    name: str = ""
    settings: str = ""

    def words(self) -> list[str]:
        """The command that begins it."""
        words = ["train", self.generator, f"--data={self.data or 'world'}"]
        words += [f"--preset={self.preset}"] if self.preset else []
        words += [f"--name={self.name}"] if self.name else []
        changes = [f"max_minutes={self.minutes}"] if self.minutes else []
        return [*words, *(f"--set={change}" for change in (*changes, *self.settings.split()))]


@dataclass(frozen=True)
class Taken:
    """A run's weights in the store, and after how many batches they were taken."""

    card: Card
    batch: int


class RunCommands:
    """Beginning, stopping and resuming runs, and taking their weights."""

    def begin(self, wish: Wish) -> str:
        """Begin a run, and wait until it trains; its name."""
        return str(_studio(*wish.words())["name"])

    def stop(self, folder: Path) -> None:
        """Let the run save and end."""
        try:
            RunFolder(folder).ask_to_stop()
        except OSError as fault:
            raise StudioError(f"{folder} can't be written: {fault.strerror}") from fault

    def resume(self, folder: Path, minutes: str = "") -> None:
        """Go on with the run, with a budget of so many minutes in all where one is given; wait until it trains."""
        _studio("runs", "resume", str(folder), *([f"--set=max_minutes={minutes}"] if minutes else []))

    def weights(self, folder: Path, store: Store) -> Taken:
        """The run's weights as they are now, in the store under its own name; a trainer at work saves first."""
        run = RunFolder(folder)
        let_it_save(run)
        with tempfile.TemporaryDirectory(prefix="studio-weights-") as scratch:
            made = Path(scratch) / f"{run.name}.safetensors"
            _studio("runs", "export", str(folder), "-o", str(made))
            card = import_checkpoint(made, store, name=store_name(run.name), replace=True)
            return Taken(card, int(json.loads(made.with_suffix(".json").read_text())["batches"]))


def store_name(run: str) -> str:
    """What the weights of a run are called in the store."""
    return "run-" + (re.sub(r"[^a-z0-9._-]+", "-", run.lower()).strip("-._") or "unnamed")[:60]


def _studio(*words: str) -> dict[str, object]:
    """What a studio command answers with --json; InputError or StudioError with its own complaint."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "studio.cli.main", *words, "--json"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        start_new_session=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.splitlines()
        complaint = next((line.removeprefix(_OURS) for line in lines if line.startswith(_OURS)), "")
        kind = InputError if done.returncode == InputError.exit_code else StudioError
        raise kind(complaint or (lines[-1] if lines else f"exit {done.returncode}"))
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        return {}
