"""StarGAN: its trainer's own first two iterations, number by number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from references import Reference, train_on

from lightning_modules.attribute_sets import AttributeSource
from lightning_modules.budget import Budget
from lightning_modules.config import load_config
from lightning_modules.losses.wasserstein import gradient_penalty
from lightning_modules.picture_configs import StarGanConfig
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from lightning_modules.stargan import StarGan
from studio.errors import InputError
from studio_data.portraits.folder import write_portraits
from studio_stargan.checkpoints import FORMAT, convert
from studio_stargan.render import _built
from studio_torch.weight_file import read_weights

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")

LOSSES = ("d_real", "d_fake", "d_classes", "d_penalty", "gan", "cycle", "classes")


def test_two_iterations_are_those_of_the_reference(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = Reference(shared / "parity" / "train_stargan_2steps")
    config = StarGanConfig(
        channels=reference.built["g_conv_dim"],
        d_channels=reference.built["d_conv_dim"],
        d_layers=reference.built["d_repeat"],
        critics=1,
        crop_size=64,
        load_size=64,
        batch=4,
        epochs=1000,
        warm_up=0,
        clip=0.0,
    )
    module = StarGan(config, Budget(batches=1000, minutes=0), reference.built["c_dim"], exclusive=False)
    reference.load(module.generator, "G")
    reference.load(module.discriminator, "D")

    def chances(count: int) -> tuple[torch.Tensor, torch.Tensor]:
        number = module.budget.batches_done
        order, mix = reference.arrays[f"perm{number}"], reference.arrays[f"alpha{number}"]
        return torch.from_numpy(order), torch.from_numpy(mix)

    monkeypatch.setattr(module, "chances", chances)
    batches = [(reference.pictures(f"x{n}"), torch.from_numpy(reference.arrays[f"label{n}"])) for n in (0, 1)]

    for number, losses in enumerate(train_on(module, batches)):
        ours = [losses[name] for name in LOSSES]
        np.testing.assert_allclose(ours, reference.arrays[f"output_losses{number}"], atol=1e-4)
    assert reference.check_weights(module.generator, "G", config.g_rate) > 20
    assert reference.check_weights(module.discriminator, "D", config.d_rate) > 8


def tiny(**changes: object) -> StarGanConfig:
    settings: dict[str, object] = {"channels": 4, "blocks": 1, "d_channels": 4, "d_layers": 3, "batch": 2}
    settings |= {"load_size": 32, "crop_size": 32, "epochs": 1, "warm_up": 0, "precision": "fp32", "log_every": 1}
    return StarGanConfig(**{**settings, **changes})  # type: ignore[arg-type]


def save_pictures(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        Image.new("RGB", (40, 36), (number, 2 * number, 100)).save(folder / f"{number}.png")


@pytest.fixture
def celeba(tmp_path: Path) -> Path:
    save_pictures(tmp_path / "celeba" / "images", 6)
    rows = [f"{number}.png  {1 if number % 2 else -1} {1 if number > 3 else -1} -1" for number in range(6)]
    (tmp_path / "celeba" / "list_attr_celeba.txt").write_text("\n".join(["6", "Blond_Hair Male Young", *rows, ""]))
    return tmp_path / "celeba"


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    for name in ("sad", "angry", "happy"):
        save_pictures(tmp_path / "classes" / "train" / name, 3)
    return tmp_path / "classes"


def test_celeba_s_list_is_read(celeba: Path) -> None:
    source = AttributeSource(celeba, tiny())
    assert source.domains == ("Blond_Hair", "Male", "Young")
    assert [source.plain(number)[1].tolist() for number in (0, 5)] == [[0, 0, 0], [1, 1, 0]]
    assert not source.exclusive


def test_only_the_attributes_that_are_asked_for(celeba: Path) -> None:
    source = AttributeSource(celeba, tiny(attributes="Male, Blond_Hair"))
    assert source.domains == ("Male", "Blond_Hair")
    assert source.plain(5)[1].tolist() == [1, 1]
    with pytest.raises(InputError, match="Blond_Hair, Male, Young"):
        AttributeSource(celeba, tiny(attributes="Hat"))


def test_class_folders_are_domains_in_alphabetical_order(classes: Path) -> None:
    source = AttributeSource(classes, tiny())
    assert source.domains == ("angry", "happy", "sad")
    assert source.exclusive
    assert all(source.plain(number)[1].sum() == 1 for number in range(9))


def test_a_parent_folder_is_refused(tmp_path: Path) -> None:
    save_pictures(tmp_path / "everything" / "one", 2)
    with pytest.raises(InputError, match="only one/"):
        AttributeSource(tmp_path / "everything", tiny())


def test_our_portraits_are_read(tmp_path: Path) -> None:
    write_portraits(tmp_path / "faces", 5, size=64)
    source = AttributeSource(tmp_path / "faces", tiny(attributes="hair,glasses"))
    assert all(domain.startswith(("hair-", "glasses-")) for domain in source.domains)
    picture, row = source.plain(3)
    assert picture.shape == (32, 32, 3)
    assert row.sum() == len({domain.rpartition("-")[0] for domain in source.domains})


def test_attributes_are_summed_per_picture_and_classes_exclude_each_other() -> None:
    logits, domains = torch.tensor([[0.0, 0.0, 0.0]]), torch.tensor([[1.0, 0.0, 0.0]])
    budget = Budget(batches=10, minutes=0)
    attributes, classes = (StarGan(tiny(), budget, 3, exclusive=exclusive) for exclusive in (False, True))
    assert float(attributes.classification_loss(logits, domains)) == pytest.approx(3 * np.log(2))
    assert float(classes.classification_loss(logits, domains)) == pytest.approx(np.log(3))


def test_the_generator_learns_in_every_nth_batch() -> None:
    module = StarGan(tiny(critics=3), Budget(batches=100, minutes=0), 2, exclusive=False)
    batch = (torch.rand(2, 3, 32, 32) * 2 - 1, torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
    losses = train_on(module, [batch] * 6)
    assert ["gan" in line for line in losses] == [False, False, True] * 2


def test_the_penalty_wants_gradients_of_length_one() -> None:
    between = torch.rand(3, 1, 2, 2)
    assert float(gradient_penalty(lambda x: x.sum((1, 2, 3)) / 2, between)) == pytest.approx(0, abs=1e-6)
    assert float(gradient_penalty(lambda x: x.sum((1, 2, 3)), between)) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["celeba", "classes"])
def test_a_run_ends_in_weights_that_draw(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    run = Run(tmp_path / "run", tiny(critics=2, epochs=2), str(request.getfixturevalue(kind)))
    weights = train(run, resume=False)
    facts, state = read_weights(weights, FORMAT)
    made = _built(facts, state)(torch.zeros(1, 3, 32, 32), torch.eye(3)[:1])
    assert made.shape == (1, 3, 32, 32)
    assert len(facts["domains"]) == 3
    imported = convert(weights, tmp_path / "imported.safetensors", {})
    assert imported is not None
    assert imported["domains"] == facts["domains"]
    assert list((run.folder / "samples").glob("*.png"))


def test_the_paper_s_preset_has_its_numbers() -> None:
    config = load_config("stargan-paper")
    assert isinstance(config, StarGanConfig)
    assert (config.critics, config.cycle, config.penalty, config.classes) == (5, 10.0, 10.0, 1.0)
    assert (config.g_rate, config.d_rate, config.beta1, config.batch, config.centre) == (1e-4, 1e-4, 0.5, 16, 178)


def test_losses_stay_finite_and_weights_move_in_half_precision() -> None:
    module = StarGan(tiny(critics=1), Budget(batches=100, minutes=0), 2, exclusive=False)
    batch = (torch.rand(2, 3, 32, 32) * 2 - 1, torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
    before = module.generator.state_dict()["main.0.weight"].clone()
    losses = train_on(module, [batch] * 3, half=True)
    assert all(np.isfinite(list(line.values())).all() for line in losses)
    after = module.generator.state_dict()["main.0.weight"]
    assert torch.isfinite(after).all()
    assert not torch.equal(after, before)
