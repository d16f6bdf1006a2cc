"""Checkpoints of the official SPADE code become our networks, sizes read from the tensors' own shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio_spade.network import HALVINGS, Shape, SpadeGenerator, Upsampling
from studio_torch.fitting import fit, shape_of
from studio_torch.multiscale import MultiscaleDiscriminator, read_multiscale
from studio_torch.options import options_beside
from studio_torch.reading import State, read_state
from studio_torch.spectral import folded
from studio_torch.style_encoder import StyleEncoder, read_encoder


def load_reference(path: Path, **hints: Any) -> SpadeGenerator:
    """The generator of `*_net_G.pth`, in eval mode, its spectral norms folded.

    hints: upsampling ("normal", "more"), crop_size, aspect_ratio: what a state dict doesn't tell. Each is read from
    an `opt.txt` beside the file where it isn't given; else they are normal, 256 and 1. InputError where the file is
    no such generator, or contradicts a hint.
    """
    state = folded(read_state(path))
    return fit(SpadeGenerator(_shape(state, path, hints)), state, path)


def load_reference_encoder(path: Path, **hints: Any) -> StyleEncoder:
    """The picture encoder of `*_net_E.pth`, in eval mode."""
    return read_encoder(path)


def load_reference_discriminator(path: Path, **hints: Any) -> MultiscaleDiscriminator:
    """The multi-scale discriminator of `*_net_D.pth`, in eval mode; it takes label map and picture as one tensor."""
    return read_multiscale(path)


def _shape(state: State, path: Path, hints: dict[str, Any]) -> Shape:
    channels = shape_of(state, "head_0.conv_0.weight", path)[0] // 16
    hidden, semantics, kernel = shape_of(state, "head_0.norm_0.mlp_shared.0.weight", path)[:3]
    latent = state["fc.weight"].shape[1] if "fc.weight" in state and state["fc.weight"].ndim == 2 else 0
    said = options_beside(path)
    crop_size = int(hints.get("crop_size") or said.get("crop_size") or 256)
    aspect_ratio = float(hints.get("aspect_ratio") or said.get("aspect_ratio") or 1.0)
    shape = Shape(
        semantics=semantics,
        channels=channels,
        norm="batch" if "head_0.norm_0.param_free_norm.running_mean" in state else "instance",
        kernel=kernel,
        hidden=hidden,
        upsampling=_upsampling(state, path, hints.get("upsampling") or said.get("num_upsampling_layers")),
        latent=latent,
        crop_size=crop_size,
        aspect_ratio=aspect_ratio,
    )
    if min(shape.grid) < 1:
        raise InputError(f"{path}: a crop of {crop_size} is too small for upsampling {shape.upsampling}")
    if latent and state["fc.weight"].shape[0] != 16 * channels * shape.grid[0] * shape.grid[1]:
        cells = state["fc.weight"].shape[0] // (16 * channels)
        raise InputError(
            f"{path} starts from a grid of {cells} cells, not {shape.grid[0]}×{shape.grid[1]}: give the hints "
            "crop_size, aspect_ratio and upsampling that it was trained with"
        )
    return shape


def _upsampling(state: State, path: Path, said: str | None) -> Upsampling:
    """Only "most" shows in the weights; "normal" and "more" have the same."""
    has_fifth = any(key.startswith("up_4.") for key in state)
    upsampling = said or ("most" if has_fifth else "normal")
    if upsampling not in HALVINGS:
        raise InputError(f"{path}: upsampling is {', '.join(HALVINGS)}, not {upsampling}")
    if has_fifth != (upsampling == "most"):
        raise InputError(
            f"{path}: the hint upsampling={upsampling} contradicts its weights, which "
            f"{'have' if has_fifth else 'lack'} a fifth block"
        )
    return upsampling
