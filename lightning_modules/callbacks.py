"""What happens beside the training steps: saving, metrics, progress, stopping on request."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import pytorch_lightning as pl
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from lightning_modules.base import RecipeModule
from lightning_modules.checkpoint_io import LAST, CheckpointNotSaved
from lightning_modules.ranks import any_of_us
from studio.runs.folder import ASKED_SAVE

_TRY_AGAIN_S = 60.0


class Saving(pl.Callback):
    """A checkpoint every few minutes, after the last batch, and when a file `control/save` asks for one; `last.ckpt` is
    always whole.

    (Not when training has ended: by then Lightning has closed the epoch, and a resumed run would start another.)
    """

    def __init__(self, run_folder: Path, minutes: float) -> None:
        self._path = run_folder / "checkpoints" / LAST
        self._request = run_folder / ASKED_SAVE
        self._seconds = minutes * 60
        self._next = time.monotonic() + self._seconds

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
        if trainer.should_stop:
            trainer.save_checkpoint(self._path)
        elif trainer.world_size == 1 and self._request.exists():
            self._try(trainer)
            self._request.unlink(missing_ok=True)
        elif any_of_us(time.monotonic() >= self._next, module.device):
            self._try(trainer)

    def _try(self, trainer: pl.Trainer) -> None:
        """Save; where there is no room for it, say so, go on, and try again soon: room may be made meanwhile."""
        try:
            trainer.save_checkpoint(self._path)
            self._next = time.monotonic() + self._seconds
        except CheckpointNotSaved as fault:
            print(f"warning: {fault}; the training goes on", file=sys.stderr, flush=True)
            self._next = time.monotonic() + min(self._seconds, _TRY_AGAIN_S)


class Metrics(pl.Callback):
    """One JSON line every N batches in `metrics.jsonl`: where the run is, how fast, and the losses' means."""

    def __init__(self, path: Path, every: int) -> None:
        self._path = path
        self._every = every
        self._since = time.monotonic()
        self._pictures = 0

    def on_train_start(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        assert isinstance(module, RecipeModule)
        self._since = time.monotonic()

    def on_train_batch_end(
        self, trainer: pl.Trainer, module: pl.LightningModule, outputs: Any, batch: Any, *rest: Any
    ) -> None:
        assert isinstance(module, RecipeModule)
        self._pictures += len(batch[0]) * trainer.world_size
        if module.budget.batches_done % self._every and not trainer.should_stop:
            return
        now = time.monotonic()
        line = {
            "batch": module.budget.batches_done,
            "epoch": trainer.current_epoch,
            "fraction": round(module.budget.fraction, 5),
            "seconds": round(module.budget.seconds_done, 1),
            "images_per_second": round(self._pictures / max(now - self._since, 1e-9), 2),
            **{name: round(value, 5) for name, value in module.take_metrics().items()},
        }
        self._since, self._pictures = now, 0
        with self._path.open("a") as file:
            file.write(json.dumps(line) + "\n")
        module.latest = line


class ProgressLine(pl.Callback):
    """A bar on stderr where that is a terminal; otherwise a plain line every half minute."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._plain_s = 30.0
        self._told = 0.0
        self._bar: Progress | None = None

    def on_train_start(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        if sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>4.1f} %"))
            self._bar = Progress(
                *columns, TimeElapsedColumn(), TextColumn("{task.fields[losses]}"), console=Console(stderr=True)
            )
            self._bar.add_task(self._title, total=1.0, losses="")
            self._bar.start()

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
        assert isinstance(module, RecipeModule)
        losses = _in_short(module.latest)
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=module.budget.fraction, losses=losses)
        elif module.latest and time.monotonic() - self._told >= self._plain_s:
            self._told = time.monotonic()
            print(f"{self._title}: {module.budget.fraction:.1%} · {losses}", file=sys.stderr, flush=True)

    def on_train_end(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self._stop()

    def on_exception(self, trainer: pl.Trainer, module: pl.LightningModule, exception: BaseException) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None


_NOT_LOSSES = ("batch", "epoch", "fraction", "seconds")


def _in_short(line: dict[str, Any]) -> str:
    losses = [
        f"{name} {value:.3g}" for name, value in line.items() if name not in ("batch", "epoch", "fraction", "seconds")
    ]
    return " ".join([f"batch {line['batch']}", *losses]) if line else ""


class StopOnRequest(pl.Callback):
    """SIGTERM, SIGHUP, Ctrl-C or a file `control/stop` end the run at the next batch; a second Ctrl-C at once."""

    _signals = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

    def __init__(self, control: Path) -> None:
        self._file = control / "stop"
        self._before: dict[int, Any] = {}
        self.requested = False
        self.reason = ""

    def on_train_start(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self._before = {number: signal.signal(number, self._request) for number in self._signals}

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
        if self._file.exists():
            self._file.unlink(missing_ok=True)
            self._ask("stopped as asked")
        if any_of_us(self.requested, module.device):
            self._ask("stopped as asked")
            trainer.should_stop = True

    def on_train_end(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self._restore()

    def on_exception(self, trainer: pl.Trainer, module: pl.LightningModule, exception: BaseException) -> None:
        self._restore()

    def _request(self, number: int, frame: FrameType | None) -> None:
        if self.requested and number == signal.SIGINT:
            raise KeyboardInterrupt
        # A viewer that asks by the file knocks with a signal too.
        self._ask("stopped as asked" if self._file.exists() else f"stopped by {signal.Signals(number).name}")

    def _ask(self, reason: str) -> None:
        self.requested, self.reason = True, self.reason or reason

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}
