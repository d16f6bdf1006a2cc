"""Checkpoints of two CartoonGAN codes, and of our own trainings, become networks that draw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio_cartoongan.authors import AuthorsGenerator
from studio_cartoongan.discriminator import CartoonDiscriminator
from studio_cartoongan.network import CartoonGenerator
from studio_torch.change_net import ChangeNet
from studio_torch.fitting import fit, shape_of, without_running_statistics
from studio_torch.hints import Hints
from studio_torch.imported import keep
from studio_torch.networks import CHANGE
from studio_torch.reading import State, read_state
from studio_torch.weight_file import facts_if

FORMAT = "studio-cartoongan 1"
AUTHORS, REIMPLEMENTATION = "authors", "reimplementation"
CartoonNetwork = AuthorsGenerator | CartoonGenerator | ChangeNet
_SIGNS = {AUTHORS: "conv01_1.weight", REIMPLEMENTATION: "down_convs.0.weight"}


def load_reference(path: Path, **hints: Any) -> AuthorsGenerator | CartoonGenerator:
    """The generator of `generator_param.pkl` or of `<Style>_net_G_float.pth`, in eval mode; RGB in and out.

    InputError where the file is neither.
    """
    Hints(path, hints, ())
    return _generator(read_state(path), path)


def load_reference_discriminator(path: Path, **hints: Any) -> CartoonDiscriminator:
    """The discriminator of `discriminator_param.pkl`, in eval mode; picture → logits."""
    state = without_running_statistics(read_state(path))
    return fit(CartoonDiscriminator(channels=shape_of(state, "convs.0.weight", path)[0]), state, path)


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """Write a generator of either code, or of our own, as weights of the studio; None for other files."""
    state = read_state(file)
    trained = facts_if(file, FORMAT)
    kind = (
        CHANGE if trained.get("kind") == CHANGE else next((kind for kind, sign in _SIGNS.items() if sign in state), "")
    )
    if not kind:
        return None
    Hints(file, hints, ())
    network = fit(build(trained), state, file) if kind == CHANGE else _generator(state, file)
    channels = trained["channels"] if kind == CHANGE else state[_SIGNS[kind]].shape[0]
    blocks = 8
    if not isinstance(network, AuthorsGenerator):
        blocks = len(network.blocks if isinstance(network, ChangeNet) else network.resnet_blocks)
    return keep(
        network,
        out,
        generator="cartoongan",
        title=f"CartoonGAN ({kind}), {channels} wide, {blocks} blocks",
        facts={"format": FORMAT, "kind": kind, "channels": channels, "blocks": blocks},
    )


def build(facts: dict[str, Any]) -> CartoonNetwork:
    """The untrained network of a weight file's facts."""
    if facts["kind"] == AUTHORS:
        return AuthorsGenerator(channels=facts["channels"])
    if facts["kind"] == CHANGE:
        return ChangeNet(channels=facts["channels"], blocks=facts["blocks"])
    return CartoonGenerator(channels=facts["channels"], blocks=facts["blocks"])


def _generator(state: State, path: Path) -> AuthorsGenerator | CartoonGenerator:
    state = without_running_statistics(state)
    if _SIGNS[AUTHORS] in state:
        return fit(AuthorsGenerator(channels=shape_of(state, _SIGNS[AUTHORS], path)[0]), state, path)
    channels = shape_of(state, _SIGNS[REIMPLEMENTATION], path)[0]
    blocks = sum(1 for key in state if key.startswith("resnet_blocks.") and key.endswith(".conv1.weight"))
    return fit(CartoonGenerator(channels=channels, blocks=blocks), state, path)
