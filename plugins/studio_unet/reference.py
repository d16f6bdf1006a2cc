"""Checkpoints of pytorch-CycleGAN-and-pix2pix become our networks, sizes read from the tensors' own shapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from torch import nn

from studio.errors import InputError
from studio_torch.fitting import fit, shape_of, use_instance_statistics, without_running_statistics
from studio_torch.hints import Hints
from studio_torch.imported import keep
from studio_torch.reading import State, read_state
from studio_unet.patchgan import PatchGan, read_patchgan
from studio_unet.pix2pix import Norm, UNet
from studio_unet.resnet import Resnet

PICTURE_FORMAT = "studio-pix2pix 1"
_COLOURS = 3
_UNET = "model.model.0.weight"
_FEWEST_DOWNS = 5
_BLOCK = re.compile(r"model\.\d+\.conv_block\.1\.weight")


def load_reference(path: Path, *, as_published: bool = False, **hints: Any) -> nn.Module:
    """The generator of `*_net_G.pth` (U-Net or ResNet), in eval mode; picture (N, C, H, W) in [-1, 1] → picture.

    as_published: in training mode, batch statistics of the one picture and live dropout, as the official test script
    runs without --eval. InputError where the file is no such generator.
    """
    Hints(path, hints, ())
    network = _generator(read_state(path), path)
    if as_published:
        use_instance_statistics(network)
        network.train()
    return network


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """Write an official generator as weights of the studio; None for other files."""
    state = read_state(file)
    if _UNET not in state and not any(_BLOCK.fullmatch(key) for key in state):
        return None
    Hints(file, hints, ())
    network = _generator(state, file)
    kind = "unet" if isinstance(network, UNet) else "resnet"
    facts = {**network.built_from, "format": PICTURE_FORMAT, "kind": kind}
    if (facts["inputs"], facts["outputs"]) != (_COLOURS, _COLOURS):
        raise InputError(f"{file} takes {facts['inputs']} channels and gives {facts['outputs']}: only RGB can be drawn")
    deep = f"{facts['downs']} levels" if kind == "unet" else f"{facts['blocks']} blocks"
    title = f"pix2pix {'U-Net' if kind == 'unet' else 'ResNet'}, {deep}, {facts['channels']} wide, {facts['norm']} norm"
    return keep(network, out, generator="pix2pix", title=title, facts=facts)


def _generator(state: State, path: Path) -> UNet | Resnet:
    return _unet(state, path) if _UNET in state else _resnet(state, path)


def load_reference_discriminator(path: Path, **hints: Any) -> PatchGan:
    """The PatchGAN of `*_net_D.pth`, in eval mode; it takes condition and picture as one tensor."""
    return read_patchgan(path)


def _unet(state: State, path: Path) -> UNet:
    channels, inputs = shape_of(state, _UNET, path)[:2]
    outputs = shape_of(state, "model.model.3.weight", path)[1]
    downs, level = 1, "model.model.1.model."
    while f"{level}1.weight" in state:
        downs, level = downs + 1, f"{level}3.model."
    if downs < _FEWEST_DOWNS:
        raise InputError(f"{path}: a U-Net of {downs} levels; pix2pix's have at least {_FEWEST_DOWNS}")
    norm = _norm(state, "model.model.1.model.2", "model.model.1.model.1")
    network = UNet(inputs=inputs, outputs=outputs, downs=downs, channels=channels, norm=norm)
    return fit(network, _kept(state, norm), path)


def _resnet(state: State, path: Path) -> Resnet:
    if "model.1.weight" not in state:
        raise InputError(f"{path} is no pix2pix generator: it has neither model.model.0.weight nor model.1.weight")
    channels, inputs = shape_of(state, "model.1.weight", path)[:2]
    blocks = sum(1 for key in state if _BLOCK.fullmatch(key))
    outputs = shape_of(state, f"model.{17 + blocks}.weight", path)[0]
    norm = _norm(state, "model.2", "model.1")
    network = Resnet(
        inputs=inputs,
        outputs=outputs,
        channels=channels,
        blocks=blocks,
        norm=norm,
        dropout="model.10.conv_block.6.weight" in state and "model.10.conv_block.5.weight" not in state,
    )
    return fit(network, _kept(state, norm), path)


def _norm(state: State, norm: str, conv: str) -> Norm:
    """Which norm a network has, by the entries of its first one and by the bias of the convolution before it."""
    if f"{norm}.weight" in state:
        return "batch"
    return "instance" if f"{conv}.bias" in state else "none"


def _kept(state: State, norm: Norm) -> State:
    return state if norm == "batch" else without_running_statistics(state)
