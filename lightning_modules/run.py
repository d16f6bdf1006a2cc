"""One training run in its folder: start, resume, finish, export."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytorch_lightning as pl
import torch

from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget
from lightning_modules.callbacks import Metrics, ProgressLine, Saving, StopOnRequest
from lightning_modules.checkpoint_io import SafeCheckpointIO, read_newest
from lightning_modules.config import ReaderConfig
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.config_plugin import PluginConfig
from lightning_modules.config_scene import SceneConfig
from lightning_modules.config_semantic import SemanticConfig
from lightning_modules.config_styled import StyledConfig
from lightning_modules.data_module import PairData
from lightning_modules.export import export_generator, export_reader
from lightning_modules.first_process import is_first
from lightning_modules.going_on import Start, keep_lines_until, starting_point, sweep
from lightning_modules.lightning_trainer import lightning_hints_off, quiet_trainer
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import chosen_backbone
from lightning_modules.opening import open_data
from lightning_modules.picture_recipes import PictureModule, export_pictures, prepare_pictures
from lightning_modules.picture_stream import PictureData
from lightning_modules.pix2pix import Pix2Pix
from lightning_modules.plugin_callbacks import plugin_callbacks
from lightning_modules.reader import TEACHER, Reader, ReadingNetwork
from lightning_modules.reporting import Reporting
from lightning_modules.run_folder import Run
from lightning_modules.scene import SceneRecipe
from lightning_modules.semantic import SemanticRecipe
from lightning_modules.semantic_export import export_semantic
from lightning_modules.semantic_recipes import prepare_semantic
from lightning_modules.settling import Settled, a_batch, settle
from lightning_modules.sharing import share_among
from lightning_modules.sheets import sampling
from lightning_modules.starting import start_from, start_reader
from lightning_modules.style_presets import style_presets
from lightning_modules.styled import StyledRecipe
from lightning_modules.styled_recipes import export_styled, prepare_styled
from lightning_modules.tensorboard_events import TensorBoardEvents, is_installed
from lightning_modules.warm_start import start_networks
from studio.errors import InputError, Interrupted
from studio.runs.folder import METRICS
from studio.runs.state import DONE, FAILED, INTERRUPTED


def train(run: Run, *, resume: bool, network: ReadingNetwork = TEACHER) -> Path:
    """Train to the end of the budget and export; returns the weight file. Interrupted when asked to stop.

    A run that stopped, crashed or was killed goes on from its newest whole checkpoint with the very next batch; one
    that was killed before its first checkpoint begins again, and its state says so. `network` is what a recipe of kind
    reader trains.
    """
    torch.manual_seed(run.config.seed)
    module, data = prepare(run, network)
    start = starting_point(run.folder, module) if resume else Start()
    if start.checkpoint is None and run.init:
        start_from_init(run, module, data)
    if is_first():
        run.write()
        sweep(run.folder)
        keep_lines_until(run.folder / METRICS, module.budget.batches_done)
    report = Reporting(run.folder, start.note)
    try:
        if not start.finished:
            stop = StopOnRequest(run.folder / "control")
            settled = settle(run, module, a_batch(data, run.config))
            trainer = trainer_for(run, settled, _callbacks(run, module, data, stop, report), shared=True)
            if run.config.world > 1:
                share_among(module, norms=torch.cuda.is_available())
            with lightning_hints_off():
                trainer.fit(module, datamodule=data, ckpt_path=start.checkpoint, weights_only=True)
            if stop.requested and module.budget.fraction < 1:
                raise Interrupted(f"{stop.reason} at {module.budget.fraction:.1%}")
        if is_first():
            export(run, module, data, run.weights)
    except Interrupted as end:
        report.write(module, INTERRUPTED, str(end))
        raise Interrupted(f"{end}; go on with: studio runs resume {run.folder}") from end
    except BaseException as fault:
        report.write(module, FAILED, str(fault) or type(fault).__name__)
        raise
    report.write(module, DONE)
    return run.weights


def start_from_init(run: Run, module: RecipeModule, data: PairData | PictureData) -> None:
    """Load what the run starts from into its untrained module; InputError where that doesn't fit."""
    if isinstance(module, Reader):
        start_reader(Path(run.init), module.reader)
        module.average.network.load_state_dict(module.reader.state_dict())
    elif isinstance(module, SemanticRecipe | SceneRecipe | PictureModule):
        start_networks(Path(run.init), module, data)
    elif isinstance(module, Pix2Pix) and isinstance(data, PairData):
        start_from(Path(run.init), module, data)
    else:
        raise InputError(f"--init: a recipe of kind {run.config.kind} starts from random weights; go on with --resume")


def trainer_for(run: Run, settled: Settled, callbacks: list[pl.Callback], *, shared: bool = False) -> pl.Trainer:
    """The trainer of a run, in the precision that was settled for it; shared: on all its devices, otherwise on one."""
    config = run.config
    devices: dict[str, Any] = {}
    if shared and config.world > 1:
        # Each network's backward uses that network alone.
        strategy = "ddp_find_unused_parameters_true" if config.strategy in ("auto", "ddp") else config.strategy
        devices = {"devices": config.devices, "num_nodes": config.nodes, "strategy": strategy}
    return quiet_trainer(settled.precision, callbacks, folder=run.folder, plugins=[SafeCheckpointIO()], **devices)


def export_run(folder: Path, out: Path) -> Path:
    """Write the weights of `folder`'s newest checkpoint to `out`, whether the run has ended or not."""
    run = Run.read(folder)
    if isinstance(run.config, PluginConfig):
        from lightning_modules.plugin_training import export_plugin  # a stranger's module comes in with it

        export_plugin(run, run.config, out)
        return out
    checkpoint = read_newest(folder / "checkpoints")
    module, data = prepare(run)
    module.load_state_dict(checkpoint["state_dict"])
    module.on_load_checkpoint(checkpoint)
    export(run, module, data, out)
    return out


def export(run: Run, module: RecipeModule, data: PairData | PictureData, out: Path) -> None:
    """Write the module's weights, card and sheet to `out`."""
    notes = {
        "data": "the procedural world (studio_data.world)" if style_presets(data.style_names) else Path(run.data).name,
        "pairs": len(data.stream.indices),
        "started_from": Path(run.init).name or "random weights",
        "batches": module.budget.batches_done,
        "minutes": round(module.budget.seconds_done / 60, 1),
        "made": time.strftime("%Y-%m-%d", time.gmtime()),
    }
    if isinstance(module, SemanticRecipe):
        export_semantic(module, data, out, notes)
    elif isinstance(module, StyledRecipe) and isinstance(data, PictureData):
        export_styled(module, data, out, notes)
    elif isinstance(data, PictureData):
        assert isinstance(module, PictureModule)
        export_pictures(module, data, out, notes)
    elif isinstance(module, Pix2Pix):
        notes["perceptual_loss"] = module.backbone_name
        export_generator(module, data, out, notes)
    elif isinstance(module, Reader):
        export_reader(module, data, out, notes)


def prepare(run: Run, network: ReadingNetwork = TEACHER) -> tuple[RecipeModule, PairData | PictureData]:
    """The untrained module and the data of a run."""
    config = run.config
    if isinstance(config, PluginConfig):
        raise InputError(f"{config.generator} is a plugin's: it writes its weights itself, when its training ends")
    if isinstance(config, StyledConfig):
        return prepare_styled(run.data, config)
    if isinstance(config, SemanticConfig):
        return prepare_semantic(run.data, config)
    if not isinstance(config, Pix2PixConfig | ReaderConfig):
        return prepare_pictures(run.data, config)
    data = open_data(run.data, config)
    budget = Budget(batches=config.epochs * len(data.stream), minutes=config.max_minutes)
    if isinstance(config, Pix2PixConfig):
        kind = SceneRecipe if isinstance(config, SceneConfig) else Pix2Pix
        module = kind(config, budget, len(data.style_names), _backbone(config))
        _check_crop(config.crop_size, int(module.generator.multiple), config.network)  # type: ignore[arg-type]
        return module, data
    return Reader(config, budget, len(data.style_names), network), data


def _check_crop(size: int, multiple: int, network: str) -> None:
    if size % multiple:
        raise InputError(f"crop_size {size} is no multiple of {multiple}, which {network} needs")


def _backbone(config: Pix2PixConfig) -> Backbone | None:
    """VGG-19 where its weights are given, otherwise the scene reader; None when no loss asks for features."""
    if not config.perceptual and not config.texture:
        return None
    return chosen_backbone(config.vgg, config.teacher)


def _callbacks(
    run: Run, module: RecipeModule, data: PairData | PictureData, stop: StopOnRequest, report: Reporting
) -> list[pl.Callback]:
    """What happens beside the steps; of several processes the first alone says, draws and reports anything."""
    config = run.config
    saving = Saving(run.folder, config.checkpoint_minutes)
    if not is_first():
        return [stop, saving]
    told: list[pl.Callback] = [Metrics(run.folder / METRICS, config.log_every), ProgressLine(run.folder.name)]
    if is_installed():
        told.append(TensorBoardEvents(run.folder / "tensorboard"))
    others = plugin_callbacks(run.for_plugins())
    return [stop, *told, saving, *sampling(run, module, data), *others, report]
