"""What a network with a style code draws with: the style picture's code, the usual look, or the seed's."""

from __future__ import annotations

import numpy as np
import torch

from studio.labels import LANDSCAPE
from studio_torch.codes import style_code
from studio_torch.labels import semantics_in
from studio_torch.style_encoder import StyleEncoder

LATENT = 8
SURE = -60.0
"""A log variance that leaves nothing to chance."""


def look(log_variance: float) -> dict[str, object]:
    return {"look": [[0.5] * LATENT, [log_variance] * LATENT]}


def test_without_a_style_picture_our_own_networks_draw_their_usual_look_whatever_the_seed() -> None:
    codes = [style_code(LATENT, look(SURE), seed) for seed in (0, 1)]
    assert all(code is not None and torch.allclose(code, torch.full((1, LATENT), 0.5)) for code in codes)


def test_the_seed_varies_what_the_encoder_is_unsure_of() -> None:
    first, second, again = (style_code(LATENT, look(-2.0), seed) for seed in (0, 1, 0))
    assert first is not None
    assert second is not None
    assert again is not None
    assert torch.equal(first, again)
    assert 0 < float((first - second).abs().mean()) < 1


def test_official_networks_say_no_look_and_take_the_seed_s_code() -> None:
    code = style_code(LATENT, {}, 7)
    assert code is not None
    assert torch.equal(code, torch.randn(1, LATENT, generator=torch.Generator().manual_seed(7)))
    assert style_code(0, {}, 7) is None


def test_a_style_picture_gives_its_own_code() -> None:
    torch.manual_seed(0)
    encoder = StyleEncoder(channels=2, latent=LATENT).eval()
    chance = np.random.default_rng(0)
    pictures = [chance.integers(0, 256, (40, 40, 3), dtype=np.uint8) for _ in range(2)]
    first, second = (style_code(LATENT, look(SURE), 0, encoder=encoder, style=picture) for picture in pictures)
    assert first is not None
    assert second is not None
    assert not torch.allclose(first, second)


def test_noise_planes_are_the_seed_s_and_the_same_at_every_place() -> None:
    labels = np.full((4, 6), LANDSCAPE.id("sea"), np.uint8)
    facts = {"labels": "landscape", "noise": 3}
    first, second = (semantics_in(labels, facts, len(LANDSCAPE) + 3, seed) for seed in (0, 1))
    assert first.shape == (1, len(LANDSCAPE) + 3, 4, 6)
    assert torch.equal(first[:, :-3], second[:, :-3])
    assert not torch.equal(first[:, -3:], second[:, -3:])
    assert float(first[0, -3:].flatten(1).std(1).max()) == 0


def test_labels_without_a_likeness_are_all_zeros() -> None:
    values = [-1] * len(LANDSCAPE)
    values[LANDSCAPE.id("sky")] = 2
    labels = np.array([[LANDSCAPE.id("sky"), LANDSCAPE.id("sea")]], np.uint8)
    found = semantics_in(labels, {"labels": "", "label_values": values}, 4, 0)
    assert found[0, :, 0].T.tolist() == [[0, 0, 1, 0], [0, 0, 0, 0]]
