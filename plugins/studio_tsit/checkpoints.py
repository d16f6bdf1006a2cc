"""Checkpoints of the official TSIT code become our networks, sizes read from the tensors' own shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio_torch.fitting import fit, shape_of
from studio_torch.multiscale import MultiscaleDiscriminator, read_multiscale
from studio_torch.options import options_beside
from studio_torch.reading import State, read_state
from studio_torch.spectral import folded
from studio_torch.style_encoder import StyleEncoder, read_encoder
from studio_tsit.network import Shape, TsitGenerator


def load_reference(path: Path, **hints: Any) -> TsitGenerator:
    """The generator of `*_net_G.pth`, in eval mode, its spectral norms folded.

    hints: crop_size and aspect_ratio, which matter for networks that start from a style code only; read from an
    `opt.txt` beside the file where they aren't given, else 256 and 1. InputError where the file is no such generator.
    """
    state = folded(read_state(path))
    return fit(TsitGenerator(_shape(state, path, hints)), state, path)


def load_reference_encoder(path: Path, **hints: Any) -> StyleEncoder:
    """The picture encoder of `*_net_E.pth`, in eval mode."""
    return read_encoder(path)


def load_reference_discriminator(path: Path, **hints: Any) -> MultiscaleDiscriminator:
    """The multi-scale discriminator of `*_net_D.pth`, in eval mode; it takes condition and picture as one tensor."""
    return read_multiscale(path)


def _shape(state: State, path: Path, hints: dict[str, Any]) -> Shape:
    content = shape_of(state, "content_stream.res_0.conv_0.weight", path)[1]
    channels = shape_of(state, "content_stream.res_0.conv_1.weight", path)[0]
    latent = state["fc.weight"].shape[1] if "fc.weight" in state and state["fc.weight"].ndim == 2 else 0
    said = options_beside(path)
    shape = Shape(
        content=content,
        channels=channels,
        styled=any(key.startswith("style_stream.") for key in state),
        latent=latent,
        crop_size=int(hints.get("crop_size") or said.get("crop_size") or 256),
        aspect_ratio=float(hints.get("aspect_ratio") or said.get("aspect_ratio") or 1.0),
    )
    if latent and state["fc.weight"].shape[0] != 16 * channels * shape.grid[0] * shape.grid[1]:
        cells = state["fc.weight"].shape[0] // (16 * channels)
        raise InputError(
            f"{path} starts from a grid of {cells} cells, not {shape.grid[0]}×{shape.grid[1]}: give the hints "
            "crop_size and aspect_ratio that it was trained with"
        )
    return shape
