"""A run as others see it: its folder, read only."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from studio.runs.lock import FILE as LOCK
from studio.runs.lock import is_held
from studio.runs.state import ALIVE, CRASHED, FAILED, RunState, read_state
from studio.runs.state import FILE as STATE

CONFIG, METRICS, LOG, PREFLIGHT = "config.json", "metrics.jsonl", "run.log", "preflight.json"
SAMPLES, SKETCH_SAMPLES, SKETCH = "samples", "samples-sketch", "control/sketch.png"
ASKED_SAMPLE, ASKED_SAVE = "control/sample", "control/save"
HARDWARE = "hardware.json"
# What `studio train` calls a recipe of this kind, where it has another name.
GENERATOR_OF_KIND = {"pix2pix": "unet", "picture-pairs": "pix2pix", "scene": "spade", "styled": "tsit"}
_GONE = "the trainer is gone (killed, or the machine went down); its last checkpoint is kept"
_NEVER = "the trainer never wrote a word"


class RunFolder:
    """What a run's folder tells; every call reads anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name

    @property
    def began(self) -> float:
        """When the run was made, in seconds since 1970."""
        return (self.path / CONFIG).stat().st_mtime

    def config(self) -> dict[str, Any]:
        """Recipe, data and start; empty where it can't be read."""
        try:
            facts: dict[str, Any] = json.loads((self.path / CONFIG).read_text())
        except (OSError, ValueError):
            return {}
        return facts

    @property
    def generator(self) -> str:
        """What it trains, as `studio train` calls it; "?" where that can't be read."""
        recipe = self.config().get("recipe")
        kind = str(recipe.get("kind", "?")) if isinstance(recipe, dict) else "?"
        return GENERATOR_OF_KIND.get(kind, kind)

    def state(self) -> RunState:
        """Where the run stands; one that says it is alive and isn't has crashed."""
        # The lock first: a trainer that ends between the two looks has written its end before it lets go.
        alive = is_held(self.path)
        state = read_state(self.path)
        if state is None:
            return RunState(ALIVE[0] if alive else FAILED, "" if alive else _NEVER)
        if state.status in ALIVE and not alive:
            return dataclasses.replace(state, status=CRASHED, reason=_GONE, eta_s=None)
        return state

    def preflight(self) -> dict[str, Any]:
        """What was measured before the first batch; empty until then."""
        try:
            facts: dict[str, Any] = json.loads((self.path / PREFLIGHT).read_text())
        except (OSError, ValueError):
            return {}
        return facts

    def metrics(self) -> list[dict[str, Any]]:
        """Every whole line of `metrics.jsonl`; a line that a kill tore is left out."""
        return read_lines(self.path / METRICS)

    def samples(self) -> list[Path]:
        """Sample sheets, the newest last."""
        return sorted((self.path / SAMPLES).glob("*.png"))

    def sketch_samples(self) -> list[Path]:
        """A viewer's sketch as this run draws it, the newest last."""
        return sorted((self.path / SKETCH_SAMPLES).glob("*.png"))

    def ask_for_samples(self) -> None:
        """Let the trainer draw its sheets after the batch that it is at."""
        self._ask(ASKED_SAMPLE)

    def ask_to_save(self) -> None:
        """Let the trainer save a checkpoint after the batch that it is at; the request is gone when that is done."""
        self._ask(ASKED_SAVE)

    def is_asked_to_save(self) -> bool:
        """Whether a checkpoint was asked for and is not there yet."""
        return (self.path / ASKED_SAVE).exists()

    def has_checkpoint(self) -> bool:
        """Whether there is anything to go on from, or to export."""
        return any((self.path / "checkpoints").glob("*.ckpt"))

    def weights(self) -> Path | None:
        """The finished weights, if the run got that far."""
        return next(iter(sorted((self.path / "weights").glob("*.safetensors"))), None)

    def log_tail(self, lines: int = 40) -> list[str]:
        """The end of what the trainer said."""
        try:
            text = (self.path / LOG).read_text(errors="replace")
        except OSError:
            return []
        return text.splitlines()[-lines:]

    def has_trained(self) -> bool:
        """Whether something would be lost if another run took this folder."""
        return is_held(self.path) or self.has_checkpoint() or self.weights() is not None

    def forget(self) -> None:
        """Delete a run that never came to train; nothing where it did."""
        if self.has_trained():
            return
        for name in (CONFIG, PREFLIGHT, HARDWARE, LOG, STATE, LOCK, "control/stop"):
            (self.path / name).unlink(missing_ok=True)
        for folder in (self.path / "control", self.path):
            with suppress(OSError):  # somebody's own files are in it, or it is not there
                folder.rmdir()

    def _ask(self, file: str) -> None:
        (self.path / "control").mkdir(exist_ok=True)
        (self.path / file).touch()

    def ask_to_stop(self) -> None:
        """Let the trainer save and end after the batch that it is at; from another machine too, through the folder."""
        self._ask("control/stop")
        state = self.state()
        if state.status in ALIVE and state.pid and state.host == socket.gethostname():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(state.pid, signal.SIGTERM)  # it may still be starting, and look at no files yet


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file of lines, in order; what isn't one is left out."""
    try:
        text = path.read_text(errors="replace")
    except OSError:
        return []
    found = []
    for line in text.splitlines():
        try:
            fact = json.loads(line)
        except ValueError:
            continue
        if isinstance(fact, dict):
            found.append(fact)
    return found
