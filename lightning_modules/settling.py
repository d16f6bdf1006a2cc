"""Before the first batch: which precision a run takes and how its batches come into memory, by trials on the card."""

from __future__ import annotations

import dataclasses
import gc
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from lightning_modules.averaging import batch_norms
from lightning_modules.base import RecipeModule
from lightning_modules.config import as_plain
from lightning_modules.data_module import PairData
from lightning_modules.export import joined
from lightning_modules.first_process import is_first
from lightning_modules.hardware import Device, card
from lightning_modules.memory import CONTEXT_MIB, Found, largest_fit
from lightning_modules.parts import Fitting, count_of, parts_of
from lightning_modules.picture_stream import PictureData
from lightning_modules.precision import Choice, Trial, chosen, on_the_processor
from lightning_modules.rehearsal import rehearse
from lightning_modules.run_config import RunConfig, mebibytes
from lightning_modules.run_folder import Run
from studio.errors import InputError
from studio.runs.folder import HARDWARE
from studio.sketch.atomic import write_atomically

_FOR_BATCH_NORMS = 4
_PATIENCE_S = 1800.0
_NOT_ASKED = ("epochs", "max_minutes", "checkpoint_minutes", "sample_minutes", "log_every", "workers", "reuse")


@dataclass(frozen=True)
class Settled:
    """What a run trains in, and why. trials: what each precision gave; peak_mib: what the fitted batch reserves."""

    precision: str
    fitting: Fitting = field(default_factory=Fitting)
    lines: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    peak_mib: int = 0


def settle(run: Run, module: RecipeModule, batch: Any) -> Settled:
    """What the run trains in: as it began, where the recipe and the card are still the same; otherwise measured.

    `batch` is a real one, of as many pictures as one device gets. What was found is in the folder's `hardware.json`.
    """
    device = card()
    asked = _asked(run.config, device)
    known = _read(run.folder, asked) if is_first() else _the_first_one_s(run.folder, asked)
    if known is None:
        known = settle_on(device, module, batch) if device else on_a_processor(run.config)
        facts = {"asked": asked, **dataclasses.asdict(known)}
        run.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(run.folder / HARDWARE, json.dumps(facts, indent=2).encode() + b"\n")
    elif device:
        device.limit(_limit(run.config))
    make_fit(module, known, sparing=bool(device) and _limit(run.config) is not None)
    return known


def on_a_processor(config: RunConfig) -> Settled:
    """No trial is needed and nothing limits memory."""
    if config.precision != "auto":
        return Settled(config.precision)
    choice = on_the_processor()
    return Settled(choice.precision, lines=(f"precision {choice.precision}: {choice.why}",))


def settle_on(device: Device, module: RecipeModule, batch: Any) -> Settled:
    """By trials on that device, within the recipe's memory; InputError where not even one picture fits."""
    config = module.config
    limit = _limit(config)
    make_fit(module, Settled("fp32"), sparing=limit is not None)
    device.limit(limit)
    trials: tuple[Trial, ...] = ()
    lines: list[str] = []
    choice = Choice(config.precision, "")
    if config.precision == "auto":
        trials = tuple(_compared(device, module, batch))
        choice = chosen(trials, device.name)
        lines.append(f"precision {choice.precision}: {choice.why}")
    found = _fitted(device, module, batch, choice.precision)
    if found is None:
        raise InputError(
            f"{config.memory} of {device.name} don't hold even one picture: give more with --memory, or make crop_size "
            "or the networks smaller"
        )
    if limit is not None:
        lines.append(_in_words(config, found, count_of(batch), limit))
    return Settled(choice.precision, found.fitting, tuple(lines), trials, found.peak_mib)


def make_fit(module: RecipeModule, settled: Settled, *, sparing: bool) -> None:
    """Let the module train so. sparing: with as little of a card's memory as can be, the averages on the processor."""
    module.fitting = settled.fitting
    module.average.stays_on_cpu = sparing
    module.sparing = sparing
    # The largest workspaces are the quickest, which would break the limit.
    torch.backends.cudnn.benchmark = not sparing and torch.cuda.is_available()


def _compared(device: Device, module: RecipeModule, batch: Any) -> list[Trial]:
    """Every precision on the same pictures: as many as fit in fp32, or, where none do, one."""
    size = count_of(batch)
    reference = _tried(device, module, batch, "fp32")
    while not reference.fits and size > 1:
        size //= 2
        batch = parts_of(batch, size)[0].batch
        reference = _tried(device, module, batch, "fp32")
    others = [_tried(device, module, batch, precision) for precision in ("bf16", "fp16")]
    return [reference, *(dataclasses.replace(trial, error=_error(trial, reference)) for trial in others)]


def _tried(device: Device, module: RecipeModule, batch: Any, precision: str) -> Trial:
    try:
        return rehearse(module, batch, precision, device)
    except torch.OutOfMemoryError:
        trial = Trial(precision, fits=False, batch=count_of(batch))
    gc.collect()
    device.begin()
    return trial


def _error(trial: Trial, reference: Trial) -> float | None:
    """How far all losses of the first batch are from the reference's, as a part of them."""
    if not (trial.fits and reference.fits and trial.finite and reference.finite):
        return None
    away = sum(abs(one - other) for one, other in zip(trial.losses, reference.losses, strict=True))
    return away / max(sum(map(abs, reference.losses)), 1e-12)


def _fitted(device: Device, module: RecipeModule, batch: Any, precision: str) -> Found | None:
    def measure(fitting: Fitting) -> int:
        gc.collect()
        return rehearse(module, batch, precision, device, fitting, steps=2).peak_mib

    mixing = any(norm.track_running_stats for norm in batch_norms(module))
    return largest_fit(
        measure, count_of(batch), can_checkpoint=bool(module.blocks()), enough=_FOR_BATCH_NORMS if mixing else 1
    )


def _in_words(config: RunConfig, found: Found, count: int, limit: int) -> str:
    size = found.fitting.size
    how = f"{count} pictures at once" if size >= count else f"{size} of {count} pictures at a time"
    again = ", blocks computed again" if found.fitting.checkpointing else ""
    return f"memory {config.memory}: {how}{again}: {found.peak_mib} of {limit} MiB beside {CONTEXT_MIB} for CUDA itself"


def _limit(config: RunConfig) -> int | None:
    memory = mebibytes(config.memory)
    return None if memory is None else max(memory - CONTEXT_MIB, 1)


def _asked(config: RunConfig, device: Device | None) -> dict[str, Any]:
    recipe = {key: value for key, value in as_plain(config).items() if key not in _NOT_ASKED}
    return {"device": device.name if device else "processor", **recipe}


def _the_first_one_s(folder: Path, asked: dict[str, Any]) -> Settled:
    """What the first of several processes settles: all must train in the same."""
    last = time.monotonic() + _PATIENCE_S
    while (known := _read(folder, asked)) is None:
        if time.monotonic() > last:
            raise InputError(f"{folder / HARDWARE} has not come: are all nodes of one kind, and is the folder on all?")
        time.sleep(0.5)
    return known


def _read(folder: Path, asked: dict[str, Any]) -> Settled | None:
    """What was settled before, where it was for the same recipe on the same device."""
    try:
        facts = json.loads((folder / HARDWARE).read_text())
        if facts.pop("asked") != asked:
            return None
        trials = tuple(Trial(**{**trial, "losses": tuple(trial["losses"])}) for trial in facts.pop("trials"))
        return Settled(
            **{**facts, "fitting": Fitting(**facts["fitting"]), "lines": tuple(facts["lines"]), "trials": trials}
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def a_batch(data: PairData | PictureData, config: RunConfig) -> Any:
    """Real pictures in a fixed order, as many as one device ever gets at once; the data's streams stay where they are.

    (In a training in phases that is the largest phase's share: what fits of that fits in the others too.)
    """
    count = max(config.batches) // config.world
    return joined(data.stream.first(count)) if isinstance(data, PairData) else data.stream.first(count)
