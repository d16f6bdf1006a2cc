"""The losses are the papers' and ask for what they say."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from lightning_modules.losses.adversarial import (
    feature_matching_loss,
    lsgan_discriminator_loss,
    lsgan_generator_loss,
)
from lightning_modules.losses.backbones import Vgg19Features, load_vgg19
from lightning_modules.losses.choosing import bring, chosen_backbone
from lightning_modules.losses.content import content_loss
from lightning_modules.losses.perceptual import perceptual_loss
from lightning_modules.losses.texture import texture_loss
from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio_torch.scenes import one_hot


def random_vgg(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of `parity/RECIPE.md`: random, but the same for everyone."""
    state = {}
    for key, shape in json.loads((folder / "meta.json").read_text())["keys"]:
        stream = np.random.RandomState(zlib.crc32(key.encode()) & 0xFFFFFFFF)
        if len(shape) > 1:
            values = 1.41 * stream.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))
        else:
            values = 0.1 * stream.standard_normal(shape)
        state[key] = torch.from_numpy(values).float()
    return state


def pictures(folder: Path) -> tuple[torch.Tensor, torch.Tensor]:
    arrays = np.load(folder / "io.npz")
    first, second = (torch.from_numpy(arrays[name]).float() / 127.5 - 1 for name in ("x", "y"))
    return first, second


def test_vgg_features_differ_by_the_reference_s_amounts(shared: Path) -> None:
    folder = shared / "parity" / "full_vgg19"
    backbone = Vgg19Features(random_vgg(folder))
    wanted = np.load(folder / "io.npz")
    x, y = pictures(folder)
    with torch.inference_mode():
        ours, theirs = backbone(x), backbone(y)
        per_layer = [float((one - other).abs().mean()) for one, other in zip(ours, theirs, strict=True)]
        total = float(perceptual_loss(backbone, ours, theirs))
    np.testing.assert_allclose(per_layer, wanted["output_slice_l1"], rtol=1e-4)
    np.testing.assert_allclose(total, wanted["output_vggloss_spade"], rtol=1e-4)


def test_contents_differ_by_the_reference_s_amount(shared: Path) -> None:
    folder = shared / "parity" / "full_vgg19"
    backbone = Vgg19Features(random_vgg(folder))
    wanted = np.load(folder / "io.npz")
    x, y = pictures(folder)
    with torch.inference_mode():
        features = backbone.conv4_4((x + 1) / 2)
        content = float(content_loss(backbone, x, y))
    np.testing.assert_allclose(features[:, :16], wanted["output_conv4_4_x"], atol=5e-6)
    np.testing.assert_allclose(content, wanted["output_content_cartoongan_l1"], rtol=1e-5)


def test_vgg_is_read_from_both_kinds_of_file(shared: Path, tmp_path: Path) -> None:
    state = random_vgg(shared / "parity" / "full_vgg19")
    state["classifier.0.weight"] = torch.zeros(2, 2)
    torch.save(state, tmp_path / "vgg19.pth")
    save_file(state, tmp_path / "vgg19.safetensors")
    first, second = load_vgg19(tmp_path / "vgg19.pth"), load_vgg19(tmp_path / "vgg19.safetensors")
    assert torch.equal(first.features[0].weight, second.features[0].weight)
    assert first.origin.endswith("not torchvision's file")


@pytest.mark.parametrize("content", [b"", b"not weights", b"\x80\x04cos\nsystem\n(S'true'\ntR."])
def test_what_is_no_vgg_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "vgg19.pth"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"vgg19\.pth") as refused:
        load_vgg19(path)
    assert "\n" not in str(refused.value)


def test_other_weights_are_no_vgg(tmp_path: Path) -> None:
    torch.save({"layer.weight": torch.zeros(1)}, tmp_path / "other.pth")
    with pytest.raises(InputError, match=r"features\.0\.weight"):
        load_vgg19(tmp_path / "other.pth")


def test_least_squares_wants_real_at_one_and_made_at_zero() -> None:
    one, zero = torch.ones(2, 1, 30, 30), torch.zeros(2, 1, 30, 30)
    assert float(lsgan_discriminator_loss(one, zero)) == 0
    assert float(lsgan_discriminator_loss(zero, one)) == 1
    assert float(lsgan_generator_loss(one)) == 0
    assert float(lsgan_generator_loss(zero)) == 1


def test_feature_matching_does_not_depend_on_the_size_of_features() -> None:
    real = [torch.randn(1, 4, 8, 8), torch.randn(1, 8, 4, 4)]
    fake = [torch.randn(1, 4, 8, 8), torch.randn(1, 8, 4, 4)]
    grown = feature_matching_loss([50 * layer for layer in fake], [50 * layer for layer in real])
    assert float(feature_matching_loss(fake, real)) == pytest.approx(float(grown), rel=0.01)


def grass_under_sky() -> torch.Tensor:
    labels = torch.full((1, 32, 32), LANDSCAPE.id("sky"))
    labels[:, 16:] = LANDSCAPE.id("grass")
    return labels


def texture_of(fake: torch.Tensor, real: torch.Tensor, *quiet: str) -> float:
    counted = torch.ones(len(LANDSCAPE))
    counted[list(LANDSCAPE.ids(*quiet))] = 0
    return float(texture_loss(fake, real, [], [], one_hot(grass_under_sky()), counted))


def test_texture_may_lie_elsewhere_but_not_be_missing() -> None:
    stream = torch.Generator().manual_seed(0)
    real, other = (0.3 * torch.randn(1, 3, 32, 32, generator=stream) for _ in range(2))
    same_kind = texture_of(other, real)
    smear = texture_of(torch.zeros_like(real), real)
    assert same_kind < 0.3 * smear


def test_labels_without_noise_are_not_asked_for_texture() -> None:
    real, fake = torch.randn(1, 3, 32, 32), torch.zeros(1, 3, 32, 32)
    fake[:, :, 17:] = real[:, :, 17:]
    assert texture_of(fake, real, "sky") < 0.3 * texture_of(fake, real)


def test_a_run_says_whose_features_it_compares(teacher: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(chosen_backbone("", str(teacher)), torch.device("cpu"))
    assert "scene-reader features (--set vgg=FILE" in capsys.readouterr().err
    bring(None, torch.device("cpu"))
    assert capsys.readouterr().err == ""
