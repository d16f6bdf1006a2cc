"""Whose features a run compares: VGG-19's where its weights are given, otherwise the scene reader's, said aloud."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import nn

from lightning_modules.losses.backbones import Backbone, ReaderFeatures, Vgg19Features, load_vgg19
from lightning_modules.precision import channels_last
from studio_reader.checkpoints import BUNDLED, load_reader


def chosen_backbone(vgg: str, teacher: str) -> Backbone:
    """vgg: a file of VGG-19 weights, or nothing; teacher: a scene reader's file, or nothing for the bundled one."""
    if vgg:
        return channels_last(load_vgg19(Path(vgg)))
    return channels_last(ReaderFeatures(load_reader(Path(teacher) if teacher else BUNDLED)[0]))


def bring(backbone: Backbone | None, device: torch.device) -> None:
    """Move it to where a run begins, and say whose features that run compares."""
    if backbone is None:
        return
    if isinstance(backbone, nn.Module):
        backbone.to(device)
    hint = f" ({backbone.origin})" if isinstance(backbone, Vgg19Features) else " (--set vgg=FILE compares VGG-19's)"
    print(f"perceptual loss: {backbone.name}{hint}", file=sys.stderr, flush=True)
