"""Sample pictures beside the training: sheets of held-out data, and a viewer's own sketch. No step notices them."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytorch_lightning as pl
import torch
from numpy.typing import NDArray
from PIL import Image

from lightning_modules.base import RecipeModule
from lightning_modules.weight_files import replace_file
from studio.errors import StudioError
from studio.runs.folder import ASKED_SAMPLE, SAMPLES, SKETCH, SKETCH_SAMPLES
from studio.sketch.files import open_sketch

DrawSketch = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
"""From label ids (H, W) to a picture (H', W', 3) of the same aspect, both uint8."""

_SPARE = 5
"""A viewer who draws on and on gets pictures for at most one part in so many and one of the training's time."""


class Sampling(pl.Callback):
    """Sheets every few minutes, at the end, and when a file `control/sample` asks for them; named by the batch.

    Where `draw_sketch` is given, the label map `control/sketch.png` is drawn too: with every sheet, and soon after it
    changed. On several devices nothing is drawn out of turn, for all of them must take part.
    """

    def __init__(
        self, run_folder: Path, minutes: float, sheet: Callable[[], Any], draw_sketch: DrawSketch | None = None
    ) -> None:
        self._folder = run_folder
        self._seconds = minutes * 60
        self._sheet = sheet
        self._draw_sketch = draw_sketch
        self._drawn = time.monotonic()
        self._sketch_seen: tuple[int, int] | None = None
        self._sketch_from = 0.0

    def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
        is_alone = trainer.world_size == 1
        if time.monotonic() - self._drawn >= self._seconds or (is_alone and self._is_asked()):
            self._draw(module)
        elif is_alone and self._has_new_sketch():
            self._draw_own(module)

    def on_train_end(self, trainer: pl.Trainer, module: pl.LightningModule) -> None:
        self._draw(module)

    def _is_asked(self) -> bool:
        request = self._folder / ASKED_SAMPLE
        if not request.exists():
            return False
        request.unlink(missing_ok=True)
        return True

    def _has_new_sketch(self) -> bool:
        if self._draw_sketch is None or time.monotonic() < self._sketch_from:
            return False
        return _stamp(self._folder / SKETCH) not in (None, self._sketch_seen)

    def _draw(self, module: pl.LightningModule) -> None:
        assert isinstance(module, RecipeModule)
        with _chance_untouched(module):
            self._write(SAMPLES, module, self._sheet)
        self._draw_own(module)
        self._drawn = time.monotonic()

    def _draw_own(self, module: pl.LightningModule) -> None:
        """Draw the viewer's sketch, where there is one that can be read."""
        assert isinstance(module, RecipeModule)
        began = time.monotonic()
        path = self._folder / SKETCH
        stamp = _stamp(path)
        if self._draw_sketch is not None and stamp is not None:
            self._sketch_seen = stamp
            try:
                labels = open_sketch(path).labels
            except (StudioError, OSError):  # a viewer's file: whatever it is, the training goes on
                labels = None
            if labels is not None:
                with _chance_untouched(module):
                    self._write(SKETCH_SAMPLES, module, partial(self._draw_sketch, labels))
        now = time.monotonic()
        self._sketch_from = now + _SPARE * (now - began)
        module.budget.start()  # sampling is not training time

    def _write(self, folder: str, module: RecipeModule, draw: Callable[[], NDArray[np.uint8]]) -> None:
        try:
            picture = draw()
        except torch.OutOfMemoryError:  # the training has its memory already, and goes on
            print("no room on the card to draw samples this time", file=sys.stderr, flush=True)
            return
        data = io.BytesIO()
        Image.fromarray(picture).save(data, "PNG")
        replace_file(self._folder / folder / f"batch-{module.budget.batches_done:07d}.png", data.getvalue())


@contextmanager
def _chance_untouched(module: RecipeModule) -> Iterator[None]:
    """Whatever is drawn in here, the training's own random numbers come as if it had not been."""
    devices = [module.device] if module.device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        yield


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is replaced; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns
