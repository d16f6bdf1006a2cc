"""InceptionV3 (Szegedy et al. 2016, "Rethinking the Inception Architecture") up to its last pooling, `pool3`.

Modules go by the names that published checkpoints use. Two kinds of weights are about, and they differ in how the
branches pool: Tensorflow's of 2015, which papers' Fréchet distances are measured with, count no padding and take the
maximum in the last block; torchvision's average, padding included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FEATURES = 2048
SIDE = 299


@dataclass(frozen=True)
class Layer:
    """A convolution in a branch: name, outputs, kernel (rows, columns); of stride 2 it takes no padding."""

    name: str
    outputs: int
    kernel: tuple[int, int] = (1, 1)
    stride: int = 1


@dataclass(frozen=True)
class Branch:
    """Layers in a row, after pooling ("mean", "max", "shrink": the maximum at stride 2); a pair stands side by side."""

    layers: tuple[Layer | tuple[Layer, Layer], ...] = ()
    pool: str = ""


class Conv(nn.Module):
    """Convolution without bias, batch norm, ReLU."""

    def __init__(self, inputs: int, layer: Layer, *, padded: bool = True) -> None:
        super().__init__()
        rows, columns = layer.kernel
        padding = (rows // 2, columns // 2) if padded and layer.stride == 1 else 0
        self.conv = nn.Conv2d(inputs, layer.outputs, layer.kernel, layer.stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(layer.outputs, eps=0.001)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.bn(self.conv(x)))


class Mixed(nn.Module):
    """Branches side by side, their outputs stacked; (N, inputs, H, W) → (N, self.outputs, H or (H - 1) // 2, …)."""

    def __init__(self, inputs: int, branches: Sequence[Branch], *, counts_padding: bool) -> None:
        super().__init__()
        self._branches, self._counts_padding = branches, counts_padding
        self.outputs = 0
        for branch in branches:
            width = inputs
            for layer in branch.layers:
                group = layer if isinstance(layer, tuple) else (layer,)
                for each in group:
                    self.add_module(each.name, Conv(width, each))
                width = sum(each.outputs for each in group)
            self.outputs += width

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([self._through(branch, x) for branch in self._branches], 1)

    def _through(self, branch: Branch, x: Tensor) -> Tensor:
        if branch.pool == "mean":
            x = F.avg_pool2d(x, 3, 1, 1, count_include_pad=self._counts_padding)
        elif branch.pool:
            x = F.max_pool2d(x, 3, 2) if branch.pool == "shrink" else F.max_pool2d(x, 3, 1, 1)
        for layer in branch.layers:
            group = layer if isinstance(layer, tuple) else (layer,)
            x = torch.cat([self.get_submodule(each.name)(x) for each in group], 1)
        return x


class Inception(nn.Module):
    """Pictures (N, 3, 299, 299) in [-1, 1] → pool3's features (N, 2048).

    of_tensorflow: pooling as Tensorflow's weights of 2015 want it, instead of torchvision's.
    """

    def __init__(self, *, of_tensorflow: bool) -> None:
        super().__init__()
        self.Conv2d_1a_3x3 = Conv(3, Layer("", 32, (3, 3), 2))
        self.Conv2d_2a_3x3 = Conv(32, Layer("", 32, (3, 3)), padded=False)
        self.Conv2d_2b_3x3 = Conv(32, Layer("", 64, (3, 3)))
        self.Conv2d_3b_1x1 = Conv(64, Layer("", 80))
        self.Conv2d_4a_3x3 = Conv(80, Layer("", 192, (3, 3)), padded=False)
        width = 192
        for name, branches in _mixed_blocks("max" if of_tensorflow else "mean"):
            block = Mixed(width, branches, counts_padding=not of_tensorflow)
            self.add_module(name, block)
            width = block.outputs

    def forward(self, picture: Tensor) -> Tensor:
        x = self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(picture)))
        x = self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(F.max_pool2d(x, 3, 2)))
        x = F.max_pool2d(x, 3, 2)
        for name, block in self.named_children():
            if name.startswith("Mixed"):
                x = block(x)
        pooled: Tensor = x.mean((2, 3))
        return pooled


def _mixed_blocks(last_pool: str) -> list[tuple[str, tuple[Branch, ...]]]:
    """The blocks by name, as the paper's figures 5 to 7 draw them."""
    return [
        *((f"Mixed_5{letter}", _fine(pooled)) for letter, pooled in (("b", 32), ("c", 64), ("d", 64))),
        ("Mixed_6a", _halving_to_17()),
        *((f"Mixed_6{letter}", _factored(width)) for letter, width in (("b", 128), ("c", 160), ("d", 160), ("e", 192))),
        ("Mixed_7a", _halving_to_8()),
        ("Mixed_7b", _coarse("mean")),
        ("Mixed_7c", _coarse(last_pool)),
    ]


def _fine(pooled: int) -> tuple[Branch, ...]:
    return (
        Branch((Layer("branch1x1", 64),)),
        Branch((Layer("branch5x5_1", 48), Layer("branch5x5_2", 64, (5, 5)))),
        Branch((Layer("branch3x3dbl_1", 64), *(Layer(f"branch3x3dbl_{step}", 96, (3, 3)) for step in (2, 3)))),
        Branch((Layer("branch_pool", pooled),), "mean"),
    )


def _halving_to_17() -> tuple[Branch, ...]:
    doubled = (
        Layer("branch3x3dbl_1", 64),
        Layer("branch3x3dbl_2", 96, (3, 3)),
        Layer("branch3x3dbl_3", 96, (3, 3), 2),
    )
    return Branch((Layer("branch3x3", 384, (3, 3), 2),)), Branch(doubled), Branch(pool="shrink")


def _factored(width: int) -> tuple[Branch, ...]:
    row, column = (1, 7), (7, 1)
    return (
        Branch((Layer("branch1x1", 192),)),
        Branch((Layer("branch7x7_1", width), Layer("branch7x7_2", width, row), Layer("branch7x7_3", 192, column))),
        Branch(
            (
                Layer("branch7x7dbl_1", width),
                Layer("branch7x7dbl_2", width, column),
                Layer("branch7x7dbl_3", width, row),
                Layer("branch7x7dbl_4", width, column),
                Layer("branch7x7dbl_5", 192, row),
            )
        ),
        Branch((Layer("branch_pool", 192),), "mean"),
    )


def _halving_to_8() -> tuple[Branch, ...]:
    factored = (
        Layer("branch7x7x3_1", 192),
        Layer("branch7x7x3_2", 192, (1, 7)),
        Layer("branch7x7x3_3", 192, (7, 1)),
        Layer("branch7x7x3_4", 192, (3, 3), 2),
    )
    return (
        Branch((Layer("branch3x3_1", 192), Layer("branch3x3_2", 320, (3, 3), 2))),
        Branch(factored),
        Branch(pool="shrink"),
    )


def _coarse(pool: str) -> tuple[Branch, ...]:
    def fork(name: str) -> tuple[Layer, Layer]:
        return Layer(f"{name}a", 384, (1, 3)), Layer(f"{name}b", 384, (3, 1))

    return (
        Branch((Layer("branch1x1", 320),)),
        Branch((Layer("branch3x3_1", 384), fork("branch3x3_2"))),
        Branch((Layer("branch3x3dbl_1", 448), Layer("branch3x3dbl_2", 384, (3, 3)), fork("branch3x3dbl_3"))),
        Branch((Layer("branch_pool", 192),), pool),
    )
