"""Data for plugins' trainers: the pairs that `--data` names, as our own recipes read them, resumable in mid-epoch."""

from __future__ import annotations

import dataclasses

from lightning_modules.data_module import PairData
from lightning_modules.opening import open_data
from lightning_modules.run_config import RunConfig
from studio.generators.specs import TrainingRun


def pairs_of(run: TrainingRun) -> PairData:
    """Batches with `labels` uint8 (N, H, W), `picture` float (N, 3, H, W) in [-1, 1] and `style` float (N, S).

    From the folder that `--data` named, or from the procedural world, by the recipe's batch, load_size and crop_size.
    """
    common = {field.name for field in dataclasses.fields(RunConfig)}
    config = RunConfig(**{name: value for name, value in run.recipe.items() if name in common})
    return open_data(str(run.data) if run.data else "world", config)
