"""The studio's own TSIT network: the look comes off a picture, the map says what is where."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from studio.labels import LANDSCAPE
from studio_torch.scenes import draw_noise, one_hot
from studio_torch.things import with_room_for_things
from studio_tsit.scene_tsit import SceneTsit, SceneTsitShape


def small(*, things: bool = False) -> SceneTsit:
    torch.manual_seed(0)
    return SceneTsit(SceneTsitShape(channels=4, things=things)).eval()


def scene(label: str, height: int = 64, width: int = 64) -> Tensor:
    return one_hot(torch.full((1, height, width), LANDSCAPE.id(label)))


def picture(seed: int, height: int = 64, width: int = 64) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(seed)) * 2 - 1


@torch.inference_mode()
def drawn(network: SceneTsit, labels: Tensor, style: Tensor | None, *, seed: int = 0, strength: float = 1.0) -> Tensor:
    noise = draw_noise(network, 1, (labels.shape[2], labels.shape[3]), torch.Generator().manual_seed(seed))
    return network(labels, style, noise, strength=strength)


@pytest.mark.parametrize(("height", "width"), [(32, 32), (64, 96), (128, 48)])
def test_pictures_of_any_multiple_of_16_whatever_the_style_s_size(height: int, width: int) -> None:
    made = drawn(small(), scene("grass", height, width), picture(0, 100, 70))
    assert made.shape == (1, 3, height, width)
    assert made.abs().max() <= 1


def test_another_style_picture_gives_another_look_and_another_map_another_picture() -> None:
    network = small()
    made = drawn(network, scene("grass"), picture(0))
    assert torch.equal(made, drawn(network, scene("grass"), picture(0)))
    assert not torch.allclose(made, drawn(network, scene("grass"), picture(0) * 0.2))
    assert not torch.allclose(made, drawn(network, scene("sea"), picture(0)))


def test_a_mirrored_style_has_nearly_the_same_look() -> None:
    # Only means and deviations are taken: where things stand in the style picture tells nothing.
    network = small()
    made = drawn(network, scene("sea"), picture(0))
    mirrored = drawn(network, scene("sea"), picture(0).flip(3))
    other = drawn(network, scene("sea"), picture(0) * 0.2)
    assert (made - mirrored).abs().mean() < 0.5 * (made - other).abs().mean()


def test_a_style_s_size_says_nothing_of_its_look() -> None:
    network = small()
    large = torch.nn.functional.interpolate(picture(0, 32, 32), (256, 256), mode="bicubic").clamp(-1, 1)
    half = torch.nn.functional.interpolate(large, (128, 128), mode="bicubic", antialias=True)
    made = drawn(network, scene("sea"), large)
    other = drawn(network, scene("sea"), picture(1))
    assert (made - drawn(network, scene("sea"), half)).abs().mean() < 0.05 * (made - other).abs().mean()


def test_a_network_that_is_told_of_things_begins_where_the_other_stood_and_tells_their_places() -> None:
    before, after = small(), small(things=True)
    after.load_state_dict(with_room_for_things(before.state_dict(), after.state_dict()))
    labels = scene("grass")
    labels[:, :, 20:40, 20:44] = scene("house")[:, :, 20:40, 20:44]
    torch.testing.assert_close(drawn(after, labels, picture(0)), drawn(before, labels, picture(0)))
    with torch.no_grad():
        after.thin.weight[:, len(LANDSCAPE) :] = 0.3
    assert not torch.allclose(drawn(after, labels, picture(0)), drawn(before, labels, picture(0)))
    plain = scene("grass")
    torch.testing.assert_close(drawn(after, plain, picture(0)), drawn(before, plain, picture(0)))


def test_strength_0_takes_nothing_of_the_style() -> None:
    network = small()
    assert torch.equal(
        drawn(network, scene("sea"), picture(0), strength=0.0), drawn(network, scene("sea"), picture(1), strength=0.0)
    )


def test_without_a_style_the_usual_look_is_drawn() -> None:
    network = small()
    pictures = torch.cat([picture(seed) for seed in range(4)])
    before = drawn(network, scene("sea"), None)
    network.learn_usual_look(pictures)
    after = drawn(network, scene("sea"), None)
    assert not torch.allclose(before, after)
    network.learn_usual_look(picture(0))
    assert torch.allclose(drawn(network, scene("sea"), None), drawn(network, scene("sea"), picture(0)), atol=1e-4)


def test_noise_leaves_walls_alone() -> None:
    network = small()
    with torch.no_grad():
        network.start.weight[:, -1:] = 0.0  # the start has noise of its own, for the sky's clouds
    assert torch.equal(drawn(network, scene("house"), picture(0)), drawn(network, scene("house"), picture(0), seed=1))
    assert not torch.equal(drawn(network, scene("sea"), picture(0)), drawn(network, scene("sea"), picture(0), seed=1))
