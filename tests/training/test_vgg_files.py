"""VGG-19's weights out of other people's files: every layout is mapped, damaged files and relatives are refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from lightning_modules.losses.backbones import load_vgg19
from studio.errors import InputError


def small_vgg(channels: dict[int, int] | None = None) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """VGG-19's sixteen convolutions, each a constant of its own; channels: those of some that are wrong."""
    widths = [64] * 2 + [128] * 2 + [256] * 4 + [512] * 8
    layers, inputs = [], 3
    for number, width in enumerate(widths):
        outputs = (channels or {}).get(number, width)
        layers.append((torch.full((outputs, inputs, 3, 3), number / 16), torch.full((outputs,), -number / 16)))
        inputs = outputs
    return layers


SEQUENTIAL = [0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34]
GROUPS = [f"{group}_{place}" for group, count in enumerate((2, 2, 4, 4, 4), 1) for place in range(1, count + 1)]
SLICES = [1, 2, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6]
LAYOUTS = {
    "within a larger network": [f"state_dict.module.vgg.features.{number}" for number in SEQUENTIAL],
    "plain Sequential": [str(number) for number in SEQUENTIAL],
    "SPADE's slices": [f"slice{part}.{number}" for part, number in zip(SLICES, SEQUENTIAL, strict=True)],
    "named by group": [f"conv{name}" for name in GROUPS],
}


@pytest.mark.parametrize("ending", ["pth", "safetensors"])
@pytest.mark.parametrize("names", LAYOUTS.values(), ids=LAYOUTS)
def test_other_layouts_of_vgg_are_mapped(names: list[str], ending: str, tmp_path: Path) -> None:
    state = {}
    for name, (weight, bias) in zip(names, small_vgg(), strict=True):
        state[f"{name}.weight"], state[f"{name}.bias"] = weight, bias
    path = tmp_path / f"vgg.{ending}"
    save_file(state, path) if ending == "safetensors" else torch.save(state, path)
    features = load_vgg19(path).features
    for number, index in enumerate(SEQUENTIAL[:13]):
        assert float(features[index].weight.max()) == float(features[index].weight.min()) == number / 16
        assert float(features[index].bias[0]) == -number / 16


def test_a_file_whose_name_tells_its_sha256_must_have_it(tmp_path: Path) -> None:
    state = {
        f"features.{index}.{part}": tensor
        for index, pair in zip(SEQUENTIAL, small_vgg(), strict=True)
        for part, tensor in zip(("weight", "bias"), pair, strict=True)
    }
    path = tmp_path / "vgg19-dcbb9e9d.pth"
    torch.save(state, path)
    with pytest.raises(InputError, match="damaged: by its name its sha256 begins with dcbb9e9d"):
        load_vgg19(path)
    true = hashlib.sha256(path.read_bytes()).hexdigest()
    path = path.rename(tmp_path / f"vgg19-{true[:8]}.pth")
    assert load_vgg19(path).origin == f"{path.name}, sha256 {true[:16]}…: not torchvision's file"


def test_relatives_of_vgg_19_are_refused(tmp_path: Path) -> None:
    def saved(layers: list[tuple[torch.Tensor, torch.Tensor]], **more: torch.Tensor) -> Path:
        state = {
            f"features.{n}.{part}": value
            for n, pair in enumerate(layers)
            for part, value in zip(("weight", "bias"), pair, strict=True)
        }
        torch.save({**state, **more}, tmp_path / "vgg.pth")
        return tmp_path / "vgg.pth"

    with pytest.raises(InputError, match="batch norms"):
        load_vgg19(saved(small_vgg(), **{"features.1.running_mean": torch.zeros(64)}))
    vgg16 = small_vgg()
    with pytest.raises(InputError, match="another network"):
        load_vgg19(saved(vgg16[:7] + vgg16[8:11] + vgg16[12:]))
    with pytest.raises(InputError, match="only 7 convolutions"):
        load_vgg19(saved(vgg16[:7]))
