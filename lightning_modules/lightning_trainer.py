"""Lightning's trainer as every run and every trial uses it: silent, without a logger, checkpoints or a bar."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytorch_lightning as pl
import torch
from lightning_fabric.utilities.exceptions import MisconfigurationException

from lightning_modules.precision import INIT_SCALE, mixed_precision
from studio.errors import InputError


def quiet_trainer(
    precision: str,
    callbacks: Sequence[pl.Callback],
    *,
    scale: float = INIT_SCALE,
    folder: Path | None = None,
    plugins: Sequence[Any] = (),
    **more: Any,
) -> pl.Trainer:
    """A trainer in one of precision.PRECISIONS; scale: what fp16's losses are multiplied by at first.

    `more` goes to Lightning as it is; InputError where there are no such devices, or no such strategy.
    """
    for name in ("pytorch_lightning", "lightning_fabric"):  # they would name accelerators and processes on stderr
        logging.getLogger(name).setLevel(logging.ERROR)
    kind = "cuda" if torch.cuda.is_available() and more.get("accelerator") != "cpu" else "cpu"
    settings = {"accelerator": "auto", "devices": 1, "max_epochs": -1, **more}
    try:
        return pl.Trainer(
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            default_root_dir=folder,
            plugins=[*plugins, *mixed_precision(precision, kind, scale=scale)],
            callbacks=list(callbacks),
            **settings,
        )
    except (ValueError, MisconfigurationException) as fault:
        why = " ".join(str(fault).split()).partition(". ")[0]
        raise InputError(f"these devices and this strategy can't be trained or drawn on: {why}") from fault


@contextmanager
def lightning_hints_off() -> Iterator[None]:
    """Lightning's hints for developers stay off the screen."""
    with warnings.catch_warnings():
        # Lightning 2.6 asks torch 2.13's pytree in the old way, on every batch it moves.
        warnings.filterwarnings("ignore", message="`isinstance\\(treespec, LeafSpec\\)` is deprecated")
        # A stream is a loader of its own, whose workers are set by the recipe; steps count nothing for its schedules.
        warnings.filterwarnings("ignore", message=".*does not have many workers.*")
        # Channels-last gradients are copied into the buckets that devices share: no mistake, as torch says itself.
        warnings.filterwarnings("ignore", message="Grad strides do not match bucket view strides")
        yield
