"""The segmentation discriminator (OASIS): its losses by hand, LabelMix along label borders, and training with it."""

from __future__ import annotations

import math

import pytest
import torch
from references import train_on
from torch import Tensor

from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config_semantic import SEGMENTATION
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.losses.labelmix import consistency_loss, mixed, region_mask
from lightning_modules.losses.segmentation import balanced_loss, made_loss
from lightning_modules.segmenter import SegmentingDiscriminator
from lightning_modules.spade import SpadeRecipe
from studio.errors import InputError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


def one_hot_row(*labels: int, count: int = 2) -> Tensor:
    """A label map of one row; -1 has no label."""
    row = torch.zeros(1, count, 1, len(labels))
    for column, label in enumerate(labels):
        if label >= 0:
            row[0, label, 0, column] = 1
    return row


def test_a_rare_label_weighs_as_much_as_a_common_one() -> None:
    logits = torch.zeros(1, 3, 1, 4)
    logits[:, 0] = 1.0  # label 0 is believed everywhere
    surprise = [math.log(math.e + 2) - 1, math.log(math.e + 2)]
    labels = one_hot_row(0, 0, 0, 1)
    weights = [4 / 3 / 2, 4 / 1 / 2]
    by_hand = (3 * weights[0] * surprise[0] + 1 * weights[1] * surprise[1]) / 4
    assert float(balanced_loss(logits, labels)) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(sum(surprise) / 2)


def test_pixels_without_a_label_take_no_part() -> None:
    logits = torch.randn(1, 3, 1, 3)
    with_gap = balanced_loss(logits, one_hot_row(0, -1, 1))
    assert float(with_gap) == pytest.approx(float(balanced_loss(logits[..., [0, 2]], one_hot_row(0, 1))))


def test_made_pixels_should_be_seen_as_made() -> None:
    logits = torch.zeros(1, 4, 2, 2)
    assert float(made_loss(logits)) == pytest.approx(math.log(4))
    logits[:, -1] = 50.0
    assert float(made_loss(logits)) == pytest.approx(0, abs=1e-6)


def test_masks_follow_label_borders_and_take_some_of_the_labels() -> None:
    ids = torch.randint(0, 5, (6, 8, 8))
    labels = torch.eye(5)[ids].permute(0, 3, 1, 2)
    mask = region_mask(labels, torch.Generator().manual_seed(3))
    assert mask.shape == (6, 1, 8, 8)
    assert 0 < float(mask.mean()) < 1
    for number in range(6):
        for label in range(5):
            assert len(mask[number, 0][ids[number] == label].unique()) <= 1


def test_a_mixed_picture_is_judged_as_its_parts_are() -> None:
    mask = torch.tensor([[[[1.0, 0.0]]]])
    first, second = torch.full((1, 1, 1, 2), 3.0), torch.full((1, 1, 1, 2), 5.0)
    assert mixed(mask, first, second).flatten().tolist() == [3.0, 5.0]
    assert float(consistency_loss(torch.tensor([[[[3.0, 5.0]]]]), first, second, mask)) == 0
    assert float(consistency_loss(torch.tensor([[[[4.0, 5.0]]]]), first, second, mask)) == pytest.approx(0.5)


def test_every_pixel_is_judged() -> None:
    network = SegmentingDiscriminator(7, channels=4, levels=3)
    assert network(torch.rand(2, 3, 32, 48)).shape == (2, 8, 32, 48)


def tiny(**changes: object) -> SpadeConfig:
    settings: dict[str, object] = {"channels": 2, "hidden": 4, "noise": 3, "d_channels": 4, "d_layers": 3, "batch": 2}
    settings |= {"load_size": 64, "crop_size": 64, "epochs": 1, "perceptual": 0.0, "discriminator": SEGMENTATION}
    return SpadeConfig(**{**settings, **changes})  # type: ignore[arg-type]


def a_batch() -> Batch:
    labels = torch.randint(1, 20, (2, 4, 4)).repeat_interleave(16, 1).repeat_interleave(16, 2)
    return Batch(labels.to(torch.uint8), torch.rand(2, 3, 64, 64) * 2 - 1, torch.zeros(2, 1))


@pytest.mark.parametrize("half", [False, True])
def test_both_networks_move_and_losses_stay_finite(half: bool) -> None:
    module = SpadeRecipe(tiny(), Budget(batches=100, minutes=0), None)
    before = {key: value.clone() for key, value in module.state_dict().items()}
    losses = train_on(module, [a_batch()] * 2, half=half)
    assert all(set(line) == {"gan", "d_fake", "d_real", "d_mix"} for line in losses)
    assert all(math.isfinite(value) for line in losses for value in line.values())
    after = module.state_dict()
    for name in ("networks.generator.conv_img.weight", "discriminator.scores.weight"):
        assert not torch.equal(before[name], after[name])


def test_the_discriminator_learns_to_tell_labels_and_made_pixels() -> None:
    torch.manual_seed(0)
    module = SpadeRecipe(tiny(g_rate=0.0, d_rate=1e-2), Budget(batches=1000, minutes=0), None)
    labels = torch.zeros(2, 64, 64, dtype=torch.uint8)
    labels[:, :, :32], labels[:, :, 32:] = 1, 2
    picture = torch.where(labels[:, None] == 1, 0.8, -0.8).expand(-1, 3, -1, -1)
    losses = train_on(module, [Batch(labels, picture, torch.zeros(2, 1))] * 40)
    first, last = (line["d_real"] + line["d_fake"] for line in (losses[0], losses[-1]))
    assert last < 0.7 * first


def test_a_crop_that_cannot_be_halved_so_often_is_refused() -> None:
    with pytest.raises(InputError, match="no multiple of 128"):
        tiny(d_layers=7, crop_size=64).check()
