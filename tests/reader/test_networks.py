"""Teacher and judge: their promises of size and shape."""

from __future__ import annotations

import pytest
import torch

from studio_judge.network import MULTIPLE, Judge
from studio_reader.network import SceneReader


def numbers(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_the_teacher_s_features_go_from_full_size_to_a_sixteenth() -> None:
    reader = SceneReader(labels=24, style=40, context=2).eval()
    features = reader.features(torch.zeros(1, 3, 64, 96))
    assert [tuple(feature.shape[1:]) for feature in features] == [
        (24, 64, 96),
        (48, 32, 48),
        (96, 16, 24),
        (160, 8, 12),
        (160, 4, 6),
    ]


@pytest.mark.parametrize("shape", [(16, 16), (32, 176), (144, 64)])
def test_both_score_every_pixel(shape: tuple[int, int]) -> None:
    for network in (SceneReader(labels=24, style=7, context=1), Judge(labels=24, style=7)):
        scores, style = network.eval()(torch.zeros(2, 3, *shape))
        assert scores.shape == (2, 24, *shape)
        assert style.shape == (2, 7)


def test_the_judge_takes_sides_of_eight() -> None:
    judge = Judge(labels=24, style=3).eval()
    assert judge(torch.zeros(1, 3, 5 * MULTIPLE, 3 * MULTIPLE))[0].shape[2:] == (40, 24)
    assert judge.features(torch.zeros(3, 3, 40, 24)).shape == (3, 192)


def test_both_stay_small() -> None:
    assert numbers(SceneReader(labels=24, style=64, context=2)) <= 2_200_000
    assert numbers(Judge(labels=24, style=64)) <= 1_600_000


def test_the_teacher_sees_the_whole_picture_in_every_pixel() -> None:
    torch.manual_seed(0)
    reader = SceneReader(labels=24, style=3, context=2).eval()
    picture = torch.rand(1, 3, 256, 256).requires_grad_()
    reader(picture)[0][0, :, 0, 0].sum().backward()
    assert picture.grad is not None
    assert picture.grad[0, :, -16:, -16:].abs().sum() > 0
