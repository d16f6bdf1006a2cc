"""A training run from its first batch to weights that draw; stopped, resumed, exported."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import signal
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
from lightning_modules.callbacks import StopOnRequest
from lightning_modules.checkpoint_io import newest_checkpoint, read_checkpoint
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.run import export_run, train
from lightning_modules.run_folder import Run
from lightning_modules.weight_files import write_weights
from studio.errors import InputError, Interrupted
from studio.generators.specs import Request
from studio_data.world.style import STYLE_NAMES
from studio_unet.checkpoints import FORMAT as GENERATOR_FORMAT
from studio_unet.checkpoints import load_weights
from studio_unet.render import load_from
from studio_unet.sizes import build

Recipe = Callable[..., Pix2PixConfig]


def stop_after(batch: int, monkeypatch: pytest.MonkeyPatch, how: Callable[[], None]) -> None:
    """Ask for a stop, in the way of `how`, when `batch` batches are done."""

    class Stopping(StopOnRequest):
        def on_train_batch_end(self, trainer: pl.Trainer, module: pl.LightningModule, *rest: Any) -> None:
            if module.budget.batches_done == batch:
                how()
            super().on_train_batch_end(trainer, module, *rest)

    monkeypatch.setattr(running, "StopOnRequest", Stopping)


def test_a_run_leaves_metrics_samples_a_checkpoint_and_weights_that_draw(
    tmp_path: Path, recipe: Recipe, pairs: Path
) -> None:
    weights = train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    losses = {"l1", "perceptual", "texture", "gan", "matching", "d"}
    assert losses <= set(lines[-1])
    assert all(math.isfinite(line[name]) for line in lines for name in losses)
    assert lines[-1]["batch"] == 8  # 16 of 20 pairs train, two at a time
    (sheet,) = (tmp_path / "samples").glob("*.png")
    with Image.open(sheet) as image:
        assert image.size == (4 * 32, 5 * 32)  # four held-out pairs; maps, true, ours, sketches, ours
    assert (tmp_path / "checkpoints" / "last.ckpt").is_file()
    assert json.loads((tmp_path / "state.json").read_text())["status"] == "done"
    picture = load_from(weights).render(Request("unet", np.ones((32, 32), np.uint8), size=32), lambda fraction: None)
    assert picture.shape == (32, 32, 3)


def test_the_card_says_what_the_weights_are(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    weights = train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    card = json.loads(weights.with_suffix(".json").read_text())
    assert card["perceptual_loss"] == "scene-reader features"
    assert card["recipe"]["network"] == card["network"] == "tiny"
    assert card["pairs"] == 16
    assert str(tmp_path) not in json.dumps(card)
    assert card["batches"] == 8
    assert {"l1", "fine_detail", "frechet_random", "frechet_floor"} <= set(card["figures"])
    assert load_from(weights, card["sha256"])
    assert weights.with_suffix(".jpg").is_file()


@pytest.mark.parametrize("batch", [3, 8])
def test_a_stopped_run_goes_on_as_if_it_had_never_stopped(
    batch: int, tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = recipe(epochs=2)
    whole = load_file(train(Run(tmp_path / "whole", config, str(pairs)), resume=False))
    with monkeypatch.context() as patch:
        stop_after(batch, patch, lambda: os.kill(os.getpid(), signal.SIGTERM))
        with pytest.raises(Interrupted, match="studio runs resume"):
            train(Run(tmp_path / "parts", config, str(pairs)), resume=False)
    assert json.loads((tmp_path / "parts" / "state.json").read_text())["status"] == "interrupted"
    resumed = load_file(train(Run.read(tmp_path / "parts"), resume=True))
    assert all(np.array_equal(whole[key], resumed[key]) for key in whole)


def test_a_stop_file_stops_the_run(
    tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "control").mkdir()
    stop_after(2, monkeypatch, (tmp_path / "control" / "stop").touch)
    with pytest.raises(Interrupted) as stopped:
        train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    assert stopped.value.exit_code == 75
    assert not (tmp_path / "control" / "stop").exists()


def test_an_interrupted_run_can_be_exported(
    tmp_path: Path, recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(2, monkeypatch, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(Interrupted):
        train(Run(tmp_path / "run", recipe(), str(pairs)), resume=False)
    out = export_run(tmp_path / "run", tmp_path / "mine.safetensors")
    assert json.loads(out.with_suffix(".json").read_text())["batches"] == 2


def test_a_second_part_starts_from_the_first_one_s_weights_and_keeps_its_norms(
    tmp_path: Path, recipe: Recipe, pairs: Path
) -> None:
    first = train(Run(tmp_path / "first", recipe(), str(pairs)), resume=False)
    config = recipe(freeze_norms=True, g_rate=0.0)
    second = train(Run(tmp_path / "second", config, str(pairs), str(first)), resume=False)
    before, after = load_file(first), load_file(second)
    changed = [key for key in before if not np.array_equal(before[key], after[key])]
    assert changed
    statistics = ("running_mean", "running_var", "num_batches_tracked")  # measured on the second run's pictures
    assert all(key.endswith(statistics) for key in changed)
    assert json.loads(second.with_suffix(".json").read_text())["started_from"] == first.name


def test_weights_that_knew_fewer_looks_and_no_things_are_a_start(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    first = tmp_path / "old.safetensors"
    names = ("hour=fog", "sun_x", "hour=night")  # the first is of no use to this world
    facts = {"format": GENERATOR_FORMAT, "network": "tiny", "style_names": names, "presets": {}}
    write_weights(first, build("tiny", len(names)).state_dict(), facts, {})
    config = recipe(things=True, g_rate=0.0, ema=0.0)
    second = train(Run(tmp_path / "second", config, str(pairs), str(first)), resume=False)
    before, after = load_file(first), load_file(second)
    grown = {name: after["style.0.weight"][:, at] for at, name in enumerate(STYLE_NAMES)}
    for name, column in grown.items():
        wanted = before["style.0.weight"][:, names.index(name)] if name in names else np.zeros_like(column)
        assert np.array_equal(column, wanted), name
    count = before["thin_labels.weight"].shape[1]
    assert np.array_equal(after["thin_labels.weight"][:, :count], before["thin_labels.weight"])
    assert after["thin_labels.weight"].shape[1] > count
    assert not after["thin_labels.weight"][:, count:].any()
    assert load_weights(second).network.things


def test_weights_of_looks_that_this_data_lacks_are_no_start(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    facts = {"format": GENERATOR_FORMAT, "network": "tiny", "style_names": ("mood", "tempo"), "presets": {}}
    write_weights(tmp_path / "odd.safetensors", build("tiny", 2).state_dict(), facts, {})
    with pytest.raises(InputError, match="other style names"):
        train(Run(tmp_path / "run", recipe(), str(pairs), str(tmp_path / "odd.safetensors")), resume=False)


def test_networks_as_published_are_told_of_no_things(recipe: Recipe) -> None:
    with pytest.raises(InputError, match="unet_128 is as published"):
        recipe(network="unet_128", things=True)


def test_a_second_part_takes_over_the_first_one_s_discriminator_too(
    tmp_path: Path, recipe: Recipe, pairs: Path
) -> None:
    train(Run(tmp_path / "first", recipe(), str(pairs)), resume=False)
    still = recipe(g_rate=0.0, d_rate=0.0)
    train(Run(tmp_path / "second", still, str(pairs), str(tmp_path / "first")), resume=False)
    first, second = (
        read_checkpoint(newest_checkpoint(tmp_path / name / "checkpoints"))["state_dict"]
        for name in ("first", "second")
    )
    weights = [key for key in first if key.startswith("discriminator.") and key.endswith("weight")]
    assert weights
    assert all(torch.equal(first[key], second[key]) for key in weights)


def test_weights_of_another_network_are_no_start(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    train(Run(tmp_path / "first", recipe(), str(pairs)), resume=False)
    other = Run(tmp_path / "second", recipe(network="live"), str(pairs))
    with pytest.raises(InputError, match="another network"):
        train(dataclasses.replace(other, init=str(tmp_path / "first")), resume=False)


def test_a_reader_is_trained_by_the_same_command(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    from lightning_modules.config import config_of
    from studio_reader.checkpoints import load_reader

    values = {"kind": "reader", "epochs": 1, "batch": 4, "load_size": 32, "crop_size": 32, "validation": 4}
    weights = train(Run(tmp_path, config_of(values, {}, where="the test"), str(pairs)), resume=False)
    _, style_names = load_reader(weights)
    assert "sun_x" in style_names
    assert 0 <= json.loads(weights.with_suffix(".json").read_text())["figures"]["pixel_accuracy"] <= 1


def test_a_run_that_has_spent_its_budget_goes_on_when_it_gets_more(tmp_path: Path, recipe: Recipe, pairs: Path) -> None:
    train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    with pytest.raises(InputError, match="spent its budget"):
        train(Run.read(tmp_path), resume=True)
    train(Run.read(tmp_path, {"epochs": "2"}), resume=True)
    assert json.loads((tmp_path / "metrics.jsonl").read_text().splitlines()[-1])["batch"] == 16


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no training run"):
        Run.read(tmp_path)
