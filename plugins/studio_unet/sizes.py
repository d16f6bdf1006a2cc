"""The networks by name: what a training preset and a weight file call them."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from studio.labels import LANDSCAPE
from studio_torch.scenes import QUIET_LABELS
from studio_unet.pix2pix import LabelUNet
from studio_unet.workshop import WorkshopNet


def _workshop(style: int) -> nn.Module:
    return WorkshopNet(
        labels=len(LANDSCAPE), style=style, widths=(48, 96, 192, 384, 384), blocks=4, quiet_labels=QUIET_LABELS
    )


def _live(style: int) -> nn.Module:
    return WorkshopNet(
        labels=len(LANDSCAPE), style=style, widths=(24, 40, 72, 128, 144), blocks=4, quiet_labels=QUIET_LABELS
    )


def _tiny(style: int) -> nn.Module:
    return WorkshopNet(labels=len(LANDSCAPE), style=style, widths=(8, 8, 8, 8, 8), blocks=1, quiet_labels=QUIET_LABELS)


def _unet_256(style: int) -> nn.Module:
    return LabelUNet(labels=len(LANDSCAPE), style=style, downs=8)


def _unet_128(style: int) -> nn.Module:
    return LabelUNet(labels=len(LANDSCAPE), style=style, downs=7)


SIZES: dict[str, Callable[[int], nn.Module]] = {
    "live": _live,
    "workshop": _workshop,
    "unet_256": _unet_256,
    "unet_128": _unet_128,
    "tiny": _tiny,
}


def build(size: str, style: int) -> nn.Module:
    """The network called `size` for style vectors of length `style`; KeyError when there is none."""
    return SIZES[size](style)
