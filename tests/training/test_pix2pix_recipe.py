"""pix2pix as published: its trainer's own first two iterations, number by number."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from references import Reference, train_on

from lightning_modules.budget import Budget
from lightning_modules.config import load_config
from lightning_modules.image_pix2pix import PicturePairs
from lightning_modules.picture_configs import PicturePairsConfig
from lightning_modules.picture_pairs import PicturePairSource
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from studio.errors import InputError, Interrupted
from studio.labels import LANDSCAPE
from studio_torch.weight_file import read_weights
from studio_unet.picture_render import _built
from studio_unet.reference import PICTURE_FORMAT

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


def test_two_iterations_are_those_of_the_reference(shared: Path) -> None:
    reference = Reference(shared / "parity" / "train_pix2pix_2steps")
    config = PicturePairsConfig(
        network="unet_128",
        channels=reference.built["ngf"],
        d_channels=reference.built["ndf"],
        dropout=False,
        crop_size=128,
        load_size=128,
        batch=2,
        epochs=1000,
        warm_up=0,
        clip=0.0,
    )
    module = PicturePairs(config, Budget(batches=1000, minutes=0))
    reference.load(module.generator, "G")
    reference.load(module.discriminator, "D")
    batch = (reference.pictures("A"), reference.pictures("B"))

    for number, losses in enumerate(train_on(module, [batch, batch])):
        ours = [losses[name] for name in ("gan", "l1", "d_real", "d_fake")]
        ours[1] *= config.l1
        np.testing.assert_allclose(ours, reference.arrays[f"output_losses{number}"], rtol=1e-4)
    assert reference.check_weights(module.generator, "G", config.rate) > 20
    assert reference.check_weights(module.discriminator, "D", config.rate) > 10


def tiny(**changes: object) -> PicturePairsConfig:
    settings: dict[str, object] = {"network": "resnet_6blocks", "channels": 4, "d_channels": 4, "batch": 2}
    settings |= {"load_size": 36, "crop_size": 32, "epochs": 1, "warm_up": 0, "precision": "fp32"}
    return PicturePairsConfig(**{**settings, **changes})  # type: ignore[arg-type]


@pytest.fixture
def halves(tmp_path: Path) -> Path:
    """Pictures whose right half is the left one's negative, side by side."""
    chance = np.random.default_rng(0)
    (tmp_path / "halves" / "train").mkdir(parents=True)
    for number in range(6):
        left = chance.integers(0, 256, (6, 6, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
        Image.fromarray(np.concatenate([left, 255 - left], 1)).save(tmp_path / "halves" / "train" / f"{number}.png")
    return tmp_path / "halves"


@pytest.mark.parametrize("direction", ["AtoB", "BtoA"])
def test_both_halves_are_cut_and_mirrored_alike(halves: Path, direction: str) -> None:
    source = PicturePairSource(halves, tiny(load_size=48, direction=direction))
    seen = set()
    for epoch in range(4):
        condition, picture = source.shown(epoch, 1)
        assert condition.shape == picture.shape == (32, 32, 3)
        assert np.array_equal(picture, 255 - condition)
        seen.add(condition.tobytes())
    assert len(seen) > 1


def test_direction_says_which_half_is_drawn_from(halves: Path) -> None:
    there, back = (PicturePairSource(halves, tiny(direction=way)).plain(2) for way in ("AtoB", "BtoA"))
    assert np.array_equal(there[0], back[1])
    assert np.array_equal(there[1], back[0])


def test_two_folders_are_paired_by_name(halves: Path, tmp_path: Path) -> None:
    for side, value in (("A", 10), ("B", 200)):
        (tmp_path / "two" / side).mkdir(parents=True)
        for number in range(3):
            colour = (value + number,) * 3
            Image.new("RGB", (40, 40), colour).save(tmp_path / "two" / side / f"{number}.png")
    condition, picture = PicturePairSource(tmp_path / "two", tiny()).plain(2)
    assert (int(condition[0, 0, 0]), int(picture[0, 0, 0])) == (12, 202)
    (tmp_path / "two" / "B" / "1.png").unlink()
    with pytest.raises(InputError, match=r"1\.png"):
        PicturePairSource(tmp_path / "two", tiny())


def test_label_maps_are_conditions_in_their_palette_s_colours(pairs: Path) -> None:
    condition, _ = PicturePairSource(pairs, tiny()).plain(0)
    known = {tuple(colour) for colour in LANDSCAPE.palette()[: len(LANDSCAPE)].tolist()}
    assert {tuple(colour) for colour in condition.reshape(-1, 3).tolist()} <= known


def test_a_folder_without_pairs_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="A/ and B/"):
        PicturePairSource(tmp_path, tiny())


@pytest.mark.parametrize("objective", ["vanilla", "lsgan"])
def test_a_run_ends_in_weights_that_draw(halves: Path, tmp_path: Path, objective: str) -> None:
    run = Run(tmp_path / "run", tiny(objective=objective, log_every=1), str(halves))
    weights = train(run, resume=False)
    facts, state = read_weights(weights, PICTURE_FORMAT)
    assert _built(facts, state)(torch.zeros(1, 3, 32, 32)).shape == (1, 3, 32, 32)
    assert json.loads(weights.with_suffix(".json").read_text())["generator"] == "pix2pix"
    lines = [json.loads(line) for line in (run.folder / "metrics.jsonl").read_text().splitlines()]
    assert {"gan", "l1", "d_real", "d_fake"} <= set(lines[0])


def test_a_resumed_run_ends_as_one_that_never_stopped(halves: Path, tmp_path: Path) -> None:
    whole = train(Run(tmp_path / "whole", tiny(epochs=2), str(halves)), resume=False)
    first = Run(tmp_path / "parts", tiny(epochs=2), str(halves))
    (first.folder / "control").mkdir(parents=True)
    (first.folder / "control" / "stop").touch()
    with pytest.raises(Interrupted):
        train(first, resume=False)
    assert train(Run.read(first.folder), resume=True).read_bytes() == whole.read_bytes()


def test_the_paper_s_preset_has_its_numbers() -> None:
    config = load_config("pix2pix-paper")
    assert isinstance(config, PicturePairsConfig)
    assert (config.l1, config.rate, config.beta1, config.batch, config.epochs) == (100.0, 2e-4, 0.5, 1, 200)
    assert (config.network, config.norm, config.dropout, config.objective) == ("unet_256", "batch", True, "vanilla")


def test_losses_stay_finite_and_weights_move_in_half_precision() -> None:
    module = PicturePairs(tiny(), Budget(batches=100, minutes=0))
    batch = (torch.rand(2, 3, 32, 32) * 2 - 1, torch.rand(2, 3, 32, 32) * 2 - 1)
    before = module.generator.state_dict()["model.1.weight"].clone()
    losses = train_on(module, [batch] * 3, half=True)
    assert all(np.isfinite(list(line.values())).all() for line in losses)
    after = module.generator.state_dict()["model.1.weight"]
    assert torch.isfinite(after).all()
    assert not torch.equal(after, before)
