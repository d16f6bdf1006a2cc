"""StarGAN's edits by words: what they are asked for, what they must give, and that they learn it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from references import train_on
from torch import Tensor

from lightning_modules.attribute_tables import seen_in
from lightning_modules.budget import Budget
from lightning_modules.checkpoint_io import newest_checkpoint, read_checkpoint
from lightning_modules.config import load_config
from lightning_modules.edit_sets import EditSource, Span
from lightning_modules.parts import Part
from lightning_modules.picture_configs import StarGanConfig
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from lightning_modules.star_edits import StarEdits
from studio.errors import InputError
from studio_data.datasets.looks import write_looks
from studio_data.portraits.folder import write_portraits
from studio_stargan.checkpoints import FORMAT, convert
from studio_stargan.render import _built
from studio_torch.weight_file import read_weights

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")

COLUMNS = ("hour", "season", "weather")
SPANS = [Span(0, 2), Span(2, 5)]


def tiny(**changes: object) -> StarGanConfig:
    settings: dict[str, object] = {"channels": 4, "blocks": 1, "d_channels": 4, "d_layers": 3, "batch": 2}
    settings |= {"load_size": 40, "crop_size": 32, "epochs": 1, "warm_up": 0, "precision": "fp32", "log_every": 1}
    settings |= {"keep": True, "paired": 10.0, "cycle": 0.0, "critics": 1, "network": "change"}
    return StarGanConfig(**{**settings, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("edits") / "looks"
    write_looks(out, 4, looks=4, size=32, supersample=1)
    return out


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("edits") / "faces"
    write_portraits(out, 3, size=64, supersample=1, counterparts=1)
    return out


def words(source: EditSource, row: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> set[str]:
    return {name for name, value in zip(source.domains, row, strict=True) if value}


def test_a_target_names_what_changes_and_the_truth_shows_it(looks: Path) -> None:
    source = EditSource(looks, tiny(named=0.0, load_size=32, flip=False))
    pictures = [np.array(Image.open(path)) for path in sorted((looks / "images").iterdir())]
    assert len(source) == 16
    for index in range(16):
        picture, row, wanted, target, truth, known = source.shown(0, index)
        assert known.tolist() == [1]
        assert words(source, target) == words(source, wanted) - words(source, row)
        assert words(source, target)
        assert np.array_equal(picture, pictures[index])
        mates = pictures[index // 4 * 4 : index // 4 * 4 + 4]
        assert any(np.array_equal(truth, mate) for mate in mates)


def test_columns_are_changed_equally_often_however_few_looks_show_them(tmp_path: Path) -> None:
    write_looks(tmp_path / "looks", 1, looks=6, size=32, supersample=1)
    source = EditSource(tmp_path / "looks", tiny(named=0.0))
    asked = [words(source, source.shown(epoch, 0)[3]) for epoch in range(120)]
    counts = {column: sum(any(word.startswith(column) for word in some) for some in asked) for column in COLUMNS}
    assert min(counts.values()) > 30, counts  # one look of five is of another season
    assert sum(len(some) == 1 for some in asked) > 60


def test_columns_that_stay_are_named_now_and_then(looks: Path) -> None:
    source = EditSource(looks, tiny(named=1.0))
    _, _, wanted, target, *_ = source.shown(0, 3)
    assert np.array_equal(wanted, target)


def test_picture_and_truth_are_cut_alike_and_the_same_in_every_process(looks: Path) -> None:
    source, again = (EditSource(looks, tiny(load_size=64)) for _ in range(2))
    for index in range(8):
        first, second = source.shown(3, index), again.shown(3, index)
        assert all(np.array_equal(np.asarray(one), np.asarray(other)) for one, other in zip(first, second, strict=True))
        assert first[0].shape == first[4].shape == (32, 32, 3)
    assert not np.array_equal(source.shown(3, 0)[0], source.shown(4, 0)[0])


def test_counterparts_and_sketches_of_a_face_are_its_true_edits(faces: Path) -> None:
    source = EditSource(faces, tiny(attributes="hair,eyes,expression,medium"))
    assert {"hair-red", "eyes-closed", "medium-sketch", "medium-colour"} <= set(source.domains)
    seen = seen_in(faces)
    scenes = [picture.scene for picture in seen]
    assert scenes == sorted(scenes)
    assert scenes.count("000001") == scenes.count("000002") == 2  # the face and its sketch
    assert scenes.count("000000") > 2 + 2 * (3 + 4)
    eyes = {p.file.stem.split("-")[2]: p for p in seen if p.file.stem.startswith("000000-eyes-")}
    assert len(eyes) == 3
    assert all(picture.values["eyes"] == value for value, picture in eyes.items())


def test_what_nobody_can_name_differs_in_no_edit(faces: Path, looks: Path) -> None:
    source = EditSource(faces, tiny(attributes="hair,medium"))
    assert len(source) == 3 * 2 + 7  # three faces and their sketches, and the first in seven other colours
    hours = EditSource(looks, tiny(attributes="hour", named=0.0))
    shown = [hours.shown(0, index) for index in range(len(hours))]
    assert any(known for *_, known in shown)
    assert all(words(hours, target) == words(hours, wanted) - words(hours, row) for _, row, wanted, target, *_ in shown)


def test_what_the_true_edit_changes_counts_more() -> None:
    picture = torch.zeros(1, 3, 8, 8)
    truth = picture.clone()
    truth[:, :, 2:4, 2:4] = 1.0
    losses = {}
    for weight in (1.0, 6.0):
        module = StarEdits(tiny(changed=weight, gan=0.0, classes=0.0), Budget(batches=10, minutes=0), SPANS, None)
        row = torch.tensor([[1.0, 0, 1, 0, 0]])
        batch = (picture, row, row, row, truth, torch.ones(1, 1), torch.rand(1, 1, 1, 1))
        losses[weight] = float(module.edit_loss(Part(batch, 0, 1.0), picture))
    assert losses[6.0] > 2 * losses[1.0]


def test_a_sketch_says_nothing_of_hair(faces: Path) -> None:
    source = EditSource(faces, tiny(attributes="hair,medium", named=0.0))
    sketch = next(n for n, picture in enumerate(seen_in(faces)) if picture.values["medium"] == "sketch")
    named = [words(source, source.shown(epoch, sketch)[3]) for epoch in range(12)]
    assert all(not any(name.startswith("hair") for name in words(source, source.shown(0, sketch)[1])) for _ in named)
    assert {"medium-colour"} in named  # no colour was asked for
    assert any(len(names) == 2 for names in named)  # one was


def test_without_a_true_counterpart_one_column_is_asked_for(looks: Path, tmp_path: Path) -> None:
    (tmp_path / "images").symlink_to(looks / "images")
    lines = (looks / "attributes.csv").read_text().splitlines()
    rows = [line.split(",") for line in lines]
    (tmp_path / "attributes.csv").write_text("\n".join(",".join([row[0], *row[3:]]) for row in rows) + "\n")
    source = EditSource(tmp_path, tiny(named=0.0))
    for index in range(8):
        _, row, wanted, target, _, known = source.shown(0, index)
        changed = words(source, wanted) - words(source, row)
        assert words(source, target) == changed
        assert len(changed) <= 1
        assert known.tolist() == [0.0 if changed else 1.0]


def test_what_can_t_be_learned_is_said(looks: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"attributes\.csv"):
        EditSource(tmp_path, tiny())
    with pytest.raises(InputError, match="no attribute hats; there are hour, season, weather"):
        EditSource(looks, tiny(attributes="hats"))
    with pytest.raises(InputError, match="keep=true"):
        tiny(keep=False).check()


def edits(count: int = 2) -> tuple[Tensor, ...]:
    picture = torch.rand(count, 3, 32, 32) * 1.6 - 0.8
    domains = torch.tensor([[1.0, 0, 1, 0, 0]]).repeat(count, 1)
    wanted = torch.tensor([[0.0, 1, 1, 0, 0]]).repeat(count, 1)
    target = torch.tensor([[0.0, 1, 0, 0, 0]]).repeat(count, 1)
    dark = (picture + 1) * 0.3 - 1
    return picture, domains, wanted, target, dark, torch.ones(count, 1)


def test_an_edit_is_learned_from_its_true_result() -> None:
    torch.manual_seed(0)
    module = StarEdits(tiny(gan=0.02, g_rate=4e-3, beta2=0.9), Budget(batches=1000, minutes=0), SPANS, None)
    losses = train_on(module, [edits() for _ in range(40)])
    assert losses[-1]["paired"] < losses[0]["paired"] / 3


def test_the_way_back_names_the_same_columns() -> None:
    module = StarEdits(tiny(), Budget(batches=10, minutes=0), SPANS, None)
    _, domains, _, target, *_ = edits(1)
    assert module.way_back(target, domains).tolist() == [[1, 0, 0, 0, 0]]


def test_columns_are_told_apart_each_for_itself_and_unknown_ones_count_nothing() -> None:
    module = StarEdits(tiny(), Budget(batches=10, minutes=0), SPANS, None)
    logits = torch.zeros(2, 5)
    both = torch.tensor([[1.0, 0, 0, 0, 1], [0, 1, 0, 0, 0]])
    expected = (np.log(2) + np.log(3)) / 2
    assert float(module.classification_loss(logits, both)) == pytest.approx(expected)
    assert float(module.classification_loss(logits, both * 0)) == 0


@pytest.mark.parametrize(("weights", "critic"), [({"gan": 0.0}, True), ({"gan": 0.0, "classes": 0.0}, False)])
def test_a_critic_may_tell_domains_alone_or_be_left_out(weights: dict[str, float], critic: bool) -> None:
    module = StarEdits(tiny(**weights), Budget(batches=4, minutes=0), SPANS, None)
    before = [weight.detach().clone() for weight in module.discriminator.parameters()]
    losses = train_on(module, [edits() for _ in range(4)])
    assert {"classes" in line for line in losses} == {"d_classes" in line for line in losses} == {critic}
    assert not any(name in line for line in losses for name in ("gan", "d_real", "d_fake", "d_penalty"))
    after = list(module.discriminator.parameters())
    moved = [not torch.equal(old, new) for old, new in zip(before, after, strict=True)]
    assert any(moved) == critic


def test_the_critic_comes_when_it_is_time_and_every_loss_is_told() -> None:
    module = StarEdits(tiny(gan_from=0.5, cycle=1.0), Budget(batches=6, minutes=0), SPANS, None)
    losses = train_on(module, [edits() for _ in range(6)])
    assert ["gan" in line for line in losses] == [False] * 3 + [True] * 3
    assert all("cycle" in line and np.isfinite(list(line.values())).all() for line in losses)


def test_a_run_ends_in_weights_that_draw(looks: Path, tmp_path: Path) -> None:
    run = Run(tmp_path / "run", tiny(gan_from=0.5, d_layers=3), str(looks))
    weights = train(run, resume=False)
    facts, state = read_weights(weights, FORMAT)
    assert (facts["network"], facts["keep"]) == ("change", True)
    asked = (torch.rand(1, 3, 48, 40), torch.eye(len(facts["domains"]))[:1])
    made = _built(facts, state)(*asked)
    assert made.shape == (1, 3, 48, 40)
    imported = convert(weights, tmp_path / "imported.safetensors", {})
    assert imported is not None
    assert imported["domains"] == facts["domains"]
    assert torch.equal(_built(*read_weights(tmp_path / "imported.safetensors", FORMAT))(*asked), made)
    assert list((run.folder / "samples").glob("*.png"))


def test_norms_that_are_frozen_stay_as_they_were_measured(looks: Path, tmp_path: Path) -> None:
    quick = tiny(classes=0.0, gan=0.0, g_rate=0.05)
    first = train(Run(tmp_path / "first", quick, str(looks)), resume=False)
    second = Run(
        tmp_path / "second", dataclasses.replace(quick, freeze_norms=True), str(looks), str(tmp_path / "first")
    )
    _, before = read_weights(first, FORMAT)
    _, after = read_weights(train(second, resume=False), FORMAT)
    learnt = read_checkpoint(newest_checkpoint(second.folder / "checkpoints"))["state_dict"]
    norms = [key for key in before if key.endswith(("running_mean", "running_var"))]
    assert norms
    for key in norms:  # a run exports its norms measured on its own pictures, which are the second's too
        assert torch.equal(before[key], after[key])
        assert torch.equal(after[key], learnt[f"generator.{key}"].half().float())
    weights = [key for key in before if key.endswith("conv.weight")]
    assert not any(torch.equal(before[key], after[key]) for key in weights)


@pytest.mark.parametrize("name", ["stargan-looks-128", "stargan-portraits-128"])
def test_the_presets_learn_from_true_results(name: str) -> None:
    config = load_config(name)
    assert isinstance(config, StarGanConfig)
    assert config.keep
    assert config.paired > 0
    assert config.network == "change"
