"""The studio's own SPADE network: any size, noise only where nature has texture, style everywhere, no frame."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from studio.labels import LANDSCAPE
from studio_spade.scene_critic import SceneCritic
from studio_spade.scene_net import SceneNet, SceneShape
from studio_torch.scenes import draw_noise, one_hot
from studio_torch.things import with_room_for_things

STYLE = 5


def small(**shape: object) -> SceneNet:
    torch.manual_seed(0)
    return SceneNet(SceneShape(STYLE, channels=4, hidden=8, **shape)).eval()  # type: ignore[arg-type]


def scene(label: str, height: int = 64, width: int = 64) -> Tensor:
    return one_hot(torch.full((1, height, width), LANDSCAPE.id(label)))


@torch.inference_mode()
def drawn(network: SceneNet, labels: Tensor, *, seed: int = 0, style: Tensor | None = None) -> Tensor:
    noise = draw_noise(network, 1, (labels.shape[2], labels.shape[3]), torch.Generator().manual_seed(seed))
    return network(labels, torch.zeros(1, STYLE) if style is None else style, noise)


@pytest.mark.parametrize(("height", "width"), [(16, 16), (64, 96), (128, 48)])
def test_pictures_of_any_multiple_of_16(height: int, width: int) -> None:
    picture = drawn(small(), scene("grass", height, width))
    assert picture.shape == (1, 3, height, width)
    assert picture.abs().max() <= 1


@pytest.mark.parametrize("label", ["grass", "sea", "sky"])
def test_noise_gives_texture_to_nature_and_clouds_to_the_sky(label: str) -> None:
    network = small()
    assert not torch.equal(drawn(network, scene(label)), drawn(network, scene(label), seed=1))


@pytest.mark.parametrize("label", ["house", "building", "road", "sun"])
def test_noise_leaves_alone_what_the_map_settles(label: str) -> None:
    network = small()
    assert torch.equal(drawn(network, scene(label)), drawn(network, scene(label), seed=1))


def test_without_noise_a_seed_changes_nothing() -> None:
    network = small(noisy=False)
    assert torch.equal(drawn(network, scene("grass")), drawn(network, scene("grass"), seed=1))


def test_every_entry_of_the_style_changes_the_picture() -> None:
    network = small()
    plain = drawn(network, scene("house"))
    for entry in torch.eye(STYLE):
        assert not torch.allclose(plain, drawn(network, scene("house"), style=entry[None]))


def test_a_wall_has_no_frame() -> None:
    # Position enters at the coarsest level alone: without it every pixel of a wall is the same, at the border too.
    network = small()
    with torch.no_grad():
        network.start.weight[:, -2:] = 0.0
    picture = drawn(network, scene("house"))
    assert torch.allclose(picture, picture[:, :, 32:33, 32:33].expand_as(picture), atol=1e-5)


def test_the_critic_asks_whether_the_style_is_right() -> None:
    critic = SceneCritic(labels=len(LANDSCAPE), style=STYLE, channels=4, style_gain=8.0).eval()
    picture = torch.rand(1, 3, 64, 64)
    scores, features = critic(scene("sea"), picture, torch.zeros(1, STYLE))
    others, same = critic(scene("sea"), picture, torch.ones(1, STYLE))
    assert [tuple(score.shape) for score in scores] == [(1, 1, 8, 8), (1, 1, 4, 4)]
    assert len(features) == 2 * 4
    assert not torch.allclose(scores[0], others[0])
    assert all(torch.equal(mine, yours) for mine, yours in zip(features, same, strict=True))


def test_a_network_that_is_told_of_things_begins_where_the_other_stood_and_tells_their_places() -> None:
    before, after = small(), small(things=True)
    after.load_state_dict(with_room_for_things(before.state_dict(), after.state_dict()))
    labels = scene("grass")
    labels[:, :, 20:40, 20:44] = scene("house")[:, :, 20:40, 20:44]
    torch.testing.assert_close(drawn(after, labels), drawn(before, labels))
    with torch.no_grad():
        for block in after.blocks:
            block.labels.weight[:, len(LANDSCAPE) :] = 0.3  # type: ignore[union-attr, operator]
    told = (drawn(after, labels) - drawn(before, labels)).abs().mean(1)[0]
    assert told[20:40, 20:44].mean() > 10 * told[:8].mean()
