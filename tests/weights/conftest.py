"""A store in a folder of its own, and small official-looking checkpoints of every generator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from studio.weights.store import Store
from studio_cartoongan.network import CartoonGenerator
from studio_spade.network import Shape as SpadeShape
from studio_spade.network import SpadeGenerator
from studio_stargan.network import StarGenerator
from studio_torch.style_encoder import StyleEncoder
from studio_tsit.network import Shape as TsitShape
from studio_tsit.network import TsitGenerator
from studio_unet.pix2pix import UNet


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    return Store()


def network(name: str) -> nn.Module:
    torch.manual_seed(0)
    built: dict[str, Callable[[], nn.Module]] = {
        "spade": lambda: SpadeGenerator(SpadeShape(151, channels=1, hidden=4)),
        "spade-vae": lambda: SpadeGenerator(SpadeShape(24, channels=1, hidden=4, latent=8, crop_size=64)),
        "tsit": lambda: TsitGenerator(TsitShape(24, channels=1)),
        "tsit-transfer": lambda: TsitGenerator(TsitShape(3, channels=1, styled=True)),
        "pix2pix": lambda: UNet(inputs=3, channels=2, downs=6),
        "stargan": lambda: StarGenerator(domains=5, channels=4, blocks=2),
        "cartoongan": lambda: CartoonGenerator(channels=4, blocks=2),
    }
    return built[name]()


@pytest.fixture
def checkpoint(tmp_path: Path) -> Callable[[str], Path]:
    """The checkpoint of a small network of that name."""

    def write(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        path = folder / "latest_net_G.pth"
        torch.save(network(name).state_dict(), path)
        if name == "spade-vae":
            torch.save(StyleEncoder(channels=1, latent=8).state_dict(), folder / "latest_net_E.pth")
        return path

    return write
