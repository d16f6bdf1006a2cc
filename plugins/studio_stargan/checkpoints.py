"""Checkpoints of the official StarGAN code become our networks, sizes read from the tensors' own shapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio_stargan.discriminator import StarDiscriminator
from studio_stargan.network import StarGenerator
from studio_torch.change_net import ChangeNet
from studio_torch.fitting import fit, shape_of, use_instance_statistics
from studio_torch.hints import Hints
from studio_torch.imported import keep
from studio_torch.networks import CHANGE, PAPER
from studio_torch.reading import State, read_state
from studio_torch.weight_file import facts_if

FORMAT = "studio-stargan 1"
HINTS = ("domains",)
CELEBA = ("Black_Hair", "Blond_Hair", "Brown_Hair", "Male", "Young")
"""The attributes of the official CelebA training, in their order."""
_BLOCK = re.compile(r"main\.\d+\.main\.0\.weight")
_COLOURS = 3
_FORM = ("network", "keep", "largest")
"""Of a file of our own training: which network, told only what changes, the largest size that it saw pictures at."""
StarNetwork = StarGenerator | ChangeNet


def build(facts: dict[str, Any]) -> StarNetwork:
    """The untrained network of a weight file's facts."""
    sizes = {"channels": int(facts["channels"]), "blocks": int(facts["blocks"])}
    if facts.get("network", PAPER) == CHANGE:
        return ChangeNet(words=len(facts["domains"]), **sizes)
    return StarGenerator(domains=len(facts["domains"]), **sizes)


def load_reference(path: Path, *, as_published: bool = False, **hints: Any) -> StarGenerator:
    """The generator of `<iteration>-G.ckpt`, in eval mode.

    as_published: norms use each picture's own statistics, as the official test script does (it never calls eval());
    otherwise the running averages of training. InputError where the file is no such generator.
    """
    Hints(path, hints, HINTS)
    network = _generator(read_state(path), path)
    if as_published:
        use_instance_statistics(network)
    return network


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """Write an official generator as weights of the studio; None for other files.

    The hint `domains` names its domains, separated by commas. Without it, what our own training wrote brings its names,
    and five are taken for the official CelebA attributes.
    """
    state = read_state(file)
    trained = facts_if(file, FORMAT)
    if not trained and not any(_BLOCK.fullmatch(key) for key in state):
        return None
    asked = Hints(file, hints, HINTS)
    form = {name: trained[name] for name in _FORM if name in trained}
    network = fit(build(trained), state, file) if form.get("network") == CHANGE else _generator(state, file)
    count = network.words if isinstance(network, ChangeNet) else network.domains
    named = [name.strip() for name in asked.text("domains").split(",") if name.strip()]
    domains = named or list(trained.get("domains", ())) or _names(count)
    if len(domains) != count:
        raise InputError(f"{file} has {count} domains; the hint domains names {len(domains)}")
    channels, blocks = _sizes(network, state)
    return keep(
        network,
        out,
        generator="stargan",
        title=f"StarGAN, {count} domains, {channels} wide, {blocks} blocks",
        facts={"format": FORMAT, "channels": channels, "blocks": blocks, **form},
        domains=domains,
    )


def _names(count: int) -> list[str]:
    return list(CELEBA) if count == len(CELEBA) else [f"domain-{number}" for number in range(count)]


def _sizes(network: StarNetwork, state: State) -> tuple[int, int]:
    """Channels and blocks."""
    if isinstance(network, ChangeNet):
        return network.start.conv.out_channels, len(network.blocks)
    return state["main.0.weight"].shape[0], sum(1 for key in state if _BLOCK.fullmatch(key))


def _generator(state: State, path: Path) -> StarGenerator:
    channels, inputs = shape_of(state, "main.0.weight", path)[:2]
    blocks = sum(1 for key in state if _BLOCK.fullmatch(key))
    if inputs <= _COLOURS or not blocks:
        raise InputError(
            f"{path} is no StarGAN generator: its first layer takes {inputs} channels, with {blocks} blocks"
        )
    network = StarGenerator(domains=inputs - _COLOURS, channels=channels, blocks=blocks)
    return fit(network, _with_averages(state), path)


def load_reference_discriminator(path: Path, **hints: Any) -> StarDiscriminator:
    """The discriminator of `<iteration>-D.ckpt`, in eval mode; picture (N, 3, H, W) → (scores, domain logits)."""
    state = read_state(path)
    channels = shape_of(state, "main.0.weight", path)[0]
    domains, _, kernel, _ = shape_of(state, "conv2.weight", path)
    layers = sum(1 for key in state if re.fullmatch(r"main\.\d+\.weight", key))
    network = StarDiscriminator(size=kernel * 2**layers, domains=domains, channels=channels, layers=layers)
    return fit(network, state, path)


def _with_averages(state: State) -> State:
    """`state` as it is; files whose norms kept no averages get neutral ones, which `as_published` never reads."""
    added = {}
    for key, value in state.items():
        stem, _, part = key.rpartition(".")
        if part == "bias" and value.ndim == 1 and f"{stem}.running_mean" not in state:
            added[f"{stem}.running_mean"] = value.new_zeros(value.shape)
            added[f"{stem}.running_var"] = value.new_ones(value.shape)
    return {**state, **added}
