"""TSIT: label synthesis and style transfer, from data to weights that draw in the studio."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from references import train_on

from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config import load_config
from lightning_modules.config_tsit import TRANSFER, TsitConfig
from lightning_modules.losses.backbones import ReaderFeatures
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from lightning_modules.transfer_sets import TransferSets
from lightning_modules.tsit import TsitRecipe
from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store
from studio_data.datasets.pairs import write_world_pairs
from studio_reader.checkpoints import load_reader
from studio_torch.weight_file import read_weights
from studio_tsit.checkpoints import FORMAT
from studio_tsit.render import load, load_transfer

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")

SIZE = 256


def tiny(**changes: object) -> TsitConfig:
    settings: dict[str, object] = {"channels": 1, "d_channels": 2, "d_layers": 3, "batch": 2, "log_every": 1}
    settings |= {"load_size": SIZE, "crop_size": SIZE, "epochs": 1, "perceptual": 0.0, "validation": 1}
    return TsitConfig(**{**settings, **changes})  # type: ignore[arg-type]


def two_pictures() -> tuple[torch.Tensor, torch.Tensor]:
    return torch.rand(2, 3, SIZE, SIZE) * 2 - 1, torch.rand(2, 3, SIZE, SIZE) * 2 - 1


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    write_world_pairs(folder, 5, size=SIZE, seed=0, supersample=1, workers=1)
    return folder


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    for name, colour in (("trainA", (20, 120, 220)), ("trainB", (220, 120, 20))):
        (tmp_path / "sets" / name).mkdir(parents=True)
        for number in range(5):
            picture = Image.effect_noise((SIZE + 20, SIZE), 60 + number).convert("RGB")
            Image.blend(picture, Image.new("RGB", picture.size, colour), 0.6).save(
                tmp_path / "sets" / name / f"{number}.png"
            )
    return tmp_path / "sets"


@pytest.mark.parametrize("half", [False, True])
def test_both_streams_and_the_discriminator_learn(half: bool) -> None:
    module = TsitRecipe(tiny(task=TRANSFER, g_rate=1e-3), Budget(batches=100, minutes=0), None)
    before = {key: value.clone() for key, value in module.state_dict().items()}
    losses = train_on(module, [two_pictures()] * 2, half=half)
    assert all(set(line) == {"gan", "matching", "d_fake", "d_real"} for line in losses)
    assert all(math.isfinite(value) for line in losses for value in line.values())
    after = module.state_dict()
    assert all(torch.isfinite(value).all() for value in after.values() if value.is_floating_point())
    weight = "conv_0.parametrizations.weight.original"
    for name in (
        f"networks.generator.content_stream.res_1.{weight}",
        f"networks.generator.style_stream.res_1.{weight}",
        "discriminator.discriminator_1.model0.0.weight",
    ):
        assert not torch.equal(before[name], after[name]), name


@pytest.mark.parametrize("changes", [{"latent": 4}, {"styled": True}, {"discriminator": "segmentation", "noise": 2}])
def test_synthesis_learns_in_half_precision(changes: dict[str, object]) -> None:
    module = TsitRecipe(tiny(**changes), Budget(batches=100, minutes=0), None)
    before = {key: value.clone() for key, value in module.state_dict().items()}
    labels = torch.randint(1, 20, (2, 4, 4)).repeat_interleave(64, 1).repeat_interleave(64, 2).to(torch.uint8)
    batch = Batch(labels, two_pictures()[0], torch.zeros(2, 1))
    losses = train_on(module, [batch] * 2, half=True)
    assert all(math.isfinite(value) for line in losses for value in line.values())
    parameters = dict(module.named_parameters())
    trained = [name for name, parameter in parameters.items() if parameter.requires_grad]
    moved = [name for name in trained if not torch.equal(before[name], parameters[name])]
    assert len(moved) > 0.9 * len(trained)


def test_transfer_is_judged_as_a_picture_and_held_to_its_content(teacher: Path) -> None:
    backbone = ReaderFeatures(load_reader(teacher)[0])
    module = TsitRecipe(tiny(task=TRANSFER, perceptual=1.0), Budget(batches=100, minutes=0), backbone)
    content, style = two_pictures()
    scene = module.scene((content, style))
    assert torch.equal(scene.real, style)
    assert torch.equal(scene.likeness, content)
    inputs = module.discriminator.discriminator_0.model0[0].in_channels
    assert inputs == 3
    first, second = (module.made(scene._replace(real=real), torch.Generator())[0] for real in (style, -style))
    assert not torch.allclose(first, second)


def test_a_synthesis_run_ends_in_weights_that_draw(
    maps: Path, teacher: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    config = tiny(latent=4, perceptual=1.0, teacher=str(teacher), ema=0.9)
    run = Run(tmp_path / "run", config, str(maps))
    weights = train(run, resume=False)
    (losses,) = (json.loads(line) for line in (run.folder / "metrics.jsonl").read_text().splitlines()[-1:])
    assert {"gan", "matching", "perceptual", "divergence"} <= set(losses)
    card = import_checkpoint(weights, Store(), name="mine")
    assert card.generator == "tsit"
    labels = np.full((SIZE, SIZE), LANDSCAPE.id("hill"), np.uint8)
    made = load().render(Request("tsit", labels, size=64, weights=card.sha256), lambda fraction: None)
    assert made.shape == (64, 64, 3)


def test_a_transfer_run_ends_in_weights_that_draw(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    run = Run(tmp_path / "run", tiny(task=TRANSFER), str(sets))
    card = import_checkpoint(train(run, resume=False), Store(), name="mine")
    assert card.generator == "tsit-transfer"
    assert list((run.folder / "samples").glob("*.png"))
    with Image.open(sets / "trainA" / "0.png") as image:
        photograph = np.asarray(image)
    request = Request("tsit-transfer", photograph, size=64, style=photograph, weights=card.sha256)
    assert load_transfer().render(request, lambda fraction: None).shape[0] == 64


def test_synthesis_with_a_style_stream_draws_a_usual_day_or_the_look_of_a_picture(
    maps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    run = Run(tmp_path / "run", tiny(styled=True), str(maps))
    card = import_checkpoint(train(run, resume=False), Store(), name="mine")
    assert card.generator == "tsit"
    facts, state = read_weights(Store().of_digest(card.sha256)[1], FORMAT)
    assert facts["shape"]["knows_look"]
    assert all(float(state[f"look_{scale}"][1].min()) > 0 for scale in range(8))
    labels = np.full((SIZE, SIZE), LANDSCAPE.id("hill"), np.uint8)
    chance = np.random.default_rng(0)
    styles = [None, *(chance.integers(0, high, (64, 64, 3), dtype=np.uint8) for high in (40, 255))]
    painter = load()
    made = [
        painter.render(Request("tsit", labels, size=64, style=style, weights=card.sha256), lambda fraction: None)
        for style in styles
    ]
    assert not np.array_equal(made[0], made[1])
    assert not np.array_equal(made[1], made[2])


def test_contents_meet_other_styles_in_every_epoch(sets: Path) -> None:
    source = TransferSets(sets, tiny(task=TRANSFER))
    styles = {source.shown(epoch, 0)[1].tobytes() for epoch in range(8)}
    assert len(styles) > 1
    assert np.array_equal(source.shown(3, 1)[0], source.shown(3, 1)[0])


def test_a_folder_without_styles_is_refused(sets: Path) -> None:
    (sets / "trainB").rename(sets / "elsewhere")
    with pytest.raises(InputError, match="no styles: they are looked for in style/, trainB/"):
        TransferSets(sets, tiny(task=TRANSFER))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"crop_size": 128}, "from 256 on"),
        ({"task": "both"}, "synthesis or transfer"),
        ({"task": TRANSFER, "latent": 8}, "neither latent"),
        ({"styled": True, "latent": 8}, "both give the look"),
    ],
)
def test_what_cannot_be_trained_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        tiny(**changes).check()


def test_the_paper_s_presets_have_its_numbers() -> None:
    synthesis, transfer = load_config("tsit-paper"), load_config("tsit-transfer-paper")
    assert isinstance(synthesis, TsitConfig)
    assert isinstance(transfer, TsitConfig)
    assert (synthesis.batch, synthesis.perceptual, synthesis.matching, synthesis.latent) == (16, 20.0, 10.0, 256)
    assert (synthesis.g_rate, synthesis.d_rate, synthesis.beta1, synthesis.beta2) == (1e-4, 4e-4, 0.5, 0.999)
    assert (transfer.task, transfer.perceptual, transfer.matching, transfer.d_layers) == (TRANSFER, 1.0, 1.0, 3)
