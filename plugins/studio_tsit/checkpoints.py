"""Checkpoints of the official TSIT code become our networks, sizes read from the tensors' own shapes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio_torch.fitting import fit, shape_of
from studio_torch.hints import Hints
from studio_torch.imported import keep, own_weights
from studio_torch.labels import asked_set
from studio_torch.multiscale import MultiscaleDiscriminator, read_multiscale
from studio_torch.reading import State, read_state
from studio_torch.spectral import folded
from studio_torch.style_encoder import StyleEncoder, read_encoder
from studio_tsit.network import COLOURS, Shape, TsitGenerator
from studio_tsit.scene_tsit import SceneTsit, SceneTsitShape

FORMAT = "studio-tsit 1"
HINTS = ("crop_size", "aspect_ratio", "labels")
_SIGN = "content_stream.res_0.conv_1."


def load_reference(path: Path, **hints: Any) -> TsitGenerator:
    """The generator of `*_net_G.pth`, in eval mode, its spectral norms folded.

    hints: crop_size and aspect_ratio, which matter for networks that start from a style code only; read from an
    `opt.txt` beside the file where they aren't given, else 256 and 1. InputError where the file is no such generator.
    """
    return _generator(read_state(path), path, Hints(path, hints, HINTS))


def load_reference_encoder(path: Path, **hints: Any) -> StyleEncoder:
    """The picture encoder of `*_net_E.pth`, in eval mode."""
    return read_encoder(path)


def load_reference_discriminator(path: Path, **hints: Any) -> MultiscaleDiscriminator:
    """The multi-scale discriminator of `*_net_D.pth`, in eval mode; it takes condition and picture as one tensor."""
    return read_multiscale(path)


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """Write an official generator as weights of the studio; None for other files.

    What our own training wrote is taken as it is.
    """
    own = own_weights(file, FORMAT)
    if own is not None:
        return _keep(build(*own), out, own[0])
    state = read_state(file)
    if not any(key.startswith(_SIGN) for key in state):
        return None
    asked = Hints(file, hints, HINTS)
    network = _generator(state, file, asked)
    draws_pictures = network.shape.content == COLOURS
    labels = "" if draws_pictures else asked_set(asked.text("labels"), network.shape.content)
    return _keep(network, out, {"format": FORMAT, "shape": asdict(network.shape), "labels": labels})


def _keep(network: TsitGenerator | SceneTsit, out: Path, facts: dict[str, Any]) -> dict[str, Any]:
    if isinstance(network, SceneTsit):
        title = f"TSIT, {network.shape.labels} label channels, {network.shape.channels} wide, with a style stream"
        return keep(network, out, generator="tsit", title=title, facts=facts, labels=facts["labels"])
    shape = network.shape
    draws_pictures = shape.content == COLOURS
    task = "from pictures" if draws_pictures else f"{shape.content} label channels"
    return keep(
        network,
        out,
        generator="tsit-transfer" if draws_pictures else "tsit",
        title=f"TSIT, {task}, {shape.channels} wide{', with a style stream' if shape.styled else ''}",
        facts=facts,
        labels=facts["labels"],
        ignores=() if shape.styled else ("style",),
    )


def build(facts: dict[str, Any], state: State) -> TsitGenerator | SceneTsit:
    """The generator of weights of the studio, in eval mode."""
    if "scene" in facts:
        scene = SceneTsit(SceneTsitShape(**facts["scene"]))
        scene.load_state_dict(state)
        return scene.eval()
    network = TsitGenerator(Shape(**facts["shape"]))
    network.load_state_dict(state)
    return network.eval()


def _generator(state: State, path: Path, hints: Hints) -> TsitGenerator:
    state = folded(state)
    return fit(TsitGenerator(_shape(state, path, hints)), state, path)


def _shape(state: State, path: Path, hints: Hints) -> Shape:
    content = shape_of(state, "content_stream.res_0.conv_0.weight", path)[1]
    channels = shape_of(state, "content_stream.res_0.conv_1.weight", path)[0]
    latent = state["fc.weight"].shape[1] if "fc.weight" in state and state["fc.weight"].ndim == 2 else 0
    shape = Shape(
        content=content,
        channels=channels,
        styled=any(key.startswith("style_stream.") for key in state),
        latent=latent,
        crop_size=hints.integer("crop_size", 256),
        aspect_ratio=hints.ratio("aspect_ratio", 1.0),
    )
    if latent and state["fc.weight"].shape[0] != 16 * channels * shape.grid[0] * shape.grid[1]:
        cells = state["fc.weight"].shape[0] // (16 * channels)
        raise InputError(
            f"{path} starts from a grid of {cells} cells, not {shape.grid[0]}×{shape.grid[1]}: give the hints "
            "crop_size and aspect_ratio that it was trained with"
        )
    return shape
