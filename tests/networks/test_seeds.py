"""Between two seeds: noise stays such as networks have learnt, the ends are the seeds' own."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from studio.generators.specs import Blend, Request
from studio.labels import LANDSCAPE, LabelMap
from studio_spade.render import load
from studio_torch.labels import semantics_in
from studio_torch.seeds import noise_of, style_of


def planes(chance: torch.Generator) -> tuple[torch.Tensor, ...]:
    return torch.randn(1, 1, 64, 64, generator=chance), torch.randn(1, 1, 16, 16, generator=chance)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_noise_on_the_way_is_as_strong_as_at_its_ends(share: float) -> None:
    fine, coarse = noise_of(planes, 1, Blend(2, share))
    assert float(fine.std()) == pytest.approx(1.0, abs=0.05)
    assert coarse.shape == (1, 1, 16, 16)


def test_the_ends_are_the_seeds_own() -> None:
    for share, seed in ((0.0, 1), (1.0, 2)):
        found, own = noise_of(planes, 1, Blend(2, share)), noise_of(planes, seed)
        assert all(torch.equal(one, other) for one, other in zip(found, own, strict=True))


def test_a_seed_blended_with_itself_is_that_seed() -> None:
    assert torch.equal(noise_of(planes, 1, Blend(1, 0.5))[0], noise_of(planes, 1)[0])


def test_styles_move_evenly_from_one_seed_s_to_the_other_s() -> None:
    steps = [style_of(lambda seed: torch.tensor([float(seed), -1.0]), 4, Blend(8, share)) for share in (0, 0.5, 1)]
    assert [step.tolist() for step in steps] == [[4.0, -1.0], [6.0, -1.0], [8.0, -1.0]]


def test_noise_among_labels_is_blended_too() -> None:
    labels = np.full((4, 6), LANDSCAPE.id("sea"), np.uint8)
    facts, channels = {"labels": "landscape", "noise": 3}, len(LANDSCAPE) + 3
    first, second = (semantics_in(labels, facts, channels, seed) for seed in (1, 2))
    half = semantics_in(labels, facts, channels, 1, Blend(2, 0.5))
    assert torch.allclose(half[:, -3:], (first + second)[:, -3:] / 2**0.5)


def coast() -> LabelMap:
    labels = np.full((128, 128), LANDSCAPE.id("sky"), np.uint8)
    labels[60:] = LANDSCAPE.id("field")
    labels[90:] = LANDSCAPE.id("lake")
    return labels


def test_pictures_of_the_bundled_network_come_nearer_to_the_second_seed_s() -> None:
    painter = load()

    def drawn(seed: int, blend: Blend | None = None) -> np.ndarray:
        return painter.render(Request("spade", coast(), seed=seed, size=128, blend=blend), lambda done: None).astype(
            int
        )

    goal = drawn(9)
    distances = [np.abs(drawn(5, Blend(9, share)) - goal).mean() for share in (0.0, 0.3, 0.7, 1.0)]
    assert distances == sorted(distances, reverse=True)
    assert distances[-1] == 0
