"""The networks are what the papers (and the presets' names) say they are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.labels import LANDSCAPE
from studio_torch.scenes import QUIET_LABELS, draw_noise, one_hot
from studio_torch.things import PLANES, with_room_for_things
from studio_unet.discriminator import PatchDiscriminator
from studio_unet.pix2pix import UNet
from studio_unet.sizes import build

STYLE = 5


def draw(
    network: torch.nn.Module, labels: torch.Tensor, *, seed: int = 0, style: torch.Tensor | None = None
) -> torch.Tensor:
    noise = draw_noise(network, len(labels), (labels.shape[1], labels.shape[2]), torch.Generator().manual_seed(seed))
    look = torch.zeros(len(labels), STYLE) if style is None else style
    with torch.inference_mode():
        return network.eval()(one_hot(labels), look, noise)


def parameters(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def scene(size: int = 32) -> torch.Tensor:
    labels = torch.full((1, size, size), LANDSCAPE.id("sky"), dtype=torch.uint8)
    labels[:, size // 2 :] = LANDSCAPE.id("grass")
    return labels


def test_unet_256_has_the_published_number_of_parameters() -> None:
    assert parameters(UNet(inputs=3)) == 54_413_955


def test_unet_draws_what_the_published_code_draws(shared: Path) -> None:
    folder = shared / "parity" / "pix2pix_unet256_batch"
    facts = json.loads((folder / "meta.json").read_text())
    arrays = np.load(folder / "io.npz")
    network = UNet(inputs=3, channels=facts["constructor"]["ngf"])
    network.load_state_dict(torch.load(folder / "checkpoint.pth", weights_only=True))
    picture = torch.from_numpy(arrays["input"]).float() / 127.5 - 1
    with torch.inference_mode():
        drawn = network.eval()(picture)[:, :, :: facts["output_stride"], :: facts["output_stride"]]
    np.testing.assert_allclose(drawn.numpy(), arrays["output"], atol=5e-6)


@pytest.mark.parametrize(
    ("name", "low", "high"), [("workshop", 18e6, 22e6), ("live", 2.3e6, 2.9e6), ("live_sky", 2.3e6, 2.9e6)]
)
def test_the_workshop_networks_have_their_size(name: str, low: float, high: float) -> None:
    assert low < parameters(build(name, 38)) < high


def test_the_patchgan_scores_30_by_30_patches_of_a_256_picture() -> None:
    discriminator = PatchDiscriminator(labels=24, style=STYLE, channels=4, style_gain=1.0)
    score, features = discriminator(torch.zeros(1, 24, 256, 256), torch.zeros(1, 3, 256, 256), torch.zeros(1, STYLE))
    assert score.shape == (1, 1, 30, 30)
    assert len(features) == 4


def test_a_patch_sees_70_by_70_pixels() -> None:
    discriminator = PatchDiscriminator(labels=24, style=STYLE, channels=4, norm="none")
    picture = torch.zeros(1, 3, 256, 256, requires_grad=True)
    score, _ = discriminator(torch.zeros(1, 24, 256, 256), picture, torch.zeros(1, STYLE))
    score[0, 0, 15, 15].backward()
    assert picture.grad is not None
    seen = picture.grad[0].abs().sum(0) > 0
    assert (int(seen.any(0).sum()), int(seen.any(1).sum())) == (70, 70)


def test_pictures_are_as_large_as_their_maps_and_within_range() -> None:
    drawn = draw(build("tiny", STYLE), torch.randint(0, 24, (2, 32, 48), dtype=torch.uint8))
    assert drawn.shape == (2, 3, 32, 48)
    assert float(drawn.abs().max()) <= 1


def test_quiet_labels_take_no_noise_and_the_others_do() -> None:
    network = build("tiny", STYLE)
    for label in LANDSCAPE:
        labels = torch.full((1, 32, 32), label.id, dtype=torch.uint8)
        same = torch.equal(draw(network, labels, seed=1), draw(network, labels, seed=2))
        assert same == (label.id in QUIET_LABELS), label.key


def test_a_cloudy_sky_takes_noise_where_clouds_are_drawn_and_walls_take_none() -> None:
    network = build("live_sky", STYLE)
    for key, same in (("sky", False), ("house", True), ("road", True), ("sea", False)):
        labels = torch.full((1, 32, 32), LANDSCAPE.id(key), dtype=torch.uint8)
        assert torch.equal(draw(network, labels, seed=1), draw(network, labels, seed=2)) == same, key


def test_a_workshop_network_may_be_told_of_things_and_begins_where_it_stood_without() -> None:
    before, after = build("tiny", STYLE), build("tiny", STYLE, things=True)
    after.load_state_dict(with_room_for_things(before.state_dict(), after.state_dict()))
    assert after.thin_labels.weight.shape[1] - before.thin_labels.weight.shape[1] == PLANES
    labels = scene()
    labels[:, 8:24, 6:26] = LANDSCAPE.id("house")
    torch.testing.assert_close(draw(after, labels), draw(before, labels))
    with torch.no_grad():
        after.thin_labels.weight[:, len(LANDSCAPE) :] = 0.3
    told = (draw(after, labels) - draw(before, labels)).abs().mean(1)[0]
    assert told[10:22, 8:24].mean() > told[:4].mean()
    torch.testing.assert_close(draw(after, scene()), draw(before, scene()))


def test_pix2pix_as_published_is_told_of_no_things() -> None:
    with pytest.raises(ValueError, match="unet_128 is not told of things: live"):
        build("unet_128", STYLE, things=True)


def test_the_style_changes_the_picture() -> None:
    network = build("tiny", STYLE)
    night = torch.eye(STYLE)[:1]
    assert not torch.allclose(draw(network, scene()), draw(network, scene(), style=night))


def test_no_frame_is_drawn_around_a_uniform_map() -> None:
    network = build("tiny", STYLE)
    torch.nn.init.zeros_(network.position.weight)  # where a pixel stands may change it, but its border may not
    drawn = draw(network, torch.full((1, 64, 64), LANDSCAPE.id("sky"), dtype=torch.uint8))[0]
    assert torch.allclose(drawn, drawn[:, 32:33, 32:33].expand_as(drawn), atol=1e-5)


def test_one_hot_marks_each_pixel_s_label() -> None:
    labels = scene()
    assert torch.equal(one_hot(labels).argmax(1), labels.long())
