"""CartoonGAN: its two phases, what its discriminator is shown, and its data."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from references import train_on

from lightning_modules.budget import Budget
from lightning_modules.cartoon_sets import CartoonSets
from lightning_modules.cartoongan import CartoonGan, slopes_loss
from lightning_modules.config import load_config
from lightning_modules.losses.backbones import ReaderFeatures
from lightning_modules.picture_configs import CartoonGanConfig
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from studio.errors import InputError
from studio_cartoongan.checkpoints import FORMAT, convert
from studio_cartoongan.render import _built
from studio_data.prepare.edges import smooth_edges
from studio_reader.checkpoints import load_reader
from studio_torch.change_net import ChangeNet
from studio_torch.weight_file import read_weights

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


def tiny(**changes: object) -> CartoonGanConfig:
    settings: dict[str, object] = {"channels": 4, "blocks": 1, "d_channels": 4, "batch": 2, "load_size": 32}
    settings |= {"crop_size": 32, "epochs": 1, "warm_up": 0, "precision": "fp32"}
    return CartoonGanConfig(**{**settings, **changes})  # type: ignore[arg-type]


@pytest.fixture
def backbone(teacher: Path) -> ReaderFeatures:
    return ReaderFeatures(load_reader(teacher)[0])


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    chance = np.random.default_rng(0)
    for name, count in (("photos", 6), ("cartoons", 4)):
        (tmp_path / "sets" / name).mkdir(parents=True)
        for number in range(count):
            squares = chance.integers(0, 256, (6, 8, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
            Image.fromarray(squares).save(tmp_path / "sets" / name / f"{number}.png")
    return tmp_path / "sets"


def weights_of(network: torch.nn.Module) -> list[torch.Tensor]:
    return [parameter.detach().clone() for parameter in network.parameters()]


def test_the_first_phase_teaches_content_only(backbone: ReaderFeatures) -> None:
    batch = tuple(torch.rand(2, 3, 32, 32) * 2 - 1 for _ in range(3))
    module = CartoonGan(tiny(init=0.5), Budget(batches=4, minutes=0), backbone)
    before = weights_of(module.discriminator)
    first, second, third, _ = train_on(module, [batch] * 4)
    assert set(first) == set(second) == {"content"}
    assert set(third) == {"content", "gan", "d_cartoon", "d_made", "d_smoothed"}
    assert all(torch.isfinite(torch.tensor(list(third.values()))))
    assert any(not torch.equal(old, new) for old, new in zip(before, weights_of(module.discriminator), strict=True))


def test_the_discriminator_stands_still_in_the_first_phase(backbone: ReaderFeatures) -> None:
    batch = tuple(torch.rand(2, 3, 32, 32) * 2 - 1 for _ in range(3))
    module = CartoonGan(tiny(init=0.9), Budget(batches=10, minutes=0), backbone)
    before = weights_of(module.discriminator)
    train_on(module, [batch] * 3)
    assert all(torch.equal(old, new) for old, new in zip(before, weights_of(module.discriminator), strict=True))


def test_content_comes_back_when_it_is_all_that_counts(backbone: ReaderFeatures) -> None:
    batch = tuple(torch.rand(2, 3, 32, 32) * 2 - 1 for _ in range(3))
    module = CartoonGan(tiny(init=0.99, g_rate=2e-3), Budget(batches=1000, minutes=0), backbone)
    losses = [line["content"] for line in train_on(module, [batch] * 30)]
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])


def test_light_and_colour_stay_where_they_are_kept(backbone: ReaderFeatures) -> None:
    batch = tuple(torch.rand(2, 3, 32, 32) * 2 - 1 for _ in range(3))
    batch[0][:, :, :16] -= 0.5
    module = CartoonGan(tiny(init=0.99, g_rate=2e-3, content=0.0, kept=1.0), Budget(batches=1000, minutes=0), backbone)
    losses = [line["kept"] for line in train_on(module, [batch] * 30)]
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:5])


@pytest.mark.parametrize(("done", "factor"), [(0, 1.0), (54, 1.0), (62, 0.1), (86, 0.01)])
def test_rates_drop_twice_as_published(backbone: ReaderFeatures, done: int, factor: float) -> None:
    module = CartoonGan(tiny(init=0.1), Budget(batches=100, minutes=0), backbone)
    module.budget.restore({"batches": done, "seconds": 0})
    assert module.rate_factor() == pytest.approx(factor)


def test_a_cartoon_stands_beside_its_own_smoothed_copy(sets: Path) -> None:
    source = CartoonSets(sets, tiny(load_size=40, flip=True))
    cartoons = set()
    for epoch in range(6):
        _, cartoon, smoothed, *_ = source.shown(epoch, 0)
        assert smoothed.shape == cartoon.shape == (32, 32, 3)
        assert (smoothed == cartoon).all(-1).any()
        assert not np.array_equal(smoothed, cartoon)
        cartoons.add(cartoon.tobytes())
        again = source.shown(epoch, 0)
        assert np.array_equal(again[1], cartoon)
    assert len(cartoons) > 2  # no pairs: the partner changes from epoch to epoch


def test_given_copies_are_taken(sets: Path) -> None:
    (sets / "smoothed").mkdir()
    for path in (sets / "cartoons").iterdir():
        Image.new("RGB", (64, 48), (9, 8, 7)).save(sets / "smoothed" / path.name)
    assert (CartoonSets(sets, tiny()).plain(0)[2] == (9, 8, 7)).all()


def test_copies_are_made_as_the_reference_makes_them(sets: Path) -> None:
    _, cartoon, smoothed, *_ = CartoonSets(sets, tiny(load_size=48)).plain(1)
    assert np.array_equal(smoothed, smooth_edges(cartoon))


def test_a_photograph_is_shown_with_its_own_cartoon_where_pairs_are_asked_for(sets: Path) -> None:
    for path in (sets / "cartoons").iterdir():  # the photograph upside down, so that both are known apart
        Image.open(sets / "photos" / path.name).transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(path)
    source = CartoonSets(sets, tiny(paired=1.0, load_size=48, crop_size=48, flip=True))
    for epoch in range(6):
        photograph, cartoon, _, own, wanted = source.shown(epoch, 0)
        assert own == 1
        assert np.array_equal(cartoon, photograph[::-1])  # the same section, mirrored alike
        assert np.array_equal(wanted, cartoon)
    assert [float(source.plain(index)[3][0]) for index in range(6)] == [1, 1, 1, 1, 0, 0]


def test_drafts_are_held_against_what_is_made_and_are_no_cartoons(sets: Path) -> None:
    for path in (sets / "cartoons").iterdir():
        path.rename(path.with_name(f"other-{path.name}"))
    (sets / "drafts").mkdir()
    for path in (sets / "photos").glob("[0-3].png"):
        Image.open(path).transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(sets / "drafts" / path.name)
    source = CartoonSets(sets, tiny(paired=1.0, load_size=48, crop_size=48, flip=True))
    cartoons = set()
    for epoch in range(6):
        photograph, cartoon, _, known, wanted = source.shown(epoch, 0)
        assert known == 1
        assert np.array_equal(wanted, photograph[::-1])  # the same section, mirrored alike
        assert not np.array_equal(cartoon, wanted)
        cartoons.add(cartoon.tobytes())
    assert len(cartoons) > 2
    assert [float(source.plain(index)[3][0]) for index in range(6)] == [1, 1, 1, 1, 0, 0]
    assert np.array_equal(source.plain(0)[4], source.plain(0)[0][::-1])


def test_pairs_that_are_not_there_are_told(sets: Path) -> None:
    for path in (sets / "cartoons").iterdir():
        path.rename(path.with_name(f"other-{path.name}"))
    with pytest.raises(InputError, match="no photograph has a cartoon or draft of its name"):
        CartoonSets(sets, tiny(paired=1.0))


def test_the_hand_is_learned_from_pairs_and_content_from_the_others(backbone: ReaderFeatures) -> None:
    photographs = torch.rand(2, 3, 32, 32) * 2 - 1
    batch = (photographs, photographs, photographs, torch.tensor([[1.0], [0.0]]), -photographs)
    config = tiny(init=0.99, paired=10.0, perceptual=1.0, content=0.1, g_rate=4e-3)
    module = CartoonGan(config, Budget(batches=1000, minutes=0), backbone)
    lines = train_on(module, [batch] * 40)
    assert set(lines[0]) == {"paired", "features", "content"}
    assert np.mean([line["paired"] for line in lines[-5:]]) < 0.8 * np.mean([line["paired"] for line in lines[:5]])


def test_grain_counts_as_slopes_more_than_as_pixels() -> None:
    flat, faint = torch.zeros(1, 3, 16, 16), 0.05
    grain = faint * (1 - 2 * ((torch.arange(16)[:, None] + torch.arange(16)) % 2)).float().expand(1, 3, 16, 16)
    assert slopes_loss(flat, flat) == 0
    assert float(slopes_loss(flat + faint, flat)) == pytest.approx(0, abs=1e-6)
    assert float(slopes_loss(grain, flat)) == pytest.approx(4 * faint)


def test_slopes_belong_to_pairs(backbone: ReaderFeatures) -> None:
    photographs = torch.rand(2, 3, 32, 32) * 2 - 1
    batch = (photographs, photographs, photographs, torch.ones(2, 1), -photographs)
    config = tiny(init=0.99, paired=1.0, slopes=10.0, g_rate=4e-3)
    lines = train_on(CartoonGan(config, Budget(batches=1000, minutes=0), backbone), [batch] * 40)
    assert np.mean([line["slopes"] for line in lines[-5:]]) < 0.9 * np.mean([line["slopes"] for line in lines[:5]])


def test_missing_cartoons_are_told(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(InputError, match="photos/"):
        CartoonSets(tmp_path, tiny())


def test_a_run_ends_in_weights_that_draw(sets: Path, teacher: Path, tmp_path: Path) -> None:
    run = Run(tmp_path / "run", tiny(teacher=str(teacher), epochs=2, init=0.5, log_every=1), str(sets))
    weights = train(run, resume=False)
    facts, state = read_weights(weights, FORMAT)
    made = _built(facts, state)(torch.zeros(1, 3, 32, 32))
    assert made.shape == (1, 3, 32, 32)
    card = json.loads(weights.with_suffix(".json").read_text())
    assert (card["generator"], card["content_loss"]) == ("cartoongan", "scene-reader features")
    assert list((run.folder / "samples").glob("*.png"))


def test_the_paper_s_preset_has_its_numbers() -> None:
    config = load_config("cartoongan-paper")
    assert isinstance(config, CartoonGanConfig)
    assert (config.content, config.g_rate, config.batch, config.crop_size) == (10.0, 2e-4, 8, 256)
    assert config.init * config.epochs == pytest.approx(10, abs=0.01)


def test_losses_stay_finite_and_weights_move_in_half_precision(backbone: ReaderFeatures) -> None:
    module = CartoonGan(tiny(init=0.0), Budget(batches=100, minutes=0), backbone)
    batch = tuple(torch.rand(2, 3, 32, 32) * 2 - 1 for _ in range(3))
    before = module.generator.state_dict()["down_convs.0.weight"].clone()
    losses = train_on(module, [batch] * 3, half=True)
    assert all(np.isfinite(list(line.values())).all() for line in losses)
    after = module.generator.state_dict()["down_convs.0.weight"]
    assert torch.isfinite(after).all()
    assert not torch.equal(after, before)


def test_the_studio_s_own_network_ends_in_weights_that_draw_and_can_be_imported(
    sets: Path, teacher: Path, tmp_path: Path
) -> None:
    for path in (sets / "cartoons").iterdir():
        Image.open(sets / "photos" / path.name).save(path)
    config = tiny(network="change", paired=1.0, perceptual=1.0, teacher=str(teacher), epochs=2, init=0.5)
    weights = train(Run(tmp_path / "run", config, str(sets)), resume=False)
    facts, state = read_weights(weights, FORMAT)
    network = _built(facts, state)
    assert isinstance(network, ChangeNet)
    picture = torch.rand(1, 3, 32, 40) * 2 - 1
    imported = convert(weights, tmp_path / "imported.safetensors", {})
    assert imported is not None
    assert torch.equal(_built(*read_weights(tmp_path / "imported.safetensors", FORMAT))(picture), network(picture))


def test_an_unknown_network_is_told() -> None:
    with pytest.raises(InputError, match="network is paper, change, not big"):
        tiny(network="big").check()
