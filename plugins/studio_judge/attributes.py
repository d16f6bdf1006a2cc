"""Who tells attributes: a small network that reads off a picture what StarGAN was asked to make of it.

It is trained apart from any generator (`studio_judge.attribute_training`), on pictures of other seeds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from studio.errors import InputError
from studio.labels import Picture

FORMAT = "studio-attributes 1"
SIDE = 64
BUNDLED = Path(__file__).parent / "weights"
"""Where classifiers for the world and for our portraits lie: attributes-world.safetensors, …"""
_WIDTHS = (24, 48, 80, 112, 112)
_HALVES = (True, True, True, False, False)

Attributes = Mapping[str, tuple[str, ...]]
"""Attribute to its values."""


class AttributeNet(nn.Module):
    """Pictures (N, 3, 64, 64) in [-1, 1] → scores of every value of every attribute, in order, (N, values)."""

    def __init__(self, values: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for width, halves in zip(_WIDTHS, _HALVES, strict=True):
            layers += [
                nn.Conv2d(inputs, width, 3, 2 if halves else 1, 1, bias=False),
                nn.BatchNorm2d(width),
                nn.LeakyReLU(0.1),
            ]
            inputs = width
        self.body = nn.Sequential(*layers)
        self.scores = nn.Linear(2 * inputs, values)

    def forward(self, picture: Tensor) -> Tensor:
        x = self.body(picture)
        scores: Tensor = self.scores(torch.cat((x.mean((2, 3)), x.amax((2, 3))), 1))
        return scores


class AttributeReader:
    """The classifier in a file; `attributes` are those that it knows. InputError where the file is no such one."""

    def __init__(self, path: Path) -> None:
        try:
            with safe_open(path, framework="pt") as file:
                facts = json.loads((file.metadata() or {}).get("studio", "{}"))
                state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
            if facts.get("format") != FORMAT:
                raise InputError(f"{path} tells no attributes; make one: python -m studio_judge.attribute_training DIR")
            self.attributes: Attributes = {name: tuple(values) for name, values in facts["attributes"].items()}
            self._network = AttributeNet(sum(map(len, self.attributes.values())))
            self._network.load_state_dict({key: _full(tensor) for key, tensor in state.items()})
        except (SafetensorError, KeyError, ValueError, RuntimeError, OSError) as fault:
            raise InputError(f"{path} can't be read as a classifier: {str(fault).splitlines()[0]}") from fault
        self._network.eval()

    @torch.inference_mode()
    def read(self, picture: Picture) -> dict[str, str]:
        """The likeliest value of each attribute of a picture uint8 (H, W, 3)."""
        scores = self._network(values_of(small(picture)[None]))[0]
        found, start = {}, 0
        for name, values in self.attributes.items():
            found[name] = values[int(scores[start : start + len(values)].argmax())]
            start += len(values)
        return found


def small(picture: Picture) -> Picture:
    """A picture at the classifier's size, every pixel counted."""
    return np.asarray(Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.BOX))


def values_of(pictures: Picture) -> Tensor:
    """uint8 (N, 64, 64, 3) → (N, 3, 64, 64) in [-1, 1]."""
    return torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def loss_of(scores: Tensor, wanted: Tensor, attributes: Attributes) -> Tensor:
    """Cross-entropy of each attribute, summed; wanted: the index of each attribute's value, int64 (N, attributes)."""
    parts = torch.split(scores, [len(values) for values in attributes.values()], 1)
    return torch.stack([F.cross_entropy(part, wanted[:, index]) for index, part in enumerate(parts)]).sum()


def _full(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
