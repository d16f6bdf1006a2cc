"""Label maps for networks that were trained on other people's label sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.errors import InputError
from studio.generators.specs import Blend
from studio.label_sets import label_set
from studio.label_sets.outward import values_for_landscape
from studio.labels import LANDSCAPE, LabelMap
from studio_torch.seeds import noise_of


def semantics_in(
    labels: LabelMap, facts: Mapping[str, Any], channels: int, seed: int, blend: Blend | None = None
) -> Tensor:
    """Our label map as what a network with these facts takes, (1, channels, H, W).

    facts: "labels" names the label set that it was trained on, or "label_values" is its channel for each label of ours
    (-1 for none). "noise" is how many of its channels, the last ones, are noise (Sushko et al. 2020, section 3.3): one
    value each for the whole picture, drawn by `seed` (and `blend`).
    """
    noise = int(facts.get("noise", 0))
    values = dict(enumerate(facts["label_values"])) if facts.get("label_values") else None
    semantics = one_hot_in(labels, str(facts.get("labels", "")), channels - noise, values)
    (drawn,) = noise_of(lambda chance: (torch.randn(1, noise, 1, 1, generator=chance),), seed, blend)
    return torch.cat([semantics, drawn.expand(-1, -1, *labels.shape)], 1)


def one_hot_in(labels: LabelMap, set_name: str, channels: int, channel_of: Mapping[int, int] | None = None) -> Tensor:
    """Our label map, uint8 (H, W), as a network's semantics, float (1, channels, H, W).

    set_name: the label set whose values are the network's channels; "" for a network on our own. channel_of: the
    channel of each label id, where the network was trained on labels that are no such set. COCO-Stuff and Cityscapes
    networks of official size carry the edges between regions in their last channel; a label that a set has no likeness
    for is its "unknown" where it has one, else all zeros.
    """
    values = dict(channel_of) if channel_of else {label.id: label.id for label in LANDSCAPE}
    if not channel_of and set_name and set_name != LANDSCAPE.name:
        values = values_for_landscape(label_set(set_name))
    has_edges = (set_name, channels) in _WITH_EDGES
    unknown = _UNKNOWN.get((set_name, channels), -1)
    table = np.full(256, unknown, np.int64)
    for ours, theirs in values.items():
        table[ours] = theirs if 0 <= theirs < channels - has_edges else unknown
    found = torch.from_numpy(table[labels])
    semantics = torch.zeros(channels, *labels.shape)
    semantics.scatter_(0, found.clamp(min=0)[None], (found >= 0).float()[None])
    if has_edges:
        semantics[-1] = torch.from_numpy(region_edges(labels))
    return semantics[None]


def region_edges(labels: LabelMap) -> NDArray[np.float32]:
    """1 where a pixel differs from any of its four neighbours, else 0; float32 (H, W) (SPADE, section 4)."""
    edges = np.zeros(labels.shape, np.bool_)
    across, down = labels[:, 1:] != labels[:, :-1], labels[1:] != labels[:-1]
    edges[:, 1:] |= across
    edges[:, :-1] |= across
    edges[1:] |= down
    edges[:-1] |= down
    return edges.astype(np.float32)


# Official sizes: classes, then "unknown" where the set counts it, then instance edges.
_WITH_EDGES = {("coco", 184), ("coco", 183), ("cityscapes", 36)}
_UNKNOWN = {("coco", 184): 182, ("coco", 183): -1, ("ade20k", 151): 0, ("cityscapes", 36): 0, ("cityscapes", 35): 0}
_BY_CHANNELS = {184: "coco", 183: "coco", 182: "coco", 151: "ade20k", 150: "ade20k", 36: "cityscapes", 35: "cityscapes"}


def set_of_channels(channels: int) -> str:
    """The label set that official networks with so many channels were trained on; landscape's own, or "" unknown."""
    return LANDSCAPE.name if channels == len(LANDSCAPE) else _BY_CHANNELS.get(channels, "")


def asked_set(name: str, channels: int) -> str:
    """`name`, a label set that networks with so many channels can have been trained on; "" as `set_of_channels` says.

    InputError where there is no such set, or where it has more labels than there are channels (one may be missing: some
    were trained without a channel for nothing).
    """
    if not name:
        return set_of_channels(channels)
    count = len(label_set(name).entries)
    if count - 1 > channels:
        raise InputError(f"the label set {name} has {count} labels, and the network {channels} channels")
    return name
