"""SPADE as published: its trainer's own first two iterations, number by number; and a run that ends in a drawing."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from references import Reference, train_on
from torch import nn

from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config import load_config
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from lightning_modules.semantic import Scene
from lightning_modules.spade import SpadeRecipe
from studio.cli.main import main
from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store
from studio_spade.checkpoints import FORMAT, build
from studio_spade.render import load
from studio_torch.labels import region_edges, semantics_in
from studio_torch.reading import State, read_state
from studio_torch.spectral import as_hooks
from studio_torch.weight_file import read_weights

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


class WithEdges(SpadeRecipe):
    """Label maps that come as channels already, in the batch's third place."""

    def scene(self, batch: Batch) -> Scene:
        return Scene(batch.style, batch.picture, batch.picture)


def test_two_iterations_are_those_of_the_reference(shared: Path) -> None:
    folder = shared / "parity" / "train_spade_2steps"
    reference = Reference(folder)
    built = reference.built
    config = SpadeConfig(
        channels=built["ngf"], d_channels=built["ndf"], crop_size=64, load_size=64, batch=2, epochs=1000
    )
    classes = built["label_nc"] + 1
    module = WithEdges(config, Budget(batches=1000, minutes=0), None, semantics=classes + 1)
    generator = module.networks["generator"]
    load_hooked(generator, folder / "checkpoint_G.pth")
    load_hooked(module.discriminator, folder / "checkpoint_D.pth")
    labels = torch.from_numpy(reference.arrays["label"][:, 0].astype(np.int64))
    edges = np.stack([region_edges(one) for one in reference.arrays["instance"][:, 0]])
    channels = [nn.functional.one_hot(labels, classes).permute(0, 3, 1, 2).float(), torch.from_numpy(edges)[:, None]]
    batch = Batch(labels, torch.from_numpy(reference.arrays["image"]), torch.cat(channels, 1))

    for number, losses in enumerate(train_on(module, [batch, batch])):
        ours = [losses["gan"], config.matching * losses["matching"], losses["d_fake"], losses["d_real"]]
        np.testing.assert_allclose(ours, reference.arrays[f"output_losses{number}"], rtol=1e-4)
    for network, which, rate in ((generator, "G", config.g_rate), (module.discriminator, "D", config.d_rate)):
        state = as_hooks(network.state_dict())
        assert reference.check_state(state, which, rate, normalised_biases(state)) > 20


def load_hooked(network: nn.Module, path: Path) -> None:
    state = network.state_dict()
    theirs = read_state(path)
    network.load_state_dict({ours: theirs[name] for ours, name in zip(state, as_hooks(state), strict=True)})


def normalised_biases(state: State) -> set[str]:
    """Every bias up to the last block is the same at each place, and a later norm takes it out again."""
    found = {name for name in state if name == "fc.bias" or name.endswith(("conv_0.bias", "conv_1.bias"))}
    return found - {"up_3.conv_1.bias"}


def tiny(**changes: object) -> SpadeConfig:
    settings: dict[str, object] = {"channels": 2, "hidden": 4, "d_channels": 4, "d_layers": 3, "batch": 2}
    settings |= {"load_size": 64, "crop_size": 64, "epochs": 1, "perceptual": 0.0, "log_every": 1}
    return SpadeConfig(**{**settings, **changes})  # type: ignore[arg-type]


def a_batch(count: int = 2) -> Batch:
    labels = torch.randint(1, 20, (count, 4, 4)).repeat_interleave(16, 1).repeat_interleave(16, 2)
    return Batch(labels.to(torch.uint8), torch.rand(count, 3, 64, 64) * 2 - 1, torch.zeros(count, 1))


def test_losses_stay_finite_and_weights_move_in_half_precision() -> None:
    module = SpadeRecipe(tiny(latent=8), Budget(batches=100, minutes=0), None)
    before = {key: value.clone() for key, value in module.state_dict().items()}
    losses = train_on(module, [a_batch()] * 3, half=True)
    assert all(np.isfinite(list(line.values())).all() for line in losses)
    after = module.state_dict()
    assert all(torch.isfinite(value).all() for value in after.values() if value.is_floating_point())
    for network in ("networks.generator.conv_img", "networks.encoder.fc_mu", "discriminator.discriminator_0.model0.0"):
        assert not torch.equal(after[f"{network}.weight"], before[f"{network}.weight"])


def test_the_style_code_is_the_picture_s_own_and_its_divergence_is_a_loss() -> None:
    module = SpadeRecipe(tiny(latent=8), Budget(batches=100, minutes=0), None)
    (losses,) = train_on(module, [a_batch()])
    assert losses["divergence"] > 0
    first, second = a_batch(1), a_batch(1)
    mean, _ = module.networks["encoder"](first.picture)
    other, _ = module.networks["encoder"](second.picture)
    assert not torch.allclose(mean, other)
    generator, semantics = module.networks["generator"].eval(), module.scene(first).content
    assert not torch.allclose(generator(semantics, mean), generator(semantics, other))


@pytest.mark.parametrize("changes", [{"latent": 4}, {"discriminator": "segmentation", "noise": 3, "ema": 0.9}])
def test_a_run_ends_in_weights_that_draw_in_the_studio(
    changes: dict[str, object], pairs: Path, teacher: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    config = tiny(load_size=68, validation=4, perceptual=1.0, teacher=str(teacher), **changes)
    run = Run(tmp_path / "run", config, str(pairs))
    weights = train(run, resume=False)
    losses = [json.loads(line) for line in (run.folder / "metrics.jsonl").read_text().splitlines()]
    assert all(math.isfinite(value) for value in losses[-1].values())
    (sheet,) = (run.folder / "samples").glob("*.png")
    with Image.open(sheet) as image:
        assert image.size == (4 * 64, 5 * 64)  # maps, ours, true; sketches, ours
    card = import_checkpoint(weights, Store(), name="mine")
    painter = load()
    labels = np.full((32, 64), LANDSCAPE.id("sea"), np.uint8)
    labels[:16] = LANDSCAPE.id("sky")
    pictures = [
        painter.render(Request("spade", labels, seed=seed, size=32, weights=card.sha256), lambda fraction: None)
        for seed in (0, 0, 1)
    ]
    assert pictures[0].shape == (32, 64, 3)
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])  # the seed varies what the label map leaves open
    assert json.loads(weights.with_suffix(".json").read_text())["recipe"]["teacher"] == teacher.name


def test_a_network_trained_on_other_labels_draws_our_sketches(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    config = tiny(load_size=68, validation=4, epochs=0, max_minutes=0.02)
    weights = train(Run(tmp_path, config, str(shared / "data" / "camvid_256")), resume=False)
    monkeypatch.setattr(sys, "argv", ["studio", "weights", "import", str(weights), "--as", "street"])
    assert main() == 0
    assert "no known set" not in capsys.readouterr().err
    facts, state = read_weights(Store().path(Store().find("street")), FORMAT)
    assert facts["shape"]["semantics"] == 12
    semantics = semantics_in(np.full((32, 32), LANDSCAPE.id("road"), np.uint8), facts, 12, 0)
    assert semantics[0, :, 0, 0].nonzero().flatten().tolist() == [4]  # void, sky, building, pole, road
    assert build(facts, state)["generator"](semantics).shape == (1, 3, 64, 64)


def test_the_paper_s_preset_has_its_numbers() -> None:
    config = load_config("spade-paper")
    assert isinstance(config, SpadeConfig)
    assert (config.g_rate, config.d_rate, config.beta1, config.beta2) == (1e-4, 4e-4, 0.0, 0.9)
    assert (config.channels, config.hidden, config.d_layers, config.d_scales) == (64, 128, 4, 2)
    assert (config.matching, config.perceptual, config.divergence, config.crop_size) == (10.0, 10.0, 0.05, 256)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"crop_size": 32}, "multiples of 32 from 64 on"),
        ({"crop_size": 72, "load_size": 72}, "multiples of 32"),
        ({"discriminator": "both"}, "patches, segmentation"),
        ({"similarity": "l2"}, "l1, cosine"),
        ({"labels": "mine"}, "ade20k"),
        ({"noise": -1}, "0 or more"),
        ({"d_channels": 0}, "at least 1"),
    ],
)
def test_what_cannot_be_trained_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        tiny(**changes).check()
