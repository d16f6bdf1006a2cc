"""A viewer's sketch is drawn while a run trains, and the training never notices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytorch_lightning as pl
import torch
from PIL import Image
from safetensors.numpy import load_file

from lightning_modules import run as running
from lightning_modules import sheets
from lightning_modules.callbacks import StopOnRequest
from lightning_modules.config import Config
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from studio.labels import LANDSCAPE
from studio.runs.folder import SKETCH, RunFolder
from studio.sketch.files import save_label_map

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")
Recipe = Callable[..., Pix2PixConfig]


def after_each_batch(monkeypatch: pytest.MonkeyPatch, what: Callable[[int], None]) -> None:
    """Do something, as a viewer would, told how many batches are done."""

    class Viewing(StopOnRequest):
        def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
            what(module.budget.batches_done)
            super().on_train_batch_end(trainer, module, *rest)

    monkeypatch.setattr(running, "StopOnRequest", Viewing)


def after_batch(batch: int, monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]) -> None:
    """Do something when `batch` batches are done."""
    after_each_batch(monkeypatch, lambda done: what() if done == batch else None)


def lay_sketch(folder: Path, key: str) -> None:
    """A wide sketch, half unpainted, as the studio lays it there."""
    labels = np.zeros((40, 60), np.uint8)
    labels[20:] = LANDSCAPE.id(key)
    (folder / "control").mkdir(parents=True, exist_ok=True)
    save_label_map(folder / SKETCH, labels)


def small_spade(**changes: object) -> SpadeConfig:
    settings: dict[str, Any] = {"channels": 2, "hidden": 4, "d_channels": 4, "d_layers": 3, "latent": 4, "batch": 2}
    settings |= {"load_size": 64, "crop_size": 64, "epochs": 1, "perceptual": 0.0, "log_every": 1, "validation": 4}
    return SpadeConfig(**{**settings, **changes})


@pytest.mark.parametrize("kind", ["unet", "spade"])
def test_a_run_with_a_sketch_ends_in_the_very_weights_of_one_without(
    kind: str, tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config: Config = recipe() if kind == "unet" else small_spade()
    chances: dict[str, list[bytes]] = {"alone": [], "watched": []}

    def note_chance(name: str) -> None:
        chances[name].append(torch.get_rng_state().numpy().tobytes())

    after_each_batch(monkeypatch, lambda done: note_chance("alone"))
    alone = load_file(train(Run(tmp_path / "alone", config, str(pairs)), resume=False))

    name = "draw" if kind == "unet" else "draw_sketches"
    real = getattr(sheets, name)

    def draw_by_chance(*args: Any) -> Any:
        torch.rand(7)  # as a network with dropout would
        return real(*args)

    def view(done: int) -> None:
        note_chance("watched")
        if done == 3:
            lay_sketch(folder, "grass")

    monkeypatch.setattr(sheets, name, draw_by_chance)
    after_each_batch(monkeypatch, view)
    folder = tmp_path / "watched"
    lay_sketch(folder, "sea")
    watched = load_file(train(Run(folder, config, str(pairs)), resume=False))
    assert RunFolder(folder).sketch_samples()
    assert chances["watched"] == chances["alone"]
    assert all(np.array_equal(alone[key], watched[key]) for key in alone)


def test_a_sketch_is_drawn_soon_after_it_is_laid_there_in_its_own_aspect(
    tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_batch(2, monkeypatch, lambda: lay_sketch(tmp_path, "sea"))
    train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    made = RunFolder(tmp_path).sketch_samples()
    assert [path.name for path in made] == ["batch-0000002.png", "batch-0000008.png"]  # at once, and at the end
    with Image.open(made[-1]) as image:
        assert image.height == 32
        assert image.width == 48


def test_sheets_are_drawn_when_they_are_asked_for(
    tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_batch(3, monkeypatch, RunFolder(tmp_path).ask_for_samples)
    train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    assert [path.name for path in RunFolder(tmp_path).samples()] == ["batch-0000003.png", "batch-0000008.png"]


def test_a_checkpoint_is_saved_when_it_is_asked_for(
    tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = RunFolder(tmp_path)
    there: list[bool] = []

    def view(done: int) -> None:
        if done == 2:
            run.ask_to_save()
        if done == 3:
            there.append((tmp_path / "checkpoints" / "last.ckpt").is_file() and not run.is_asked_to_save())

    after_each_batch(monkeypatch, view)
    train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    assert there == [True]


def test_a_file_that_is_no_sketch_harms_nothing(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    (tmp_path / "control").mkdir()
    (tmp_path / SKETCH).write_bytes(b"no picture")
    assert train(Run(tmp_path, recipe(), str(pairs)), resume=False).is_file()
    assert not RunFolder(tmp_path).sketch_samples()
