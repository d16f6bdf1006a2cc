"""Checkpoints of the official SPADE code become our networks, sizes read from the tensors' own shapes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from torch import nn

from studio.errors import InputError
from studio_spade.network import HALVINGS, Shape, SpadeGenerator, Upsampling
from studio_spade.scene_net import SceneNet, SceneShape
from studio_torch.fitting import fit, shape_of
from studio_torch.hints import Hints
from studio_torch.imported import keep, own_weights
from studio_torch.labels import asked_set
from studio_torch.multiscale import MultiscaleDiscriminator, read_multiscale
from studio_torch.reading import State, read_state
from studio_torch.spectral import folded
from studio_torch.style_encoder import StyleEncoder, read_encoder

FORMAT = "studio-spade 1"
HINTS = ("upsampling", "crop_size", "aspect_ratio", "labels")
_SIGN = "head_0.norm_0.mlp_shared.0.weight"


def load_reference(path: Path, **hints: Any) -> SpadeGenerator:
    """The generator of `*_net_G.pth`, in eval mode, its spectral norms folded.

    hints: upsampling ("normal", "more"), crop_size, aspect_ratio: what a state dict doesn't tell. Each is read from
    an `opt.txt` beside the file where it isn't given; else they are normal, 256 and 1. InputError where the file is
    no such generator, or contradicts a hint.
    """
    return _generator(read_state(path), path, Hints(path, hints, HINTS))


def load_reference_encoder(path: Path, **hints: Any) -> StyleEncoder:
    """The picture encoder of `*_net_E.pth`, in eval mode."""
    return read_encoder(path)


def load_reference_discriminator(path: Path, **hints: Any) -> MultiscaleDiscriminator:
    """The multi-scale discriminator of `*_net_D.pth`, in eval mode; it takes label map and picture as one tensor."""
    return read_multiscale(path)


def convert(file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
    """Write an official generator, with the encoder that lies beside it, as weights of the studio; None for others.

    What our own training wrote is taken as it is.
    """
    own = own_weights(file, FORMAT)
    if own is not None:
        return _keep(build(*own), out, own[0])
    state = read_state(file)
    if _SIGN not in state:
        return None
    asked = Hints(file, hints, HINTS)
    network = _generator(state, file, asked)
    labels = asked_set(asked.text("labels"), network.shape.semantics)
    parts: dict[str, nn.Module] = {"generator": network}
    encoder = file.with_name(file.name.replace("net_G", "net_E"))
    if network.shape.latent and encoder != file and encoder.is_file():
        parts["encoder"] = read_encoder(encoder)
    facts = {"format": FORMAT, "shape": asdict(network.shape), "encoder": "encoder" in parts, "labels": labels}
    return _keep(nn.ModuleDict(parts), out, facts)


def _keep(networks: nn.ModuleDict, out: Path, facts: dict[str, Any]) -> dict[str, Any]:
    shape = networks["generator"].shape
    assert isinstance(shape, Shape | SceneShape)
    labels = shape.semantics if isinstance(shape, Shape) else shape.labels
    title = f"SPADE, {labels} label channels, {shape.channels} wide"
    ignores = () if "encoder" in networks else ("style",)
    return keep(networks, out, generator="spade", title=title, facts=facts, labels=facts["labels"], ignores=ignores)


def build(facts: dict[str, Any], state: State) -> nn.ModuleDict:
    """Generator and, where there is one, encoder of weights of the studio, in eval mode."""
    if "scene" in facts:
        scene = nn.ModuleDict({"generator": SceneNet(SceneShape(**facts["scene"]))})
        scene.load_state_dict(state)
        return scene.eval()
    parts: dict[str, nn.Module] = {"generator": SpadeGenerator(Shape(**facts["shape"]))}
    if facts["encoder"]:
        channels, latent = state["encoder.layer1.0.weight"].shape[0], state["encoder.fc_mu.weight"].shape[0]
        parts["encoder"] = StyleEncoder(channels=channels, latent=latent)
    networks = nn.ModuleDict(parts)
    networks.load_state_dict(state)
    return networks.eval()


def _generator(state: State, path: Path, hints: Hints) -> SpadeGenerator:
    state = folded(state)
    return fit(SpadeGenerator(_shape(state, path, hints)), state, path)


def _shape(state: State, path: Path, hints: Hints) -> Shape:
    channels = shape_of(state, "head_0.conv_0.weight", path)[0] // 16
    hidden, semantics, kernel = shape_of(state, _SIGN, path)[:3]
    latent = state["fc.weight"].shape[1] if "fc.weight" in state and state["fc.weight"].ndim == 2 else 0
    shape = Shape(
        semantics=semantics,
        channels=channels,
        norm="batch" if "head_0.norm_0.param_free_norm.running_mean" in state else "instance",
        kernel=kernel,
        hidden=hidden,
        upsampling=_upsampling(state, path, hints.text("upsampling", option="num_upsampling_layers")),
        latent=latent,
        crop_size=hints.integer("crop_size", 256),
        aspect_ratio=hints.ratio("aspect_ratio", 1.0),
    )
    if min(shape.grid) < 1:
        raise InputError(f"{path}: a crop of {shape.crop_size} is too small for upsampling {shape.upsampling}")
    if latent and state["fc.weight"].shape[0] != 16 * channels * shape.grid[0] * shape.grid[1]:
        cells = state["fc.weight"].shape[0] // (16 * channels)
        raise InputError(
            f"{path} starts from a grid of {cells} cells, not {shape.grid[0]}×{shape.grid[1]}: give the hints "
            "crop_size, aspect_ratio and upsampling that it was trained with"
        )
    return shape


def _upsampling(state: State, path: Path, said: str) -> Upsampling:
    """Only "most" shows in the weights; "normal" and "more" have the same."""
    has_fifth = any(key.startswith("up_4.") for key in state)
    upsampling = said or ("most" if has_fifth else "normal")
    if upsampling not in HALVINGS:
        raise InputError(f"{path}: upsampling is {', '.join(HALVINGS)}, not {upsampling}")
    if has_fifth != (upsampling == "most"):
        found = "have" if has_fifth else "lack"
        raise InputError(f"{path}: upsampling {upsampling} contradicts its weights, which {found} a fifth block")
    return upsampling
