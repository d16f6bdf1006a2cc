"""A few batches of a generator's own trainer, through the command line as users begin and resume it."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path


class ShortTraining:
    """Runs below `folder`; `more` are arguments of `studio train`. AssertionErrors say what went wrong."""

    def __init__(self, generator: str, folder: Path, more: tuple[str, ...] = ()) -> None:
        self._generator = generator
        self._folder = folder
        self._more = more

    def begin(self, name: str, batches: int) -> bytes:
        """Train that many batches; the weight file's bytes."""
        budget = ("--set", f"steps={batches}", "--set", "world_pairs=12", *self._more)
        place = ("--foreground", "--out", str(self._folder / name), "--threads", "1")
        return self._run(name, "train", self._generator, *place, *budget)

    def resume(self, name: str, batches: int) -> bytes:
        """Go on until there are that many in all; the weight file's bytes."""
        return self._run(name, "runs", "resume", str(self._folder / name), "--foreground", "--set", f"steps={batches}")

    def _run(self, name: str, *arguments: str) -> bytes:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "studio.cli.main", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        said = ended.stderr.strip()[-300:]
        assert ended.returncode == 0, f"studio {arguments[0]} {arguments[1]} ended with {ended.returncode}: {said}"
        lines = (self._folder / name / "metrics.jsonl").read_text().splitlines()
        assert lines, "no batch was logged"
        last = json.loads(lines[-1])
        losses = [value for key, value in last.items() if key not in ("batch", "epoch", "fraction", "seconds")]
        assert losses, "training_step returned no loss, and logged none"
        assert all(math.isfinite(loss) for loss in losses), f"a loss is not finite: {last}"
        (file,) = (self._folder / name / "weights").glob("*.safetensors")
        return file.read_bytes()
