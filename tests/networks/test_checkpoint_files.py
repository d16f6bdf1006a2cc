"""Checkpoints in every container and wrapper people have; hostile and broken ones refused in one line."""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from studio.errors import InputError
from studio_cartoongan import checkpoints as cartoongan
from studio_cartoongan.authors import AuthorsGenerator
from studio_cartoongan.network import CartoonGenerator
from studio_spade import checkpoints as spade
from studio_spade.network import Shape, SpadeGenerator
from studio_stargan import checkpoints as stargan
from studio_stargan.network import StarGenerator
from studio_torch.options import parsed
from studio_torch.reading import read_state
from studio_torch.spectral import as_hooks, folded
from studio_unet import checkpoints as unet
from studio_unet.pix2pix import UNet
from studio_unet.resnet import Resnet

State = dict[str, Tensor]


@pytest.fixture
def cartoon() -> CartoonGenerator:
    torch.manual_seed(0)
    return CartoonGenerator(channels=4, blocks=2).eval()


def same_picture(network: nn.Module, other: nn.Module, *inputs: Tensor, tolerance: float = 0.0) -> bool:
    with torch.inference_mode():
        return bool((network(*inputs) - other(*inputs)).abs().max() <= tolerance)


PICTURE = torch.linspace(-1, 1, 3 * 32 * 32).reshape(1, 3, 32, 32)

WRAPPERS: dict[str, Callable[[State], Any]] = {
    "plain": lambda state: state,
    "data parallel": lambda state: {f"module.{key}": value for key, value in state.items()},
    "compiled": lambda state: {f"_orig_mod.{key}": value for key, value in state.items()},
    "under a name of one's own": lambda state: {
        "my_net": state,
        "optimizer": {"lr": 0.1},
        "disc": {"w": torch.zeros(1)},
    },
    "under g": lambda state: {"g": state, "d": {}, "iter": 5},
    "lightning": lambda state: {
        "epoch": 3,
        "state_dict": {f"netG.{key}": value for key, value in state.items()} | {"netD.conv.weight": torch.zeros(2)},
    },
    "an attribute of a program's class": lambda state: {"model": {f"model.net.{key}": state[key] for key in state}},
    "beside a larger discriminator": lambda state: {
        "state_dict_D": {f"convs.{number}.weight": torch.zeros(1) for number in range(99)},
        "state_dict_G": state,
    },
    "average beside it": lambda state: {"g": {key: value * 0 for key, value in state.items()}, "g_ema": state},
}


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrappers_are_taken_off(wrapper: str, legacy: bool, cartoon: CartoonGenerator, tmp_path: Path) -> None:
    path = tmp_path / "generator_param.pkl"
    torch.save(WRAPPERS[wrapper](cartoon.state_dict()), path, _use_new_zipfile_serialization=not legacy)
    assert same_picture(cartoongan.load_reference(path), cartoon, PICTURE)


def test_half_precision_is_read_as_full(cartoon: CartoonGenerator, tmp_path: Path) -> None:
    path = tmp_path / "half.pth"
    torch.save({f"module.{key}": value.half() for key, value in cartoon.state_dict().items()}, path)
    loaded = cartoongan.load_reference(path)
    assert all(parameter.dtype == torch.float32 for parameter in loaded.parameters())
    assert same_picture(loaded, cartoon, PICTURE, tolerance=0.02)


def test_safetensors_are_read(cartoon: CartoonGenerator, tmp_path: Path) -> None:
    path = tmp_path / "cartoon.safetensors"
    save_file(cartoon.state_dict(), path)
    assert same_picture(cartoongan.load_reference(path), cartoon, PICTURE)


def test_the_authors_weights_take_and_give_rgb(tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = AuthorsGenerator(channels=4).eval()
    path = tmp_path / "Hayao_net_G_float.pth"
    torch.save(network.state_dict(), path)
    assert len(network.state_dict()) == 94
    loaded = cartoongan.load_reference(path)
    assert isinstance(loaded, AuthorsGenerator)
    assert same_picture(loaded, network, PICTURE)
    with torch.inference_mode():
        red = torch.full((1, 3, 32, 32), -1.0)
        red[:, 0] = 1.0
        first_layer = torch.nn.functional.pad(red.flip(1), (3, 3, 3, 3), mode="reflect")
        seen: list[Tensor] = []
        handle = loaded.conv01_1.register_forward_pre_hook(lambda module, given: seen.append(given[0]))
        loaded(red)
        handle.remove()
    assert torch.equal(seen[0], first_layer)  # blue, green, red: the red plane comes last


def spade_network() -> SpadeGenerator:
    torch.manual_seed(2)
    network = SpadeGenerator(Shape(4, channels=2, hidden=8, crop_size=64, spectral=True))
    network.train()
    for _ in range(3):
        network(torch.rand(2, 4, 64, 64))
    return network.eval()


def one_hot(size: int = 64) -> Tensor:
    return (
        torch.nn.functional.one_hot(torch.arange(size * size).reshape(1, size, size) % 4, 4).permute(0, 3, 1, 2).float()
    )


def test_spectral_norms_of_every_torch_fold_into_the_same_weights(tmp_path: Path) -> None:
    network = spade_network()
    new = network.state_dict()
    old = as_hooks(new)
    ancient = {key: value for key, value in old.items() if not key.endswith("weight_v")}
    ancient |= {key: value for key, value in folded(old).items() if key.removesuffix("weight") + "weight_orig" in old}
    for name, state in {"new": new, "old": old, "ancient": ancient}.items():
        path = tmp_path / f"{name}_net_G.pth"
        torch.save(state, path)
        loaded = spade.load_reference(path, crop_size=64)
        assert same_picture(loaded, network, one_hot(), tolerance=1e-5), name


@pytest.mark.parametrize(
    ("options", "grid"),
    [({}, (8, 8)), ({"num_upsampling_layers": "more"}, (4, 4)), ({"crop_size": "512", "aspect_ratio": "2.0"}, (8, 16))],
)
def test_what_weights_do_not_tell_is_read_from_the_options_beside_them(
    options: dict[str, str], grid: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "latest_net_G.pth"
    torch.save(as_hooks(spade_network().state_dict()), path)
    lines = "".join(f"{name:>25}: {value:<30}\t[default: 1]\n" for name, value in options.items())
    (tmp_path / "opt.txt").write_text(f"----------------- Options ---------------\n{lines}")
    assert spade.load_reference(path).shape.grid == grid
    assert spade.load_reference(path, upsampling="normal", crop_size=64, aspect_ratio=1.0).shape.grid == (2, 2)


def test_genuine_options_files_are_read(shared: Path) -> None:
    file = shared / "parity" / "quirks" / "spade_opt.txt"
    if not file.is_file():
        pytest.skip(f"no {file}")
    options = parsed(file.read_text())
    assert options["label_nc"] == "150"
    assert options["num_upsampling_layers"] == "normal"
    assert options["name"] == "demo"


def test_instance_norms_averages_from_before_torch_0_4_are_dropped(tmp_path: Path) -> None:
    torch.manual_seed(3)
    network = Resnet(channels=4, blocks=3, norm="instance").eval()
    state = network.state_dict()
    for stem in ("model.2", "model.5", "model.10.conv_block.2"):
        state |= {f"{stem}.running_mean": torch.randn(4), f"{stem}.running_var": torch.rand(4)}
    path = tmp_path / "latest_net_G.pth"
    torch.save(state, path)
    assert same_picture(unet.load_reference(path), network, PICTURE)


@pytest.mark.parametrize("norm", ["batch", "instance"])
@pytest.mark.parametrize("dropout", [False, True])
def test_resnets_are_told_apart_by_their_names(norm: Any, dropout: bool, tmp_path: Path) -> None:
    network = Resnet(channels=4, blocks=6, norm=norm, dropout=dropout).eval()
    path = tmp_path / "latest_net_G.pth"
    torch.save(network.state_dict(), path)
    assert same_picture(unet.load_reference(path), network, PICTURE)


@pytest.mark.parametrize("network", [UNet(inputs=3, channels=4, downs=5), Resnet(channels=4, blocks=6)])
def test_pix2pix_keeps_its_own_model_and_loses_a_programs(network: nn.Module, tmp_path: Path) -> None:
    path = tmp_path / "last.ckpt"
    torch.save({"state_dict": {f"model.{key}": value for key, value in network.state_dict().items()}}, path)
    assert same_picture(unet.load_reference(path), network.eval(), PICTURE)


def test_as_published_pix2pix_normalises_by_the_one_picture_and_drops_out(tmp_path: Path) -> None:
    torch.manual_seed(4)
    network = UNet(inputs=3, channels=4, downs=5, dropout=True)
    path = tmp_path / "latest_net_G.pth"
    torch.save(network.state_dict(), path)
    published, plain = unet.load_reference(path, as_published=True), unet.load_reference(path)
    assert not same_picture(published, plain, PICTURE, tolerance=0.01)
    before = {key: value.clone() for key, value in published.state_dict().items()}
    with torch.inference_mode():
        published(PICTURE)
    assert all(torch.equal(value, before[key]) for key, value in published.state_dict().items())


def test_stargan_from_before_0_4_1_is_read(tmp_path: Path) -> None:
    torch.manual_seed(5)
    network = StarGenerator(domains=3, channels=4, blocks=2).eval()
    state = {key: value for key, value in network.state_dict().items() if not key.endswith("num_batches_tracked")}
    path = tmp_path / "200000-G.ckpt"
    torch.save(state, path)
    assert same_picture(stargan.load_reference(path), network, PICTURE, torch.tensor([[1.0, 0, 1.0]]))


class Bomb:
    """Leaves a trace if anything unpickles it."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.trace),)


def _saved(path: Path, content: object) -> Path:
    torch.save(content, path)
    return path


def broken_files(folder: Path, good: State) -> dict[str, tuple[Path, str]]:
    """Name → (file, a word that the refusal must say)."""

    def write(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    whole = folder / "whole.pth"
    torch.save(good, whole)
    missing, extra, shaped, broken = dict(good), dict(good), dict(good), dict(good)
    del missing["up_convs.8.bias"]
    extra["up_convs.9.bias"] = torch.zeros(3)
    shaped["up_convs.8.bias"] = torch.zeros(7)
    broken["up_convs.8.bias"] = torch.full((3,), float("nan"))
    for name, state in {
        "missing": missing,
        "extra": extra,
        "shaped": shaped,
        "broken": broken,
        "network": CartoonGenerator(channels=4),
    }.items():
        torch.save(state, folder / f"{name}.pth")
    claim = b'{"down_convs.0.weight":{"dtype":"F32","shape":[50000,50000],"data_offsets":[0,10000000000]}}'
    return {
        "empty": (write("empty.pth", b""), "cut off"),
        "text": (write("text.pth", b"hello, this is no checkpoint\n" * 40), "no checkpoint"),
        "truncated": (write("truncated.pth", whole.read_bytes()[:5000]), "cut off"),
        "whole network": (_saved(folder / "network.pth", CartoonGenerator(channels=4)), "state_dict()"),
        "code": (write("code.pkl", pickle.dumps(Bomb(folder / "trace"), protocol=2)), "posix.mkdir"),
        "list": (_saved(folder / "list.pt", [1, 2, 3]), "no state dict"),
        "missing": (_saved(folder / "missing.pth", missing), "up_convs.8.bias is missing"),
        "extra": (_saved(folder / "extra.pth", extra), "up_convs.9.bias has no place"),
        "not a number": (_saved(folder / "broken.pth", broken), "up_convs.8.bias holds values that are no numbers"),
        "shape": (_saved(folder / "shaped.pth", shaped), "(7,), where (3,)"),
        "claim": (write("claim.safetensors", struct.pack("<Q", len(claim)) + claim + b"\0" * 64), "safetensors"),
        "header": (write("header.safetensors", struct.pack("<Q", 10**10) + b"{}"), "safetensors"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "empty",
        "text",
        "truncated",
        "whole network",
        "code",
        "list",
        "missing",
        "extra",
        "not a number",
        "shape",
        "claim",
        "header",
    ],
)
def test_broken_and_hostile_files_are_refused_in_one_line(name: str, cartoon: CartoonGenerator, tmp_path: Path) -> None:
    path, word = broken_files(tmp_path, cartoon.state_dict())[name]
    with pytest.raises(InputError) as refusal:
        cartoongan.load_reference(path)
    assert word in str(refusal.value)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("load", [spade.load_reference, stargan.load_reference, unet.load_reference])
def test_another_architecture_is_refused(
    load: Callable[[Path], nn.Module], cartoon: CartoonGenerator, tmp_path: Path
) -> None:
    path = tmp_path / "cartoon.pth"
    torch.save(cartoon.state_dict(), path)
    with pytest.raises(InputError, match=r"missing|is no"):
        load(path)


def test_files_with_odd_wrappers_are_read_and_hostile_ones_are_not(shared: Path) -> None:
    folder = shared / "parity" / "quirks"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    for name in ("nested_state_dict_prefix_netG.ckpt", "nested_under_g.pt", "module_prefix_half.pth"):
        assert cartoongan.load_reference(folder / name)(PICTURE).shape == PICTURE.shape
    with pytest.raises(InputError, match=r"networks\.generator"):
        read_state(folder / "whole_object_networks.generator.pkl")
    with pytest.raises(InputError):
        read_state(folder / "not_a_checkpoint.pkl")
