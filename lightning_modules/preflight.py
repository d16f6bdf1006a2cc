"""Before hours are spent: the data looked at, the disk measured, and two real steps taken and thrown away."""

from __future__ import annotations

import dataclasses
import json
import resource
import shutil
import time
from dataclasses import dataclass
from typing import Any

import pytorch_lightning as pl
import torch

from lightning_modules.base import RecipeModule
from lightning_modules.data_module import PairData
from lightning_modules.lightning_trainer import lightning_hints_off
from lightning_modules.picture_stream import PictureData
from lightning_modules.run import prepare, start_from_init, trainer_for
from lightning_modules.run_folder import Run
from lightning_modules.settling import Settled, a_batch, settle
from studio.errors import InputError
from studio.runs.folder import PREFLIGHT
from studio.runs.words import preflight_lines
from studio.sketch.atomic import write_atomically

_STEPS = 2
_MIB = 2**20
_KEPT = 3
"""Checkpoints that lie on the disk at once: the last, the one before, and the one being written."""


@dataclass(frozen=True)
class Preflight:
    """What was found. seconds_per_epoch and seconds_in_all are estimates from two steps, the first one left out."""

    pictures: int
    held_out: int
    batches_per_epoch: int
    seconds_per_batch: float
    seconds_per_epoch: float
    seconds_in_all: float
    peak_mib: int
    where: str
    disk_mib: int
    disk_free_mib: int
    parameters: int
    settled: tuple[str, ...]


def preflight(run: Run) -> list[str]:
    """Try the run in its own folder, write `preflight.json`, and return what to tell; InputError says what won't do.

    The modules and streams that take the steps are thrown away: the run itself begins as if they had never been.
    """
    config = run.config
    trainer_for(run, Settled("fp32"), [], shared=True)  # such devices and such a strategy there must be
    # Pairs that will be drawn into memory are drawn there once, by the run itself.
    trial = dataclasses.replace(config, reuse="none") if config.reuse == "memory" and run.data == "world" else config
    torch.manual_seed(config.seed)
    module, data = prepare(dataclasses.replace(run, config=trial))
    if run.init and not getattr(config, "freeze_norms", False):  # for those, it is a pass over many pictures
        start_from_init(run, module, data)
    needed = _checkpoint_bytes(module) * _KEPT
    free = shutil.disk_usage(run.folder).free
    if free < needed:
        raise InputError(
            f"{run.folder}: {free // _MIB} MiB are free there, and the run's checkpoints need {needed // _MIB} MiB"
        )
    settled = settle(run, module, a_batch(data, config))
    seconds = _seconds_per_batch(run, settled, module, data)
    batches = len(data.stream)
    found = Preflight(
        pictures=len(data.stream.indices),
        held_out=0 if data.held_out is data.stream else len(data.held_out.indices),
        batches_per_epoch=batches,
        seconds_per_batch=round(seconds, 3),
        seconds_per_epoch=round(seconds * batches, 1),
        seconds_in_all=round(_in_all(run, seconds * batches), 1),
        peak_mib=_peak_mib(),
        where=torch.cuda.get_device_name() if torch.cuda.is_available() else f"CPU, {torch.get_num_threads()} threads",
        disk_mib=needed // _MIB,
        disk_free_mib=free // _MIB,
        parameters=sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad),
        settled=settled.lines,
    )
    write_atomically(run.folder / PREFLIGHT, json.dumps(dataclasses.asdict(found)).encode() + b"\n")
    return preflight_lines(dataclasses.asdict(found))


def _in_all(run: Run, seconds_per_epoch: float) -> float:
    bounds = [run.config.epochs * seconds_per_epoch, run.config.max_minutes * 60]
    return min(bound for bound in bounds if bound > 0)


def _seconds_per_batch(run: Run, settled: Settled, module: RecipeModule, data: PairData | PictureData) -> float:
    """What a real step takes; the first one, which sets things up, is not counted where there is a second."""
    ends: list[float] = []

    class Clock(pl.Callback):
        def on_train_batch_end(self, trainer: pl.Trainer, *rest: Any) -> None:
            if torch.cuda.is_available():
                torch.cuda.synchronize()
            ends.append(time.monotonic())
            trainer.should_stop = len(ends) >= _STEPS

    begun = time.monotonic()
    with lightning_hints_off():
        trainer_for(run, settled, [Clock()]).fit(module, datamodule=data)
    before, last = [begun, *ends][-2:]
    return last - before


def _checkpoint_bytes(module: RecipeModule) -> int:
    """Weights and buffers as they are, and two more numbers for every trained one (Adam's moments)."""
    held = sum(int(tensor.numel() * tensor.element_size()) for tensor in module.state_dict().values())
    trained = sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad)
    return held + 8 * trained


def _peak_mib() -> int:
    if torch.cuda.is_available():
        return int(torch.cuda.max_memory_reserved() / _MIB)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // _MIB
