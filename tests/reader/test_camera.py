"""What training shows of a pair: always the same, and labels that stay on what they name."""

from __future__ import annotations

import torch

from lightning_modules.camera import Camera
from studio.labels import LANDSCAPE

STILL = Camera(materials=0, textures=0, uneven=0, clutter=0, grain=0, blur=0, jpeg=0, sides=(48,))


def chance(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def batch() -> tuple[torch.Tensor, torch.Tensor]:
    """Two halves with a slanting border; bright is label 1, dark label 9."""
    rows, columns = torch.meshgrid(torch.arange(64), torch.arange(64), indexing="ij")
    bright = (rows * 2 + columns < 90).expand(8, -1, -1)
    labels = torch.where(bright, 1, 9).to(torch.uint8)
    return labels, torch.where(bright, 0.9, -0.9)[:, None].repeat(1, 3, 1, 1)


def test_the_same_chance_gives_the_same_photographs() -> None:
    first, again, other = (Camera(sides=(32, 48)).photograph(*batch(), chance(seed)) for seed in (3, 3, 4))
    assert all(torch.equal(one, two) for one, two in zip(first, again, strict=True))
    assert first[1].shape != other[1].shape or not torch.equal(first[1], other[1])


def test_labels_stay_on_what_they_name() -> None:
    labels, pictures = STILL.photograph(*batch(), chance())
    brightness = pictures.mean(1)
    middle = (brightness.amax((1, 2), keepdim=True) + brightness.amin((1, 2), keepdim=True)) / 2
    agrees = (labels == 1) == (brightness > middle)
    both = (labels == 1).flatten(1).any(1) & (labels == 9).flatten(1).any(1)
    assert both.sum() >= 4
    assert agrees[both].float().mean() > 0.96  # the picture is smooth across a border, its labels are not


def test_no_two_photographs_of_a_picture_are_alike_and_all_are_in_range() -> None:
    labels, pictures = Camera(sides=(64,)).photograph(*batch(), chance())
    assert labels.shape == (8, 64, 64)
    assert set(labels.unique().tolist()) <= {0, 1, 9}
    assert pictures.shape == (8, 3, 64, 64)
    assert pictures.isfinite().all()
    assert pictures.abs().max() <= 1
    assert all(not torch.equal(pictures[0], other) for other in pictures[1:])


def test_what_stands_in_the_way_is_void_and_nothing_else_is() -> None:
    always = Camera(clutter=1.0, sides=(64,)).photograph(*batch(), chance())[0]
    never = Camera(clutter=0.0, sides=(64,)).photograph(*batch(), chance())[0]
    assert (always == 0).flatten(1).any(1).all()
    assert not (never == 0).any()


def test_every_label_may_have_a_colour_of_its_own() -> None:
    assert len(LANDSCAPE) <= 32  # the camera's table of colours
    labels = torch.arange(24, dtype=torch.uint8).repeat_interleave(24).view(1, 24, 24).repeat(4, 1, 1)
    camera = Camera(materials=1.0, textures=0, uneven=0, clutter=0, grain=0, blur=0, jpeg=0, sides=(24,), tilt=0)
    _, pictures = camera.photograph(labels, torch.zeros(4, 3, 24, 24), chance())
    assert pictures[0].mean((0, 2)).std() > 0.05
