"""The networks by name: what a training preset and a weight file call them."""

from __future__ import annotations

from torch import nn

from studio.labels import LANDSCAPE
from studio_unet.pix2pix import LabelUNet
from studio_unet.workshop import WorkshopNet

_LIVE = (24, 40, 72, 128, 144)
_WORKSHOP = {
    "live": (_LIVE, 4, False),
    "live_sky": (_LIVE, 4, True),
    "workshop": ((48, 96, 192, 384, 384), 4, False),
    "tiny": ((8, 8, 8, 8, 8), 1, False),
}
"""Widths, residual blocks, and whether skies have noise where clouds are drawn."""
_UNET = {"unet_256": 8, "unet_128": 7}
SIZES = (*_WORKSHOP, *_UNET)


def build(size: str, style: int, *, things: bool = False) -> nn.Module:
    """The network called `size` for style vectors of length `style`; KeyError where there is none.

    things: it knows where each pixel lies in its thing, which pix2pix's own U-Nets as published do not (ValueError).
    """
    labels = len(LANDSCAPE)
    if size in _WORKSHOP:
        widths, blocks, cloudy = _WORKSHOP[size]
        return WorkshopNet(labels=labels, style=style, widths=widths, blocks=blocks, cloudy=cloudy, things=things)
    if things:
        raise ValueError(f"{size} is not told of things: {', '.join(_WORKSHOP)} are")
    return LabelUNet(labels=labels, style=style, downs=_UNET[size])
