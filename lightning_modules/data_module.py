"""Pairs for training, from a folder or straight from the world."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import platformdirs
import pytorch_lightning as pl
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from lightning_modules.batches import Batch, PairCache, PairSource, PairStream
from lightning_modules.config import RunConfig
from studio.errors import InputError
from studio.labels import LANDSCAPE


class PairData(pl.LightningDataModule):
    """Training and held-out pairs of one folder.

    `style_names` are the names of the style vector's entries; pairs without a style get one constant entry.
    """

    def __init__(self, pairs: PairSource, style_names: Sequence[str], config: RunConfig) -> None:
        super().__init__()
        if not len(pairs):
            raise InputError("no pairs to train on")
        has_style = bool(len(pairs[0].style))
        self.style_names = tuple(style_names) if has_style else ("none",)
        held_out = min(config.validation, len(pairs) // 5)
        if len(pairs) - held_out < config.batch:
            raise InputError(f"{len(pairs)} pairs are fewer than one batch of {config.batch} (and some are held out)")
        _check_pairs(pairs, len(self.style_names) if has_style else 0)
        cache = PairCache(pairs, config.load_size, len(self.style_names))
        order = np.arange(len(pairs))
        self.stream = self._stream_of(cache, order[: len(pairs) - held_out], config)
        self.held_out = self._stream_of(cache, order[len(pairs) - held_out :], config) if held_out else self.stream

    def _stream_of(self, cache: PairCache, indices: NDArray[np.intp], config: RunConfig) -> PairStream:
        return PairStream(
            cache,
            indices,
            batch=config.batch,
            load_size=config.load_size,
            crop_size=config.crop_size,
            seed=config.seed,
            flip=config.flip,
            style_names=self.style_names,
        )

    def train_dataloader(self) -> PairStream:
        """The training stream; Lightning keeps its state in every checkpoint."""
        return self.stream

    def validation_batches(self, count: int) -> list[Batch]:
        """Held-out pictures, in a fixed order, uncropped by chance and never mirrored."""
        return self.held_out.first(count)


def _check_pairs(pairs: PairSource, style_length: int) -> None:
    """Look at a few pairs before hours are spent on them."""
    for index in sorted({0, len(pairs) // 2, len(pairs) - 1}):
        pair = pairs[index]
        if pair.labels.shape != pair.picture.shape[:2]:
            raise InputError(f"pair {index}: labels are {pair.labels.shape}, the picture is {pair.picture.shape[:2]}")
        foreign = pair.labels >= len(LANDSCAPE)
        if foreign.any():
            row, column = (int(axis[0]) for axis in np.nonzero(foreign))
            value = int(pair.labels[row, column])
            raise InputError(f"pair {index}: label {value} at row {row}, column {column} is outside the vocabulary")
        if len(pair.style) != style_length:
            raise InputError(f"pair {index} has {len(pair.style)} style numbers, where {style_length} are wanted")


def open_pairs(data: str, config: RunConfig) -> tuple[PairSource, tuple[str, ...], Path]:
    """The pairs of `data`: a folder, or "world" for pairs drawn into the cache; their style names, and the folder."""
    from studio_data.datasets.pairs import PairFolder
    from studio_data.world.style import STYLE_NAMES

    folder = _draw_world(config) if data == "world" else Path(data)
    if not folder.is_dir():
        raise InputError(f"no folder {folder}: give one that `studio data world` wrote, or the word world")
    pairs = PairFolder(folder)
    if not len(pairs):
        raise InputError(f"no pairs in {folder}: it needs labels/ and images/, as `studio data world` writes them")
    return pairs, STYLE_NAMES, folder


def _draw_world(config: RunConfig) -> Path:
    from studio_data.datasets.pairs import write_world_pairs

    size = 256 if config.crop_size > 128 else 128
    folder = Path(platformdirs.user_cache_dir("sketch-studio")) / f"world-{size}-{config.seed}"
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("drawing pairs", total=config.world_pairs)
        write_world_pairs(
            folder,
            config.world_pairs,
            size=size,
            seed=config.seed,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    return folder
