"""Whose features a run compares: VGG-19's where its weights are given, otherwise the scene reader's."""

from __future__ import annotations

from pathlib import Path

from lightning_modules.losses.backbones import Backbone, ReaderFeatures, load_vgg19
from lightning_modules.precision import channels_last
from studio_reader.checkpoints import BUNDLED, load_reader


def chosen_backbone(vgg: str, teacher: str) -> Backbone:
    """vgg: a file of VGG-19 weights, or nothing; teacher: a scene reader's file, or nothing for the bundled one."""
    if vgg:
        return channels_last(load_vgg19(Path(vgg)))
    return channels_last(ReaderFeatures(load_reader(Path(teacher) if teacher else BUNDLED)[0]))
