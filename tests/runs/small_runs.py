"""Small runs of every recipe, in a home of their own, by the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.runs.folder import RunFolder
from studio.runs.state import ALIVE, RunState

PATIENCE_S = 120.0

SMALL = {
    "unet": {"network": "tiny", "load_size": 36, "d_channels": 4, "l1": 1.0, "perceptual": 0.0, "validation": 4},
    "reader": {"validation": 4, "camera": False},
    "pix2pix": {"network": "resnet_6blocks", "channels": 4, "d_channels": 4, "load_size": 36},
    "stargan": {"channels": 4, "blocks": 1, "d_channels": 4, "d_layers": 3, "attributes": "hair"},
    "cartoongan": {"channels": 4, "blocks": 1, "d_channels": 4, "init": 0.3},
    "spade": {"channels": 2, "hidden": 4, "d_channels": 4, "d_layers": 3, "latent": 4, "perceptual": 0.0},
    "tsit": {"channels": 1, "d_channels": 2, "d_layers": 3, "latent": 4, "perceptual": 0.0},
}
"""Settings that make each recipe train in seconds."""
SIDE = {"spade": 64, "tsit": 256}
"""The smallest pictures that these two take; the others take 32²."""


@dataclass(frozen=True)
class Runs:
    """Where runs go, what they learn from, and the command that begins them."""

    home: Path
    data: dict[str, Path]

    def environment(self) -> dict[str, str]:
        """As a user has it, with runs at home here."""
        return {**os.environ, "STUDIO_RUNS": str(self.home), "PYTHONUNBUFFERED": "1"}

    def studio(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a studio command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "studio.cli.main", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def words(self, kind: str, name: str, **settings: Any) -> list[str]:
        """`studio train …` for a small run of `kind`."""
        common = {"batch": 2, "epochs": 3, "log_every": 1, "checkpoint_minutes": 0.003}
        side = SIDE.get(kind, 32)
        chosen = {**common, "crop_size": side, "load_size": side, **SMALL[kind], **settings}
        changes = [f"{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in chosen.items()]
        words = ["train", kind, "--data", str(self.data[kind]), "--name", name, "--threads", "1"]
        return [*words, *(word for change in changes for word in ("--set", change))]

    def begin(self, kind: str = "unet", name: str = "mine", **settings: Any) -> RunFolder:
        """Begin a detached run; it trains when this returns."""
        self.studio(*self.words(kind, name, **settings))
        return self.run(name)

    def run(self, name: str) -> RunFolder:
        """The run called `name`."""
        return RunFolder(self.home / name)


def until(true: Callable[[], Any], seconds: float = PATIENCE_S) -> None:
    """Wait until `true()`; fail when it takes too long."""
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last, "it took too long"
        time.sleep(0.02)


def ended(run: RunFolder) -> RunState:
    """The run's state once nobody trains it any more."""
    until(lambda: run.state().status not in ALIVE)
    return run.state()


def facts(done: subprocess.CompletedProcess[str]) -> Any:
    """What a command printed with --json."""
    return json.loads(done.stdout)
