"""Training with a plugin's own trainer: its LightningModule and DataModule, our folder, budget, saving and resuming."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytorch_lightning as pl
import torch

from lightning_modules.budget import Budget
from lightning_modules.callbacks import Saving, StopOnRequest
from lightning_modules.checkpoint_io import (
    LAST,
    PREVIOUS,
    SafeCheckpointIO,
    newest_checkpoint,
    read_checkpoint,
    read_newest,
)
from lightning_modules.config_plugin import PluginConfig
from lightning_modules.going_on import keep_lines_until, sweep
from lightning_modules.lightning_trainer import lightning_hints_off, quiet_trainer
from lightning_modules.plugin_callbacks import plugin_callbacks
from lightning_modules.plugin_progress import PluginProgress
from lightning_modules.run_folder import Run
from lightning_modules.weight_files import write_weights
from studio.errors import InputError, Interrupted, StudioError
from studio.generators import host
from studio.generators.specs import Generator, TrainingRun
from studio.runs.folder import METRICS
from studio.runs.state import DONE, FAILED, INTERRUPTED

Made = tuple[pl.LightningModule, pl.LightningDataModule]


def train_plugin(run: Run, config: PluginConfig, *, resume: bool) -> Path:
    """Train to the end of the budget and write the weights; returns their file. Interrupted when asked to stop."""
    spec = spec_of(config.generator)
    told = told_of(run, config, spec)
    torch.manual_seed(config.seed)
    module, data = made_by(spec, told)
    batches = [number for number in (config.steps, config.epochs * _epoch_length(data)) if number]
    progress = PluginProgress(
        run.folder, Budget(batches=min(batches, default=0), minutes=config.max_minutes), config.log_every
    )
    start = _start(run.folder) if resume else None
    run.write()
    sweep(run.folder)
    kept = read_checkpoint(start) if start else None
    if kept:
        keep_lines_until(run.folder / METRICS, _batches_in(kept))
        progress.note = f"went on from batch {_batches_in(kept)}"
    stop = StopOnRequest(run.folder / "control")
    # Progress comes before saving: a checkpoint must already see this batch as done.
    callbacks = [stop, progress, Saving(run.folder, config.checkpoint_minutes), *plugin_callbacks(told)]
    precision = "fp32" if config.precision == "auto" else config.precision
    trainer = quiet_trainer(precision, callbacks, folder=run.folder, plugins=[SafeCheckpointIO()])
    try:
        if kept is None or _fraction_in(kept, progress.budget) < 1:
            with lightning_hints_off():
                trainer.fit(module, datamodule=data, ckpt_path=start, weights_only=True)
        else:
            module.load_state_dict(kept["state_dict"])
        if stop.requested and progress.budget.fraction < 1:
            raise Interrupted(f"{stop.reason} at {progress.budget.fraction:.1%}")
        _export(module, spec, run, progress.budget.batches_done, run.weights)
    except Interrupted as end:
        progress.write(INTERRUPTED, str(end))
        raise Interrupted(f"{end}; go on with: studio runs resume {run.folder}") from end
    except BaseException as fault:
        progress.write(FAILED, " ".join(str(fault).split()) or type(fault).__name__)
        raise
    progress.write(DONE)
    return run.weights


def export_plugin(run: Run, config: PluginConfig, out: Path) -> None:
    """Write the weights of the run's newest checkpoint to `out`, whether it has ended or not."""
    spec = spec_of(config.generator)
    module, _ = made_by(spec, told_of(run, config, spec))
    kept = read_newest(run.folder / "checkpoints")
    module.on_load_checkpoint(kept)
    module.load_state_dict(kept["state_dict"])
    _export(module, spec, run, _batches_in(kept), out)


def spec_of(generator_id: str) -> Generator:
    """The generator, its plugin's file importable; InputError where it has no trainer."""
    plugin = host.owner_of(generator_id)
    if plugin.source.file is not None:
        plugin.source.load()
    spec = next(spec for spec in plugin.generators if spec.id == generator_id)
    if not spec.trainer:
        raise InputError(f"{spec.id} has no trainer: its plugin {plugin.name} ({plugin.source.origin}) brings none")
    return spec


def told_of(run: Run, config: PluginConfig, spec: Generator) -> TrainingRun:
    """What the trainer is told: every setting, its own with their defaults."""
    asked = replace(spec, options=spec.settings)
    try:
        settings = asked.option_values(config.chosen())
    except (KeyError, ValueError) as fault:
        raise InputError(f"{spec.id}'s trainer: setting {fault} is not what it takes") from fault
    return replace(run.for_plugins(), generator=spec.id, settings=settings)


def made_by(spec: Generator, told: TrainingRun) -> Made:
    """What the trainer makes; StudioError where that is no LightningModule and no LightningDataModule."""
    assert spec.trainer
    module, _, function = spec.trainer.partition(":")
    made = getattr(import_module(module), function)(told)
    network, data = made if isinstance(made, tuple) and len(made) == 2 else (made, None)
    if not isinstance(network, pl.LightningModule) or not isinstance(data, pl.LightningDataModule):
        raise StudioError(
            f"{spec.trainer} must return (LightningModule, LightningDataModule), not {type(made).__name__}"
        )
    return network, data


def _epoch_length(data: pl.LightningDataModule) -> int:
    try:
        return len(data.train_dataloader())
    except (TypeError, AttributeError):
        return 0


def _start(folder: Path) -> Path | None:
    checkpoints = folder / "checkpoints"
    if not any((checkpoints / name).exists() for name in (LAST, PREVIOUS)):
        return None
    return newest_checkpoint(checkpoints)


def _spent(checkpoint: dict[str, Any]) -> dict[str, Any]:
    return dict(checkpoint["callbacks"][PluginProgress.__qualname__]["budget"])


def _batches_in(checkpoint: dict[str, Any]) -> int:
    return int(_spent(checkpoint)["batches"])


def _fraction_in(checkpoint: dict[str, Any], budget: Budget) -> float:
    budget.restore(_spent(checkpoint))
    return budget.fraction


def _export(module: pl.LightningModule, spec: Generator, run: Run, batches: int, out: Path) -> None:
    """The tensors that the module's `studio_weights()` gives, else all of its state, with a card."""
    give = getattr(module, "studio_weights", None)
    tensors = dict(give()) if callable(give) else module.state_dict()
    facts = {"format": spec.id, "generator": spec.id}
    card = {
        "name": spec.id,
        "data": "the procedural world (studio_data.world)" if run.data == "world" else Path(run.data).name,
        "batches": batches,
        "made": time.strftime("%Y-%m-%d", time.gmtime()),
        "recipe": json.loads((run.folder / "config.json").read_text())["recipe"],
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    write_weights(out, tensors, facts, card)
