"""`--init`: a run of any recipe begins with another run's networks, or with a weight file's generator."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from small_recipes import made
from torch import Tensor, nn

from lightning_modules import preflight as looking
from lightning_modules.base import RecipeModule
from lightning_modules.checkpoint_io import SafeCheckpointIO
from lightning_modules.config import config_of
from lightning_modules.run import train
from lightning_modules.run_config import RunConfig
from lightning_modules.run_folder import Run
from lightning_modules.semantic import SemanticRecipe
from lightning_modules.warm_start import start_networks
from lightning_modules.weight_files import write_weights
from studio.errors import InputError
from studio_torch.spectral import SpectralNorm, folded

NAMES = ("spade", "tsit", "pix2pix", "cartoongan", "stargan")


def generator_of(module: RecipeModule) -> nn.Module:
    network = module.networks if isinstance(module, SemanticRecipe) else module.generator
    assert isinstance(network, nn.Module)
    return network


def another(name: str) -> Any:
    """The same recipe with other weights everywhere."""
    module, _ = made(name)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(0.5)
    return module


def saved_run(folder: Path, module: RecipeModule) -> Path:
    Run(folder, module.config, "world").write()  # type: ignore[arg-type]
    SafeCheckpointIO().save_checkpoint({"state_dict": module.state_dict()}, folder / "checkpoints" / "last.ckpt")
    return folder


def saved_weights(path: Path, module: RecipeModule, **facts: Any) -> Path:
    state = folded(module.average.network.state_dict())
    if module.config.kind == "tsit":  # as it is exported: the generator alone
        state = {key.removeprefix("generator."): value for key, value in state.items()}
    write_weights(path, state, facts, {})
    return path


def drawn(module: Any, batch: Any) -> Tensor:
    network = generator_of(module).eval()
    with torch.no_grad():
        if isinstance(module, SemanticRecipe):
            scene = module.scene(batch)
            code = network["encoder"](scene.real)[0] if "encoder" in network else None  # type: ignore[index, operator]
            return module.draw(network, scene, code, torch.Generator().manual_seed(0))  # type: ignore[arg-type]
        return network(*batch[: 2 if module.config.kind == "stargan" else 1])  # type: ignore[no-any-return]


def same(one: nn.Module, other: nn.Module) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(first, second) for first, second in pairs)


@pytest.mark.parametrize("name", NAMES)
def test_a_run_gives_its_average_and_its_discriminator(name: str, tmp_path: Path) -> None:
    first, second = another(name), made(name)[0]
    assert not same(generator_of(second), first.average.network)
    start_networks(saved_run(tmp_path, first), second, None)  # type: ignore[arg-type]
    assert same(generator_of(second), first.average.network)
    assert same(second.average.network, first.average.network)
    assert same(second.discriminator, first.discriminator)


@pytest.mark.parametrize("name", NAMES)
def test_a_weight_file_draws_the_same_pictures_in_training(name: str, tmp_path: Path) -> None:
    first, batches = made(name, batches=1)
    _settle_norms(first)
    first.average.network.load_state_dict(generator_of(first).state_dict())
    second = another(name)
    start_networks(saved_weights(tmp_path / "file.safetensors", first), second, None)  # type: ignore[arg-type]
    wanted, found = drawn(first, batches[0]), drawn(second, batches[0])
    assert (wanted - found).abs().max() < 0.02
    assert same(generator_of(second), second.average.network)


def _settle_norms(module: RecipeModule) -> None:
    """Let the spectral norms' vectors follow their weights, as they have long before anything is exported."""
    for part in module.modules():
        if isinstance(part, SpectralNorm):
            part.train()
    for _ in range(40 if isinstance(module, SemanticRecipe) else 0):
        for part in generator_of(module).modules():
            if isinstance(part, nn.Conv2d) and torch.nn.utils.parametrize.is_parametrized(part):
                part.weight  # noqa: B018 - reading it is a step of the iteration


def test_another_discriminator_begins_untrained_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = another("stargan")
    first.discriminator = nn.Linear(2, 2)
    second = made("stargan")[0]
    start_networks(saved_run(tmp_path / "first", first), second, None)  # type: ignore[arg-type]
    assert same(generator_of(second), first.average.network)
    assert "first had another discriminator" in capsys.readouterr().err


def test_what_does_not_fit_is_said_in_a_line(tmp_path: Path) -> None:
    narrow, cartoon = made("stargan")[0], made("cartoongan")[0]
    with pytest.raises(InputError, match="kind cartoongan, and this recipe is of kind stargan"):
        start_networks(saved_run(tmp_path / "cartoon", cartoon), narrow, None)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="another network than this recipe's"):
        start_networks(saved_weights(tmp_path / "c.safetensors", cartoon), narrow, None)  # type: ignore[arg-type]
    first = made("spade")[0]
    first.average.network["generator"].conv_img = nn.Conv2d(4, 3, 3)
    with pytest.raises(InputError, match=r"generator\.conv_img\.weight is 3×4×3×3 there and 3×2×3×3 here"):
        start_networks(saved_run(tmp_path / "wide", first), made("spade")[0], None)  # type: ignore[arg-type]
    (tmp_path / "no.safetensors").write_bytes(b"nothing")
    with pytest.raises(InputError, match="no weights that can be read"):
        start_networks(tmp_path / "no.safetensors", narrow, None)  # type: ignore[arg-type]


def tiny(**changes: object) -> RunConfig:
    settings = {
        "kind": "spade",
        "epochs": 1,
        "batch": 4,
        "load_size": 64,
        "crop_size": 64,
        "validation": 4,
        "channels": 2,
        "hidden": 4,
        "latent": 4,
        "d_channels": 4,
        "d_layers": 3,
        "perceptual": 0.0,
        **changes,
    }
    return config_of(settings, {}, where="the test")


def test_a_run_begun_with_exported_weights_goes_on_from_them(tmp_path: Path, pairs: Path) -> None:
    first = train(Run(tmp_path / "first", tiny(), str(pairs)), resume=False)  # type: ignore[arg-type]
    still = Run(tmp_path / "second", tiny(g_rate=0.0, d_rate=0.0), str(pairs), str(first))  # type: ignore[arg-type]
    before, after = load_file(first), load_file(train(still, resume=False))
    weights = [key for key in before if key.endswith(("weight", "bias"))]
    for key in weights:  # all but their length, which four iterations of a spectral norm have not found yet
        one, other = (state[key].float().flatten() for state in (before, after))
        assert torch.cosine_similarity(one, other, dim=0) > 0.9999 or one.norm() < 1e-3, key
    facts = {"label_values": [3, 1, 2]}
    wrong = saved_weights(tmp_path / "another.safetensors", made("spade")[0], **facts)
    with pytest.raises(InputError, match="draws other labels"):
        train(dataclasses.replace(still, init=str(wrong), folder=tmp_path / "third"), resume=False)


def test_what_does_not_fit_is_told_before_anything_is_tried(
    tmp_path: Path, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = saved_weights(tmp_path / "other.safetensors", made("cartoongan")[0])
    run = Run(tmp_path / "run", tiny(), str(pairs), str(other))  # type: ignore[arg-type]
    monkeypatch.setattr(looking, "settle", None)
    with pytest.raises(InputError, match="another network"):
        looking.preflight(run)
