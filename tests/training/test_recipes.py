"""Recipes: the issue's numbers in the presets, clear refusals, and the order of the two networks' steps."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from lightning_modules.base import RecipeModule
from lightning_modules.budget import Budget, rate_factor
from lightning_modules.config import load_config, preset_names
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.parts import Part
from lightning_modules.run import prepare
from lightning_modules.run_folder import Run
from studio.cli import train
from studio.errors import InputError, StudioError

Recipe = Callable[..., Pix2PixConfig]


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_can_be_read(name: str) -> None:
    load_config(name)


def test_the_workshop_preset_is_the_workshop_s_recipe() -> None:
    config = load_config("unet-workshop")
    assert isinstance(config, Pix2PixConfig)
    assert (config.load_size, config.crop_size, config.batch, config.epochs) == (286, 256, 1, 1000)
    assert (config.g_rate, config.d_rate, config.beta1) == (2e-4, 1.5e-4, 0.5)


def test_the_paper_preset_weighs_l1_with_100() -> None:
    config = load_config("unet-paper")
    assert isinstance(config, Pix2PixConfig)
    assert (config.network, config.l1) == ("unet_256", 100.0)


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    train.add_parser(parser.add_subparsers())
    args = parser.parse_args(["train", *words])
    return int(args.run(args))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["picasso"], "unet, reader"),
        (["unet", "--preset", "nothing"], "unet-workshop"),
        (["unet", "--set", "rate"], "KEY=VALUE"),
        (["unet", "--set", "speed=1"], "no setting speed"),
        (["unet", "--set", "batch=two"], "whole number, not two"),
        (["unet", "--set", "flip=maybe"], "true or false"),
        (["unet", "--set", "batch=0"], "at least 1"),
        (["unet", "--memory", "4 gigs"], "4GiB"),
        (["unet", "--devices", "3", "--set", "batch=4"], "shared by 3"),
        (["unet", "--devices", "0"], "at least 1"),
        (["unet", "--set", "load_size=100"], "crop_size"),
        (["unet", "--set", "epochs=0"], "budget"),
        (["unet", "--preset", "reader-teacher"], "kind"),
        (["unet", "--data", "nowhere"], "nowhere"),
        (["unet", "--threads", "0"], "threads"),
        (["unet", "--init", "nowhere"], "no nowhere"),
        (["unet", "--name", "../mine"], "letters"),
        (["unet", "--name", "mine", "--out", "here"], "one of them"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_clear_line(words: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        command(*words)
    assert len(str(refused.value).splitlines()) <= 2


def test_a_folder_without_pairs_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    run = tmp_path / "run"
    assert command("unet", "--data", str(tmp_path / "data"), "--out", str(run), "--foreground") == 2
    assert "no pairs" in capsys.readouterr().err
    assert not run.exists()  # what can't be trained leaves no run behind


def test_a_run_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "checkpoints" / "last.ckpt").touch()
    with pytest.raises(InputError, match="studio runs resume"):
        command("unet", "--data", str(tmp_path), "--out", str(tmp_path))


def test_rates_warm_up_stay_and_fall_to_their_final_part() -> None:
    def factor(fraction: float, batches: int = 1000) -> float:
        return rate_factor(fraction, batches, warm_up=50, decay_from=0.6, final=0.02)

    assert factor(0.0, 0) == pytest.approx(1 / 50)
    assert factor(0.3) == factor(0.6) == 1
    assert factor(0.8) == pytest.approx(0.51)
    assert factor(1.0) == pytest.approx(0.02)


def test_a_budget_counts_the_seconds_of_earlier_sittings() -> None:
    budget = Budget(batches=0, minutes=1.0)
    budget.restore({"batches": 7, "seconds": 45.0})
    assert budget.fraction == pytest.approx(0.75)
    assert Budget(batches=10, minutes=0).fraction == 0


def module_of(recipe: Recipe, pairs: Path, **changes: object) -> RecipeModule:
    return prepare(Run(pairs, recipe(**changes), str(pairs)))[0]


def test_the_discriminator_steps_first_and_each_network_alone(
    recipe: Recipe, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, data = prepare(Run(pairs, recipe(), str(pairs)))
    optimizers = module.configure_optimizers()
    monkeypatch.setattr(module, "_optimizers", lambda: optimizers)
    events: list[tuple[str, bool, bool]] = []

    def step(optimizer: torch.optim.Optimizer, batch: Any, loss: Callable[[Part], torch.Tensor]) -> None:
        optimizer.zero_grad()
        loss(Part(batch, 0, 1.0)).backward()
        network = "discriminator" if optimizer is optimizers[1] else "generator"
        got = [any(p.grad is not None for p in part.parameters()) for part in (module.generator, module.discriminator)]
        events.append((network, *got))
        optimizer.step()
        module.discriminator.zero_grad()

    monkeypatch.setattr(module, "step", step)
    module.learn(next(iter(data.stream)))
    assert events == [("discriminator", False, True), ("generator", True, False)]


def test_a_crop_that_the_network_cannot_halve_is_refused(recipe: Recipe, pairs: Path) -> None:
    with pytest.raises(InputError, match="multiple of 16"):
        module_of(recipe, pairs, crop_size=30)


def test_the_patchgan_waits_for_its_part_of_the_budget(recipe: Recipe, pairs: Path) -> None:
    module = module_of(recipe, pairs, gan_from=0.5)
    assert not module.adversarial
    module.budget.restore({"batches": 4, "seconds": 0.0})
    assert module.adversarial


def test_gradients_that_are_never_finite_end_the_run_with_a_reason(recipe: Recipe, pairs: Path) -> None:
    module = module_of(recipe, pairs)
    optimizer = module.configure_optimizers()[0]
    before = module.generator.paint.weight.detach().clone()

    def step() -> None:
        for parameter in module.generator.parameters():
            parameter.grad = torch.full_like(parameter, torch.nan)
        module.on_before_optimizer_step(optimizer)
        optimizer.step()

    for _ in range(49):
        step()
    with pytest.raises(StudioError, match="diverged"):
        step()
    assert torch.equal(before, module.generator.paint.weight)


def test_a_missing_reader_is_told_with_the_command_that_trains_one(recipe: Recipe, pairs: Path) -> None:
    with pytest.raises(StudioError, match="studio train reader"):
        module_of(recipe, pairs, teacher="nowhere.safetensors")
