"""Spectral norm (Miyato et al. 2018): worn by a convolution in training, folded into its weights for drawing."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrize import register_parametrization

from studio_torch.reading import State

_OLD, _U, _V = ".weight_orig", ".weight_u", ".weight_v"
_NEW = ".parametrizations.weight."


class SpectralNorm(nn.Module):
    """A weight divided by its largest singular value, which one power iteration per training pass follows.

    v before u, and the value from the same pair, as torch's hook has it, which SPADE and TSIT were trained with;
    torch's own parametrization goes the other way round and so gives other weights until the iteration has settled.
    """

    _u: Tensor
    _v: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        rows, columns = weight.flatten(1).shape
        self.register_buffer("_u", F.normalize(torch.randn(rows), dim=0))
        self.register_buffer("_v", F.normalize(torch.randn(columns), dim=0))

    def forward(self, weight: Tensor) -> Tensor:
        # In float32: half a precision's error in the norm would be one in every weight.
        with torch.autocast(weight.device.type, enabled=False):
            matrix = weight.flatten(1)
            if self.training:
                with torch.no_grad():
                    self._v.copy_(F.normalize(torch.mv(matrix.t(), self._u), dim=0))
                    self._u.copy_(F.normalize(torch.mv(matrix, self._v), dim=0))
            # Copies: the next pass moves both in place before this one's backward may have been.
            return weight / torch.dot(self._u.clone(), torch.mv(matrix, self._v.clone()))


def spectral_norm(module: nn.Conv2d) -> nn.Module:
    """`module` with its weight under spectral norm."""
    register_parametrization(module, "weight", SpectralNorm(module.weight))
    return module


def raw_weight(module: nn.Conv2d | nn.Linear) -> Tensor:
    """The parameter behind a layer's weight: under spectral norm the weight is only what the norm makes of it."""
    for name, parameter in module.named_parameters():
        if name in ("weight", "parametrizations.weight.original"):
            return parameter
    raise ValueError("this layer has no weight of its own")


def conv(inputs: int, outputs: int, kernel: int, *, bias: bool = True, spectral: bool) -> nn.Module:
    """A convolution of odd `kernel` that keeps height and width, with or without spectral norm."""
    plain = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=bias)
    return spectral_norm(plain) if spectral else plain


def folded(state: State) -> State:
    """`state` with every spectrally normalised weight divided by its norm, under the name `….weight`.

    Reads torch's hook (weight_orig, weight_u, weight_v), its form before 1.0 (no weight_v; the divided weight is
    there), and its parametrization. Other entries stay as they are.
    """
    plain = {key: value for key, value in state.items() if not _belongs_to_a_norm(key)}
    for key, original in state.items():
        if key.endswith(_OLD):
            stem = key.removesuffix(_OLD)
            if stem + _V in state:
                plain[stem + ".weight"] = _divided(original, state[stem + _U], state[stem + _V])
        elif key.endswith(_NEW + "original"):
            stem = key.removesuffix(_NEW + "original")
            u, v = state[f"{stem}{_NEW}0._u"], state[f"{stem}{_NEW}0._v"]
            plain[stem + ".weight"] = _divided(original, u, v)
    return plain


def as_hooks(state: State) -> State:
    """`state` with parametrizations under the names that torch's older hook gives them."""
    names = {"original": "weight_orig", "0._u": "weight_u", "0._v": "weight_v"}
    renamed = {}
    for key, value in state.items():
        stem, found, part = key.partition(_NEW)
        renamed[f"{stem}.{names[part]}" if found else key] = value
    return renamed


def _belongs_to_a_norm(key: str) -> bool:
    return key.endswith((_OLD, _U, _V)) or _NEW in key


def _divided(weight: torch.Tensor, u: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """The weight over its largest singular value, as the last power iteration left it."""
    return weight / torch.dot(u, torch.mv(weight.flatten(1), v))
