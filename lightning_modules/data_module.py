"""Lightning data modules: pairs out of any source, and pairs of the procedural world."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytorch_lightning as pl
from numpy.typing import NDArray

from lightning_modules.batches import Batch, PairStream, Serving
from lightning_modules.label_names import OURS, LabelNames
from lightning_modules.pair_sources import PairLike, PairSource
from lightning_modules.run_config import RunConfig
from studio.errors import InputError


class PairData(pl.LightningDataModule):
    """Training and held-out pairs of one source.

    What the training sees is a pure function of the recipe's seed, the epoch and a pair's index, the same with any
    number of workers. Held-out pairs are the last `config.validation`, at most a fifth of all. `style_names` are the
    names of the style vector's entries; pairs without a style get one constant entry. `labels` are what the maps' ids
    mean. `held_out`, where a folder's lists say so, is how many pairs at the end are held out; `names` are
    the pairs', where they have any.
    """

    def __init__(
        self,
        source: PairSource,
        style_names: Sequence[str],
        config: RunConfig,
        *,
        labels: LabelNames = OURS,
        held_out: int | None = None,
        names: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.names = tuple(names)
        if not len(source):
            raise InputError("no pairs to train on")
        has_style = bool(len(source.pair(0, 0).style))
        self.style_names = tuple(style_names) if has_style else ("none",)
        count = len(source)
        held_out = min(config.validation, count // 5) if held_out is None else held_out
        self.labels = labels
        if count - held_out < config.batch:
            raise InputError(f"{count} pairs are fewer than one batch of {config.batch} (and some are held out)")
        _check_pairs(source, len(self.style_names) if has_style else 0, len(labels))
        serving = Serving(config.batch, config.load_size, config.crop_size, config.seed, config.flip, self.style_names)
        order: NDArray[np.intp] = np.arange(count)
        self.stream = PairStream(source, order[: count - held_out], serving, workers=config.workers)
        self.held_out = PairStream(source, order[count - held_out :], serving) if held_out else self.stream

    def train_dataloader(self) -> PairStream:
        """The training stream; Lightning keeps its state in every checkpoint."""
        return self.stream

    def validation_batches(self, count: int) -> list[Batch]:
        """Held-out pictures, in a fixed order, uncropped by chance and never mirrored."""
        return self.held_out.first(count)


def _check_pairs(source: PairSource, style_length: int, labels: int) -> None:
    """Look at a few pairs before hours are spent on them."""
    for index in sorted({0, len(source) // 2, len(source) - 1}):
        _check_pair(source.pair(0, index), index, style_length, labels)


def _check_pair(pair: PairLike, index: int, style_length: int, labels: int) -> None:
    if pair.labels.shape != pair.picture.shape[:2]:
        raise InputError(f"pair {index}: labels are {pair.labels.shape}, the picture is {pair.picture.shape[:2]}")
    foreign = pair.labels >= labels
    if foreign.any():
        row, column = (int(axis[0]) for axis in np.nonzero(foreign))
        value = int(pair.labels[row, column])
        raise InputError(f"pair {index}: label {value} at row {row}, column {column} is outside the vocabulary")
    if len(pair.style) != style_length:
        raise InputError(
            f"pair {index} has {len(pair.style)} style numbers, where {style_length} are wanted: "
            "draw the pairs anew with `studio data world`"
        )
