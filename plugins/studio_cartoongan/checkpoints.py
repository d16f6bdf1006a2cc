"""Checkpoints of two CartoonGAN codes become our networks: the reimplementation's, and the authors' own weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import nn

from studio_cartoongan.authors import AuthorsGenerator
from studio_cartoongan.discriminator import CartoonDiscriminator
from studio_cartoongan.network import CartoonGenerator
from studio_torch.fitting import fit, shape_of, without_running_statistics
from studio_torch.reading import read_state


def load_reference(path: Path, **hints: Any) -> nn.Module:
    """The generator of `generator_param.pkl` or of `<Style>_net_G_float.pth`, in eval mode; RGB in and out.

    InputError where the file is neither.
    """
    state = without_running_statistics(read_state(path))
    if "conv01_1.weight" in state:
        return fit(AuthorsGenerator(channels=shape_of(state, "conv01_1.weight", path)[0]), state, path)
    channels = shape_of(state, "down_convs.0.weight", path)[0]
    blocks = sum(1 for key in state if key.startswith("resnet_blocks.") and key.endswith(".conv1.weight"))
    return fit(CartoonGenerator(channels=channels, blocks=blocks), state, path)


def load_reference_discriminator(path: Path, **hints: Any) -> CartoonDiscriminator:
    """The discriminator of `discriminator_param.pkl`, in eval mode; picture → logits."""
    state = without_running_statistics(read_state(path))
    return fit(CartoonDiscriminator(channels=shape_of(state, "convs.0.weight", path)[0]), state, path)
